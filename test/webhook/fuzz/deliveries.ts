import type { Random } from './random.ts';
import { keyOf, type Rules } from './rules.ts';

export const token = 'correct-horse-battery';

/** A request to the webhook, and what the answer must be. */
export interface Delivery {
  readonly body: string;
  readonly authorization: string | null;
  /** The policies that each of its alerts wakes, in order; null when nobody can take it. */
  readonly wakes: readonly (readonly string[])[] | null;
  /** The status of the refusal; 401 only from who asks for a token. */
  readonly refused: number | null;
}

/** Values that somebody writes into labels who wants more than a scale. */
const hostile = [
  'kube-system',
  'coredns',
  '__proto__',
  'constructor',
  'toString',
  '../../orders',
  'kong/command',
  'command"} or vector(1e9) #',
  'command\u0000',
  'Command',
  ' command',
  '命令',
  '*',
  '.*',
  '$(reboot)',
  '',
];

const malformed = [
  '',
  'null',
  '[]',
  '{}',
  '{"version":"4"',
  '{"version":"3","receiver":"x","status":"firing","groupKey":"","alerts":[]}',
  '{"version":"4","receiver":"x","status":"on fire","groupKey":"","alerts":[]}',
  '{"version":"4","receiver":"x","status":"firing","groupKey":"","alerts":[{"status":"firing"}]}',
  '{"version":"4","receiver":"x","status":"firing","groupKey":"","alerts":{"length":1}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
];

export const maximumBodyBytes = 100_000;

/** One of all that reaches a webhook: alerts, their resolutions, and what is not for it. */
export function makeDelivery(random: Random, rules: readonly Rules[]): Delivery {
  const kind = random.next();
  if (kind < 0.06) return refusal(random.pick(malformed), 400);
  if (kind < 0.065) return refusal(`"${'x'.repeat(maximumBodyBytes)}"`, 413);
  const { body, wakes } = notification(random, rules, kind < 0.5);
  if (kind > 0.98) {
    const authorization = random.pick([null, 'Bearer wrong', `Bearer ${token}x`]);
    return { body, authorization, wakes, refused: 401 };
  }
  return { body, authorization: `Bearer ${token}`, wakes, refused: null };
}

function refusal(body: string, status: number): Delivery {
  return { body, authorization: `Bearer ${token}`, wakes: null, refused: status };
}

function notification(
  random: Random,
  rules: readonly Rules[],
  isHostile: boolean,
): { readonly body: string; readonly wakes: readonly (readonly string[])[] } {
  const keys = new Set(rules.map(keyOf));
  const count = random.chance(0.05) ? random.below(40) : 1 + random.below(3);
  const alerts = Array.from({ length: count }, () => {
    const { namespace, name } = random.pick(rules);
    const labels: Record<string, string> = {
      alertname: 'FlyballAboveTarget',
      namespace: isHostile && random.chance(0.5) ? random.pick(hostile) : namespace,
      horizontalpodautoscaler: isHostile ? random.pick(hostile) : name,
      // What other webhooks take their targets from, and this one must not.
      deployment: 'bystander',
      scaledTo: '1000',
    };
    return {
      status: random.pick(['firing', 'firing', 'resolved']),
      labels,
      annotations: { value: random.pick(['99999', '0', 'NaN', '-1']), replicas: '1000' },
      startsAt: random.pick(['2026-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z']),
      endsAt: random.pick(['0001-01-01T00:00:00Z', '2026-01-01T00:00:01Z']),
      generatorURL: 'http://prometheus.invalid/graph',
      fingerprint: '0123456789abcdef',
    };
  });
  const wakes = alerts.map(({ labels }) => {
    const key = `${labels['namespace']}/${labels['horizontalpodautoscaler']}`;
    return keys.has(key) ? [key] : [];
  });
  const body = JSON.stringify({
    version: '4',
    groupKey: `{}:{n="${random.below(5)}"}`,
    truncatedAlerts: random.below(2),
    status: random.pick(['firing', 'resolved']),
    receiver: 'flyball',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.invalid',
    alerts,
  });
  return { body, wakes };
}

/** Alerts that wake every policy. */
export function wakeAll(rules: readonly Rules[]): Delivery {
  const alerts = rules.map(({ namespace, name }) => ({
    status: 'firing',
    labels: { namespace, horizontalpodautoscaler: name },
    startsAt: '2026-01-01T00:00:00Z',
  }));
  const rest = { version: '4', receiver: 'flyball', status: 'firing', groupKey: '{}' };
  return {
    body: JSON.stringify({ ...rest, alerts }),
    authorization: `Bearer ${token}`,
    wakes: rules.map((each) => [keyOf(each)]),
    refused: null,
  };
}
