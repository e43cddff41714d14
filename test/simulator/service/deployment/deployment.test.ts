import {
  intensityOf,
  type PodSpec,
  type ServiceRun,
  type ServiceSpec,
  shapeOf,
  startService,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const quiet = { duration: 4000, seed: 1n };

function start(
  pods: PodSpec,
  rest: Partial<ServiceSpec> = {},
  rate = 0,
  engine: 'requests' | 'backlog' = 'requests',
): ServiceRun {
  const shape = shapeOf({ kind: 'constant', rate }, quiet);
  const spec: ServiceSpec = { requests: { work: 0.1 }, pods, ...rest };
  return startService(spec, intensityOf(shape, quiet.duration), { seed: 1n, engine });
}

/** When each count of ready pods was first seen, looking every tenth of a second. */
function readyTimes(service: ServiceRun, until: number): Record<number, number> {
  const seen: Record<number, number> = {};
  for (let t = service.now; t <= until; t = Math.round(t * 10 + 1) / 10) {
    service.advanceTo(t);
    seen[service.counts.ready] ??= t;
  }
  return seen;
}

describe('from an order to a ready pod', () => {
  test('scheduling, image, start-up, probe: each adds its time', () => {
    const service = start({
      initial: 1,
      scheduling: 0.5,
      imagePull: 4,
      startup: 6,
      readiness: { initialDelay: 0, period: 0.001 },
    });
    service.advanceTo(10);
    service.scaleTo(2);
    expect(service.pods.map(({ phase }) => phase)).toEqual(['ready', 'unscheduled']);
    // The node has the image already, of the first pod.
    expect(readyTimes(service, 30)[2]).toBeCloseTo(10 + 0.5 + 6, 0);
    expect(service.pods[1]).toMatchObject({ startedAt: 10.5, runningAt: 10.5, restarts: 0 });
  });

  test('a probe sees a start only on its beat', () => {
    const waits = Array.from({ length: 40 }, (_, k) => {
      const shape = shapeOf({ kind: 'constant', rate: 0 }, quiet);
      const spec: ServiceSpec = {
        requests: { work: 0.1 },
        pods: { initial: 0, scheduling: 0, startup: 3, readiness: { initialDelay: 1, period: 10 } },
      };
      const service = startService(spec, intensityOf(shape, 100), { seed: BigInt(k) });
      service.scaleTo(1);
      return readyTimes(service, 20)[1] ?? Number.NaN;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...waits)).toBeLessThanOrEqual(13.1);
    const mean = waits.reduce((a, b) => a + b, 0) / waits.length;
    expect(mean).toBeGreaterThan(6.5);
    expect(mean).toBeLessThan(9.5);
  });

  test('a full cluster gets a node, and the node its image', () => {
    const service = start(
      { initial: 2, scheduling: 0, imagePull: 5, startup: 1 },
      { cluster: { podsPerNode: 2, nodes: 1, maxNodes: 3, provisioning: 60, removeAfter: 100 } },
    );
    service.scaleTo(5);
    service.advanceTo(59);
    expect(service.counts).toMatchObject({ ready: 2, active: 5, nodes: 1 });
    // Two nodes for three pods: both come, each pulls the image for each of its pods that are first.
    expect(readyTimes(service, 70)[5]).toBeCloseTo(66, 5);
    expect(service.counts.nodes).toBe(3);
    service.scaleTo(1);
    service.advanceTo(300);
    expect(service.counts).toMatchObject({ existing: 1, nodes: 1 });
  });

  test('no more nodes than there may be: the rest waits for room', () => {
    const service = start(
      { initial: 1, scheduling: 0, startup: 1 },
      { cluster: { podsPerNode: 1, nodes: 1, maxNodes: 2, provisioning: 10 } },
    );
    service.scaleTo(3);
    service.advanceTo(100);
    expect(service.counts).toMatchObject({ ready: 2, active: 3, nodes: 2 });
  });

  test('a pod that warms up serves slowly at first', () => {
    const cold = start(
      { initial: 0, scheduling: 0, startup: 0, warmUp: { from: 0.1, duration: 100 } },
      {},
      4,
    );
    const warm = start({ initial: 1 }, {}, 4);
    cold.scaleTo(1);
    for (const service of [cold, warm]) service.advanceTo(60);
    expect(warm.waiting + warm.inSystem).toBeLessThan(5);
    expect(cold.inSystem).toBeGreaterThan(20);
    cold.advanceTo(400);
    expect(cold.inSystem).toBeLessThan(5);
  });
});

describe('from an order to fewer pods', () => {
  test('the youngest that are not ready go first', () => {
    const service = start({ initial: 2, startup: 50 });
    service.advanceTo(10);
    service.scaleTo(4);
    service.advanceTo(20);
    service.scaleTo(2);
    expect(service.pods.map(({ serial }) => serial)).toEqual([0, 1]);
  });

  test('then the more recently ready', () => {
    const service = start({ initial: 1, startup: 1 });
    service.advanceTo(100);
    service.scaleTo(3);
    service.advanceTo(110);
    service.scaleTo(1);
    service.advanceTo(150);
    expect(service.pods.map(({ serial }) => serial)).toEqual([0]);
  });

  test('a deleted pod finishes what it has, within its grace', () => {
    const pods: PodSpec = {
      initial: 2,
      discipline: 'fcfs',
      gracePeriod: 10,
      balancer: 'round-robin',
    };
    const long = start(pods, { requests: { work: 30 } }, 1);
    long.advanceTo(5);
    long.scaleTo(1);
    long.advanceTo(14.9);
    expect(long.counts).toMatchObject({ active: 1, existing: 2, ready: 1 });
    long.advanceTo(15.1);
    expect(long.counts.existing).toBe(1);
    expect(long.totals.count('crashed')).toBeGreaterThan(0);
    const brief = start(pods, { requests: { work: 0.01 } }, 1);
    brief.advanceTo(5);
    brief.scaleTo(1);
    brief.advanceTo(5.2);
    expect(brief.counts.existing).toBe(1);
    expect(brief.totals.count('crashed')).toBe(0);
  });

  test('a preStop hook keeps it, and the balancer keeps sending until it knows', () => {
    const service = start({ initial: 2, preStop: 8, endpointDelay: 3 }, {}, 20);
    service.advanceTo(10);
    service.scaleTo(1);
    const [, leaving] = service.pods;
    const served = () => service.podCoreTime(leaving?.slot ?? -1);
    service.advanceTo(10.01);
    const before = served();
    service.advanceTo(12.9);
    expect(served()).toBeGreaterThan(before + 1);
    service.advanceTo(17.9);
    expect(service.counts.existing).toBe(2);
    service.advanceTo(18.1);
    expect(service.counts.existing).toBe(1);
  });
});

describe('rollouts', () => {
  test('surge one, none unavailable: one more at a time, never fewer', () => {
    const service = start(
      { initial: 4, startup: 5, scheduling: 0 },
      { rollouts: [{ at: 10, maxSurge: 1, maxUnavailable: 0 }] },
    );
    let fewest = Infinity;
    let most = 0;
    for (let t = 0; t < 60; t += 0.5) {
      service.advanceTo(t);
      fewest = Math.min(fewest, service.counts.ready);
      most = Math.max(most, service.counts.active);
    }
    expect([fewest, most]).toEqual([4, 5]);
    expect(service.pods.every(({ revision }) => revision === 1)).toBe(true);
    expect(service.counts.existing).toBe(4);
  });

  test('percentages round up for surge and down for unavailable', () => {
    const service = start(
      { initial: 5, startup: 5, scheduling: 0 },
      { rollouts: [{ at: 10, maxSurge: '25%', maxUnavailable: '25%' }] },
    );
    service.advanceTo(10);
    // 1.25 up is 2 more than 5, 1.25 down is one fewer ready: 4 old and 3 new.
    expect(service.counts).toMatchObject({ active: 7, ready: 4 });
    service.advanceTo(60);
    expect(service.counts).toMatchObject({ active: 5, ready: 5 });
  });

  test('an order in the middle of one is kept', () => {
    const service = start(
      { initial: 3, startup: 5, scheduling: 0 },
      { rollouts: [{ at: 10, maxSurge: 0, maxUnavailable: 0 }] },
    );
    service.advanceTo(12);
    service.scaleTo(6);
    service.advanceTo(100);
    expect(service.counts).toMatchObject({ active: 6, ready: 6 });
    expect(service.pods.every(({ revision }) => revision === 1)).toBe(true);
  });
});

describe('crashes', () => {
  test('a container that ends is started again after 10 s, 20 s, 40 s', () => {
    const service = start({ initial: 1, startup: 1 }, { crashes: { after: 5, until: 50 } });
    const changes: [number, number][] = [];
    let before = -1;
    for (let t = 0; t <= 200; t += 0.5) {
      service.advanceTo(t);
      if (service.counts.ready !== before) {
        before = service.counts.ready;
        changes.push([t, before]);
      }
    }
    // Crash at 5, start at 15, ready at 16; crash at 20, start at 40, ready at 41; crash at 45, start
    // at 85 (after `until`), ready at 86 for good.
    expect(changes).toEqual([
      [0, 1],
      [5, 0],
      [16, 1],
      [20, 0],
      [41, 1],
      [45, 0],
      [86, 1],
    ]);
    expect(service.pods[0]?.restarts).toBe(3);
  });

  test('out of memory: all requests of the pod are lost, and it comes back', () => {
    const service = start(
      { initial: 1, startup: 1, idleMemory: 100, memoryLimit: 200 },
      { requests: { work: 10, memory: 30 } },
      1,
    );
    service.advanceTo(12);
    expect(service.totals.count('crashed')).toBe(4);
    expect(service.pods[0]).toMatchObject({ phase: 'crashed', restarts: 1 });
    service.advanceTo(40);
    expect(service.pods[0]?.restarts).toBeGreaterThan(1);
  });
});

describe('both engines see the same pods', () => {
  test('ready pods over time are equal', () => {
    const story = (engine: 'requests' | 'backlog') => {
      const service = start(
        {
          initial: 2,
          startup: { law: 'uniform', low: 2, high: 9 },
          warmUp: { from: 0.5, duration: 5 },
        },
        { cluster: { podsPerNode: 3, nodes: 1, provisioning: 20 } },
        5,
        engine,
      );
      service.advanceTo(10);
      service.scaleTo(7);
      return readyTimes(service, 100);
    };
    expect(story('backlog')).toEqual(story('requests'));
  });
});

describe('what cannot be', () => {
  test.each([
    [{ pods: { cores: 0 } }, 'pods.cores must be a finite number > 0, got 0'],
    [{ pods: { initial: -1 } }, 'pods.initial must be an integer >= 0, got -1'],
    [{ requests: { work: 0 } }, 'requests.work (mean) must be a finite number > 0, got 0'],
    [{ clients: { timeout: 0 } }, 'clients.timeout must be a finite number > 0, got 0'],
  ])('%j', (change, message) => {
    expect(() => start({}, change)).toThrow(message);
  });

  test('a fluid has no timeouts, and says so', () => {
    expect(() => start({}, { clients: { timeout: 5 } }, 0, 'backlog')).toThrow(
      'clients.timeout is not known to the engine "backlog"; use "requests" or leave it out',
    );
  });
});
