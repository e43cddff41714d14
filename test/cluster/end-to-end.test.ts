import {
  type Control,
  compileConfig,
  createApp,
  createAttention,
  createControl,
  createScriptedMetric,
  formatProblems,
  type Look,
  type PolicyConfig,
  type ScriptedMetric,
} from '@flyball/webhook';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../contracts/settling.ts';
import { CollectedLog } from '../support/collected-log.ts';
import { realCluster } from './real-cluster.ts';
import { embeddedWorld, realWorld, type World } from './world.ts';

/** One process of the webhook: an app over the ports of a world. */
class Replica {
  readonly metric: ScriptedMetric;
  readonly control: Control;
  readonly log = new CollectedLog();
  readonly #app: ReturnType<typeof createApp>;
  readonly #world: World;

  private constructor(world: World, metric: ScriptedMetric, control: Control) {
    this.#world = world;
    this.metric = metric;
    this.control = control;
    const attention = createAttention(control, { clock: { now: () => Date.now() }, log: this.log });
    const { log } = this;
    this.#app = createApp({ control, attention, log, tokens: [], deadlineMs: 20_000 });
  }

  static async start(world: World, policy: PolicyConfig): Promise<Replica> {
    const { clock } = world;
    const metric = createScriptedMetric({ clock });
    const ports = { ...(await world.ports()), clock, metrics: metric, log: new CollectedLog() };
    return new Replica(world, metric, createControl([policy], ports));
  }

  setLatency(value: number | null): void {
    const sample = { labels: { service: 'command' } };
    this.metric.setDefault((at) =>
      value === null ? null : { kind: 'vector', samples: [{ ...sample, at, value }] },
    );
  }

  /** Delivers the alert as Alertmanager does, and returns the look that it led to. */
  async deliver(): Promise<Look> {
    const { namespace } = this.#world;
    const labels = {
      alertname: 'FlyballAboveTarget',
      namespace,
      horizontalpodautoscaler: 'command',
    };
    const response = await this.#app.request('/api/v1/alerts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        version: '4',
        groupKey: '{}',
        truncatedAlerts: 0,
        status: 'firing',
        receiver: 'flyball',
        groupLabels: {},
        commonLabels: labels,
        commonAnnotations: {},
        externalURL: '',
        alerts: [
          {
            status: 'firing',
            labels,
            annotations: {},
            startsAt: '2026-11-24T12:00:00Z',
            endsAt: '0001-01-01T00:00:00Z',
            generatorURL: '',
            fingerprint: 'd5a5d2e9b5d1f6d2',
          },
        ],
      }),
    });
    const { looks }: { readonly looks: readonly Look[] } = JSON.parse(await response.text());
    const [look, ...others] = looks;
    if (look === undefined || others.length > 0) throw new Error('one look was expected');
    return look;
  }
}

/** The tutorial's policy, slower: two pods a minute upwards, nothing downwards for five minutes. */
function policyOf({ namespace }: World): PolicyConfig {
  const hpa = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'command', namespace },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      minReplicas: 1,
      maxReplicas: 10,
      behavior: {
        scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
        scaleDown: { stabilizationWindowSeconds: 300 },
      },
      metrics: [
        {
          type: 'Object',
          object: {
            metric: { name: 'latency' },
            describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
            target: { type: 'Value', value: '40' },
          },
        },
      ],
    },
  };
  const adapter = {
    rules: [
      {
        seriesQuery: 'latency{namespace!="",service!=""}',
        resources: { template: '<<.Resource>>' },
        metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
      },
    ],
  };
  const config = compileConfig([
    { path: 'hpa.yaml', text: JSON.stringify(hpa) },
    { path: 'adapter.yaml', text: JSON.stringify(adapter) },
  ]);
  if (!config.ok) throw new Error(formatProblems(config.problems));
  const [policy] = config.policies;
  if (policy === undefined) throw new Error('there is no policy');
  return policy;
}

describe.each([
  ['the embedded cluster', embeddedWorld, true],
  ['a real cluster', realWorld, realCluster?.runsPods === true],
] as const)('the webhook on %s', (_, start, runs) => {
  describe.skipIf(!runs)('with a Deployment', () => {
    let world: World | undefined;
    afterEach(async () => {
      await world?.stop();
      world = undefined;
    });

    /** A world with one pod that is ready, and a webhook that has looked at it once. */
    const awake = async (): Promise<{
      readonly world: World;
      readonly policy: PolicyConfig;
      readonly first: Replica;
    }> => {
      const now = await start();
      world = now;
      await eventually(now, now.readyPods, (ready) => ready === 1);
      const policy = policyOf(now);
      const first = await Replica.start(now, policy);
      first.setLatency(40);
      expect(await first.deliver()).toMatchObject({ outcome: 'steady', currentReplicas: 1 });
      first.setLatency(102);
      return { world: now, policy, first };
    };

    test('an alert makes it grow, and all the world can see why', async () => {
      const { world, first } = await awake();
      expect(await first.deliver()).toMatchObject({
        outcome: 'scaled',
        currentReplicas: 1,
        desiredReplicas: 3,
        problems: [],
      });
      expect(await world.size()).toBe(3);
      expect(await world.events('SuccessfulRescale')).toEqual([
        'New size: 3; reason: Service metric latency above target',
      ]);
      await eventually(world, world.readyPods, (ready) => ready === 3);
    });

    test('the same alert again, twenty times and at once, makes no further step', async () => {
      const { world, first } = await awake();
      await first.deliver();
      await eventually(world, world.readyPods, (ready) => ready === 3);
      const looks = await Promise.all(Array.from({ length: 20 }, () => first.deliver()));
      for (const look of looks) expect(look).toMatchObject({ desiredReplicas: 3 });
      expect(await world.size()).toBe(3);
      expect(await world.events('SuccessfulRescale')).toHaveLength(1);
    });

    test('a restart forgets nothing: no step is taken twice, none downwards too early', async () => {
      const { world, policy, first } = await awake();
      await first.deliver();
      await eventually(world, world.readyPods, (ready) => ready === 3);
      const second = await Replica.start(world, policy);
      second.setLatency(102);
      expect(await second.deliver()).toMatchObject({ outcome: 'steady', desiredReplicas: 3 });
      second.setLatency(3);
      expect(await second.deliver()).toMatchObject({
        outcome: 'steady',
        desiredReplicas: 3,
        reason: { code: 'Stabilized' },
      });
      expect(await world.size()).toBe(3);
    });

    test('two replicas that see the same alert take one step', async () => {
      const { world, policy, first } = await awake();
      const second = await Replica.start(world, policy);
      second.setLatency(102);
      for (let round = 0; round < 5; round++) {
        await Promise.all([first.deliver(), second.deliver(), first.deliver(), second.deliver()]);
        expect(await world.size()).toBe(3);
      }
      expect(await world.events('SuccessfulRescale')).toHaveLength(1);
    });

    test('what somebody else scaled is seen at the next look, and kept within the bounds', async () => {
      const { world, first } = await awake();
      await world.scaleElsewhere(15);
      first.setLatency(40);
      expect(await first.deliver()).toMatchObject({
        outcome: 'scaled',
        currentReplicas: 15,
        desiredReplicas: 10,
      });
      expect(await world.size()).toBe(10);
    });

    test.each([
      ['unreadable', (world: World) => world.plantMemory('{"version":')],
      ['lost', (world: World) => world.loseMemory()],
    ])('a memory that is %s does not let it shrink at once', async (_, spoil) => {
      const { world, first } = await awake();
      await first.deliver();
      await eventually(world, world.readyPods, (ready) => ready === 3);
      await spoil(world);
      first.setLatency(3);
      expect(await first.deliver()).toMatchObject({ desiredReplicas: 3, problems: [] });
      expect(await first.deliver()).toMatchObject({ desiredReplicas: 3, problems: [] });
      expect(await world.size()).toBe(3);
    });

    test('no data holds the size, and says so once with a count', async () => {
      const { world, first } = await awake();
      await first.deliver();
      first.setLatency(null);
      for (let look = 0; look < 3; look++) {
        expect(await first.deliver()).toMatchObject({ outcome: 'holding', currentReplicas: 3 });
      }
      expect(await world.size()).toBe(3);
      expect(await world.events('FailedGetObjectMetric')).toHaveLength(3);
    });

    test('an autoscaler created beside us has the size until it is gone, and is told once', async () => {
      const { world, policy, first } = await awake();
      await world.applyAutoscaler('beside-us');
      const owner = `HorizontalPodAutoscaler ${world.namespace}/beside-us`;
      const second = await Replica.start(world, policy);
      second.setLatency(102);
      for (const replica of [first, first, second]) {
        expect(await replica.deliver()).toMatchObject({
          outcome: 'refused',
          currentReplicas: 1,
          reason: { code: 'TargetOwned', text: expect.stringContaining(owner) },
        });
      }
      expect(await world.size()).toBe(1);
      expect(await world.events('TargetOwned')).toEqual([expect.stringContaining(owner)]);
      await world.removeAutoscaler('beside-us');
      expect(await first.deliver()).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
    });

    test('a pause holds after a restart, and for the other replica', async () => {
      const { world, policy, first } = await awake();
      const { signal } = new AbortController();
      const key = `${world.namespace}/command`;
      expect(await first.control.pause(key, { by: 'sre' }, signal)).toMatchObject({ ok: true });
      const second = await Replica.start(world, policy);
      second.setLatency(102);
      for (const replica of [first, second]) {
        expect(await replica.deliver()).toMatchObject({ outcome: 'paused', desiredReplicas: 3 });
      }
      expect(await world.size()).toBe(1);
      expect(await second.control.resume(key, signal)).toMatchObject({ ok: true });
      expect(await first.deliver()).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
    });

    test('a workload that is gone is told, and nothing is written', async () => {
      const { world, first } = await awake();
      await world.removeWorkload();
      const look = await first.deliver();
      expect(look).toMatchObject({ outcome: 'holding', currentReplicas: null });
      expect(await world.events('FailedGetScale')).toEqual([
        'deployments.apps "command" not found',
      ]);
    });
  });
});
