import { apisixPresets } from './apisix.ts';
import { envoyPresets } from './envoy.ts';
import { haproxyPresets } from './haproxy.ts';
import { hubblePresets } from './hubble.ts';
import { ingressNginxPresets } from './ingress-nginx.ts';
import { istioPresets } from './istio.ts';
import { kongPresets } from './kong.ts';
import { linkerdPresets } from './linkerd.ts';
import type { Preset } from './preset.ts';
import { traefikPresets } from './traefik.ts';

/** Every preset, by its name. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  [
    ...kongPresets,
    ...envoyPresets,
    ...istioPresets,
    ...traefikPresets,
    ...ingressNginxPresets,
    ...haproxyPresets,
    ...linkerdPresets,
    ...hubblePresets,
    ...apisixPresets,
  ].map((preset) => [preset.name, preset]),
);
