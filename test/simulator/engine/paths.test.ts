import { readAdapterFile } from '@flyball/core';
import {
  type FaultSpec,
  type PathEvent,
  type PathSpec,
  type RunRecord,
  type Scenario,
  simulate,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { tutorialFile } from '../../support/tutorial-files.ts';
import { tutorial, tutorialPolicy, web } from './scenarios.ts';

const reading = readAdapterFile(tutorialFile('values.yaml').text);
if (!reading.ok) throw new Error('the tutorial has an adapter');
const adapter = reading.config;

const scrape = { interval: 5 };
const hpa: PathSpec = { kind: 'hpa', adapter, scrape };
const flyball: PathSpec = { kind: 'flyball', adapter, scrape };

/** The tutorial with traffic from the start. */
const busy: Scenario = {
  ...tutorial,
  workload: { kind: 'step', rates: [10, 0], changes: [400] },
  // Ready within the policy's two seconds: a look in between would count the pods that are.
  service: { requests: { work: 0.002, floor: 0.1 }, pods: { initial: 1, startup: 0.5 } },
  duration: 700,
};

function over(path: PathSpec, faults: readonly FaultSpec[] = [], base = busy): Scenario {
  return { ...base, faults, autoscaler: { kind: 'hpa', manifest: tutorialPolicy, path } };
}

function sizes({ desired }: RunRecord): number[] {
  return desired.map(([, replicas]) => replicas);
}

function timeOf({ desired }: RunRecord, size: number): number {
  return desired.find(([, replicas]) => replicas === size)?.[0] ?? Number.NaN;
}

describe('the manifests of the tutorial, unchanged', () => {
  test('1 → 3 → 7 → 10 → 1 by the adapter, once it has listed and there is a rate', () => {
    const run = simulate(over(hpa));
    expect(sizes(run)).toEqual([1, 3, 7, 10, 1]);
    expect(timeOf(run, 7) - timeOf(run, 3)).toBe(15);
  });

  test('the same way by the alert, without waiting for a sync', () => {
    const [slow, fast] = [hpa, flyball].map((path) => simulate(over(path), { seed: 3n }));
    expect(sizes(fast as RunRecord).slice(0, 4)).toEqual([1, 3, 7, 10]);
    expect(timeOf(fast as RunRecord, 10)).toBeLessThan(timeOf(slow as RunRecord, 10));
  });

  test('requests and pods are the same whatever the path is', () => {
    const [one, other] = [hpa, flyball].map((path) => simulate(over(path), { seed: 3n }));
    expect(one?.totals.attempts).toBe(other?.totals.attempts);
  });

  test('everything that happens on the way is told', () => {
    const events: PathEvent[] = [];
    simulate(over(flyball), { onEvent: (event) => events.push(event) });
    const kinds = new Set(events.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['rules', 'delivery', 'look']));
    const causes = new Set(events.flatMap((event) => (event.kind === 'look' ? event.cause : [])));
    expect(causes).toContain('alert');
  });

  test('a policy of which no alert can be made is refused, with the reason', () => {
    const { autoscaler } = web;
    if (autoscaler.kind !== 'hpa') throw new Error('web is scaled by a policy');
    const manifest = { ...autoscaler.manifest, metadata: { name: 'web', namespace: 'shop' } };
    const path = { kind: 'flyball' } as const;
    const scenario: Scenario = { ...web, autoscaler: { kind: 'hpa', manifest, path } };
    expect(() => simulate(scenario)).toThrow(
      'nothing can wake the policy: spec.metrics[0].type: no alert can be made for a metric of type Resource',
    );
  });
});

describe('faults', () => {
  const from = 0;
  const until = busy.duration;

  test.each<[FaultSpec['kind'], PathSpec]>([
    ['prometheus-down', hpa],
    ['prometheus-down', flyball],
    ['scrape-gap', hpa],
    ['targets-down', hpa],
    ['metrics-api-down', hpa],
    ['webhook-down', flyball],
    ['query-nan', flyball],
  ])('%s: nothing is known, and nothing changes', (kind, path) => {
    expect(sizes(simulate(over(path, [{ kind, from, until }])))).toEqual([1]);
  });

  test('prometheus-adapter serves NaN as zero, and ten replicas become one', () => {
    const faults: FaultSpec[] = [{ kind: 'query-nan', from: 300, until: 330 }];
    const run = simulate(over(hpa, faults));
    expect(sizes(run)).toEqual([1, 3, 7, 10, 1, 3, 7, 10, 1]);
    // Flyball holds what it has.
    const held = sizes(simulate(over(flyball, faults)));
    expect(held).toEqual(held.toSorted((one, other) => one - other));
    expect(held.at(-1)).toBe(10);
  });

  test('without Alertmanager the policy is looked at all the same, every five minutes where it is steady', () => {
    const causes: string[] = [];
    simulate(over(flyball, [{ kind: 'alertmanager-down', from, until }]), {
      onEvent: (event) => event.kind === 'look' && causes.push(event.cause),
    });
    expect(causes[0]).toBe('start');
    expect(causes).toContain('safety');
    expect(causes).not.toContain('alert');
  });

  test('one that ends before it begins is refused', () => {
    const faults: FaultSpec[] = [{ kind: 'scrape-nan', from: 20, until: 10 }];
    expect(() => simulate(over(hpa, faults))).toThrow('let it end after it begins');
  });
});

/** A policy on one External metric. */
function external(averageValue: string, minReplicas = 1): typeof tutorialPolicy {
  return {
    ...tutorialPolicy,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas,
      maxReplicas: 30,
      metrics: [
        {
          type: 'External',
          external: { metric: { name: 's0' }, target: { type: 'AverageValue', averageValue } },
        },
      ],
    },
  };
}

describe('KEDA', () => {
  const keda = (query: string, extra: object = {}): Scenario => ({
    ...web,
    autoscaler: {
      kind: 'hpa',
      manifest: external('25'),
      path: { kind: 'keda', scrape, triggers: [{ query }], ...extra },
    },
  });

  test('scales on the rate that the pods count, each for itself', () => {
    const run = simulate(keda('sum(rate(http_requests_total{pod=~"web-.*"}[1m]))'));
    // 400 requests a second, 25 for each pod, within the tolerance.
    const [, last] = run.desired.at(-1) ?? [0, 0];
    expect(last).toBeGreaterThanOrEqual(15);
    expect(last).toBeLessThanOrEqual(18);
  });

  test.each(['requests', 'fluid'] as const)('the same of the histogram, by %s', (engine) => {
    const query = 'sum(rate(http_request_duration_seconds_bucket{le="+Inf"}[1m]))';
    const [, last] = simulate({ ...keda(query), engine }).desired.at(-1) ?? [0, 0];
    expect(last).toBeGreaterThanOrEqual(15);
    expect(last).toBeLessThanOrEqual(18);
  });

  test('goes to zero when nothing has come for the cooldown, and from zero at a poll', () => {
    const scenario: Scenario = {
      ...keda('sum(gateway_waiting)', { cooldownPeriod: 60 }),
      metrics: [{ name: 'gateway_waiting', of: 'waiting' }],
      service: {
        requests: { work: 0.2 },
        pods: { initial: 2, startup: 2, concurrency: 1 },
        clients: { whenUnready: 'hold' },
      },
      workload: { kind: 'step', rates: [0, 20, 0], changes: [200, 400] },
      duration: 900,
    };
    const run = simulate(scenario);
    expect(sizes(run)[1]).toBe(0);
    const [woken] = run.desired.find(([time, size]) => time > 200 && size > 0) ?? [];
    expect(woken).toBeLessThanOrEqual(200 + 5 + 30);
    expect(sizes(run).at(-1)).toBe(0);
  });
});

describe('metrics of one’s own', () => {
  test('run under the names and labels that the rules ask for', () => {
    const scenario: Scenario = {
      ...web,
      metrics: [
        {
          name: 'nginx_ingress_controller_requests',
          of: 'requests',
          labels: { ingress: 'shop', exported_namespace: 'shop' },
        },
      ],
      autoscaler: {
        kind: 'hpa',
        manifest: external('25'),
        path: {
          kind: 'keda',
          scrape,
          rules: [
            {
              name: 'own',
              interval: '10s',
              rules: [
                {
                  record: 'shop:requests:rate1m',
                  expr: 'sum by (ingress) (rate(nginx_ingress_controller_requests{exported_namespace="shop"}[1m]))',
                },
              ],
            },
          ],
          triggers: [{ query: 'shop:requests:rate1m{ingress="shop"}' }],
        },
      },
    };
    const [, last] = simulate(scenario).desired.at(-1) ?? [0, 0];
    expect(last).toBeGreaterThanOrEqual(15);
    expect(last).toBeLessThanOrEqual(18);
  });
});
