import type { DataPlaneConfig } from '../config/index.ts';
import type { PodAddress } from '../ports/index.ts';

/** One gateway that is scraped. */
export interface DataPlane {
  /** Differs from every other one, and from a later pod of the same name. */
  readonly key: string;
  /** Where its metrics are. */
  readonly url: string;
  /** What its series say of it: the address without the path. */
  readonly origin: string;
  /** Of its pod; both empty for an address that the configuration gives. */
  readonly namespace: string;
  readonly pod: string;
}

export function addressedDataPlane(url: string): DataPlane {
  return { key: url, url, origin: new URL(url).origin, namespace: '', pod: '' };
}

/** @returns null when the pod declares no port of the name that is wanted */
export function podDataPlane(
  config: Extract<DataPlaneConfig, { kind: 'pods' }>,
  { namespace, name, uid, address, ports }: PodAddress,
): DataPlane | null {
  const port = typeof config.port === 'number' ? config.port : ports[config.port];
  if (port === undefined) return null;
  const origin = `${config.scheme}://${hostOf(config.service, namespace, address)}:${port}`;
  return { key: `${uid} ${origin}`, url: `${origin}${config.path}`, origin, namespace, pod: name };
}

/** The DNS name of an endpoint of a Service has dashes for what an address separates its parts by. */
function hostOf(service: string | null, namespace: string, address: string): string {
  if (service !== null) return `${address.replaceAll(/[.:]/g, '-')}.${service}.${namespace}.svc`;
  return address.includes(':') ? `[${address}]` : address;
}
