import {
  type AttentionOptions,
  createAttention,
  type Faults,
  type Look,
  type PolicyConfig,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { tutorialWorld } from '../../../support/tutorial-world.ts';
import { VirtualTime } from '../../../support/virtual-time.ts';

const key = 'kong/command';
const second = 1_000;
const minute = 60 * second;

/** The tutorial's world with attention on a virtual clock, and every look that was taken. */
function attentiveWorld(
  options: {
    readonly faults?: Faults;
    readonly annotations?: readonly string[];
    readonly attention?: AttentionOptions;
  } = {},
) {
  const clock = new VirtualTime();
  const world = tutorialWorld({ ...options, clock });
  const looks: { readonly after: number; readonly look: Look }[] = [];
  const start = clock.now();
  const { control } = world;
  const recorded = {
    ...control,
    get policies() {
      return control.policies;
    },
    look: async (...call: Parameters<typeof control.look>) => {
      const look = await control.look(...call);
      looks.push({ after: (clock.now() - start) / second, look });
      return look;
    },
  };
  const attention = createAttention(
    recorded,
    { clock, log: world.log, timer: clock },
    options.attention,
  );
  const deliver = (status: 'firing' | 'resolved', startsAt = start) =>
    attention.deliver(
      [{ alert: { fingerprint: 'a', status, startsAt }, policies: [key] }],
      new AbortController().signal,
    );
  world.setLatency(40);
  const causes = () => looks.splice(0).map(({ look }) => look.cause);
  return { ...world, clock, attention, deliver, looks, causes, start };
}

/** A world that has taken its first look, at which nothing was to do. */
async function sleepingWorld(options: Parameters<typeof attentiveWorld>[0] = {}) {
  const world = attentiveWorld(options);
  world.attention.start();
  await world.clock.pass(second);
  expect(world.causes()).toEqual(['start']);
  return world;
}

describe('asleep', () => {
  test('a policy is looked at once at the start, and then every safety period', async () => {
    const { clock, causes, attention } = await sleepingWorld();
    expect(attention.state(key)).toMatchObject({ awake: false, alerts: [] });
    await clock.pass(20 * minute);
    expect(causes()).toEqual(['safety', 'safety', 'safety', 'safety']);
  });

  test('the safety period is the policy’s own', async () => {
    const { clock, causes } = await sleepingWorld({
      annotations: ['flyball.dev/safety-period: 1m'],
    });
    await clock.pass(5 * minute);
    expect(causes()).toHaveLength(5);
  });

  test('a move that no alert told of is found by the safety look, and wakes it', async () => {
    const { clock, looks, setLatency, attention } = await sleepingWorld();
    setLatency(102.312);
    await clock.pass(6 * minute);
    const sizes = looks.map(({ look }) => look.desiredReplicas);
    expect(looks[0]?.look).toMatchObject({ cause: 'safety', outcome: 'scaled' });
    expect(sizes).toEqual(expect.arrayContaining([3, 7, 10]));
    expect(attention.state(key)).toMatchObject({ awake: false });
  });
});

describe('an alert', () => {
  test('wakes: a look at once, and one every sync period while it fires', async () => {
    const { clock, causes, deliver, attention } = await sleepingWorld();
    await deliver('firing');
    expect(causes()).toEqual(['alert']);
    expect(attention.state(key)).toMatchObject({ awake: true, alerts: [{ fingerprint: 'a' }] });
    await clock.pass(minute);
    expect(causes()).toEqual(['sync', 'sync', 'sync', 'sync']);
  });

  test('the sync period is the policy’s own, down to a second', async () => {
    const { clock, causes, deliver } = await sleepingWorld({
      annotations: ['flyball.dev/sync-period: 1s'],
    });
    await deliver('firing');
    causes();
    await clock.pass(minute);
    expect(causes().length).toBeGreaterThanOrEqual(59);
  });

  test('one alert is enough: the steps follow from fresh readings, without another one', async () => {
    // 1 → 3 → 7 → 10, of which the alert told the first: two sync periods for the others.
    const { clock, deliver, setLatency, looks, policy, cluster } = await sleepingWorld();
    setLatency(102.312);
    await deliver('firing');
    await clock.pass(minute);
    const steps = looks.filter(({ look }) => look.outcome === 'scaled');
    expect(steps.map(({ look }) => look.desiredReplicas)).toEqual([3, 7, 10]);
    const scale = await cluster.target.readScale(policy.target, {
      signal: new AbortController().signal,
    });
    expect(scale).toMatchObject({ value: { specReplicas: 10 } });
    const times = steps.map(({ after }) => after);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(31);
  });

  test('once resolved and at rest, it sleeps', async () => {
    const { clock, causes, deliver, attention } = await sleepingWorld();
    await deliver('firing');
    await deliver('resolved');
    expect(causes()).toEqual(['alert', 'alert']);
    await clock.pass(10 * minute);
    expect(causes()).toEqual(['safety', 'safety']);
    expect(attention.state(key)).toMatchObject({ awake: false, alerts: [] });
  });

  test('resolved means look again, whatever the metric says: also to scale up', async () => {
    const { deliver, setLatency } = await sleepingWorld();
    setLatency(102.312);
    expect(await deliver('resolved')).toMatchObject([{ desiredReplicas: 3 }]);
  });

  test('after a resolve it stays awake until the decision is at rest', async () => {
    const { clock, deliver, setLatency, looks } = await sleepingWorld();
    setLatency(102.312);
    await deliver('firing');
    await clock.pass(minute);
    setLatency(3);
    looks.splice(0);
    await deliver('resolved');
    await clock.pass(minute);
    expect(looks.at(-1)?.look).toMatchObject({ currentReplicas: 1 });
    looks.splice(0);
    await clock.pass(10 * minute);
    expect(looks).toHaveLength(2);
  });

  test('of which the resolve is lost fires until its lifetime is over', async () => {
    const { clock, causes, deliver, attention } = await sleepingWorld({
      attention: { alertLifetimeMs: 10 * minute },
    });
    await deliver('firing');
    await clock.pass(9 * minute);
    expect(attention.state(key).awake).toBe(true);
    await clock.pass(2 * minute);
    expect(attention.state(key)).toMatchObject({ awake: false, alerts: [] });
    causes();
    await clock.pass(10 * minute);
    expect(causes()).toEqual(['safety', 'safety']);
  });

  test('delivered a hundred times at once costs two looks', async () => {
    const { causes, deliver, control } = await sleepingWorld();
    await Promise.all(Array.from({ length: 100 }, () => deliver('firing')));
    expect(control.looks(key).filter(({ cause }) => cause === 'alert')).toHaveLength(2);
    expect(causes()).toHaveLength(100);
  });
});

describe('trouble', () => {
  const broken: Faults = ({ operation }) =>
    operation === 'loadMemory' ? { reason: 'unavailable' } : null;

  test('a look that failed is taken again soon, and then more and more seldom', async () => {
    const { clock, attention, looks } = attentiveWorld({ faults: broken });
    attention.start();
    await clock.pass(30 * minute);
    const pauses = looks.slice(1).map(({ after }, index) => after - (looks[index]?.after ?? 0));
    expect(looks.every(({ look }) => look.outcome === 'failed')).toBe(true);
    expect(pauses[0]).toBeLessThanOrEqual(1.5);
    expect(looks.length).toBeGreaterThan(8);
    expect(looks.length).toBeLessThan(20);
  });

  test('while an alert fires, at least every sync period', async () => {
    const { clock, attention, looks, deliver } = attentiveWorld({ faults: broken });
    attention.start();
    await deliver('firing');
    await clock.pass(5 * minute);
    looks.splice(0);
    await clock.pass(minute);
    expect(looks).toHaveLength(4);
  });

  test('missing data without an alert is looked after more and more seldom', async () => {
    const { clock, attention, looks, metric } = attentiveWorld();
    metric.setDefault(null);
    attention.start();
    await clock.pass(30 * minute);
    expect(looks.every(({ look }) => look.outcome === 'holding')).toBe(true);
    expect(looks.length).toBeLessThan(14);
  });

  test('a look that crashed is told, and the next one comes', async () => {
    const { clock, attention, log, cluster, looks } = attentiveWorld();
    const { load } = cluster.memory;
    cluster.memory.load = () => Promise.reject(new Error('a mistake of ours'));
    attention.start();
    await clock.pass(100);
    expect(log.lines).toMatchObject([{ event: 'look crashed', fields: { policy: key } }]);
    cluster.memory.load = load;
    await clock.pass(2 * second);
    expect(looks).toMatchObject([{ look: { cause: 'retry', outcome: 'steady' } }]);
  });
});

test('a look that nobody asked for is told when it found something new', async () => {
  const { clock, log, deliver, setLatency, attention } = attentiveWorld();
  const told = () =>
    log.lines.splice(0).map(({ event, fields }) => [event, fields['cause'], fields['desired']]);
  attention.start();
  await clock.pass(second);
  await deliver('firing');
  expect(told()).toEqual([
    ['look steady', 'start', 1],
    ['look steady', 'alert', 1],
  ]);
  await clock.pass(5 * minute);
  expect(told()).toEqual([]);
  setLatency(102.312);
  await clock.pass(minute);
  const [first] = told();
  expect(first).toEqual(['look scaled', 'sync', 3]);
});

/** The tutorial's policy under another name, over a workload that is not there. */
function named(policy: PolicyConfig, name: string): PolicyConfig {
  return { ...policy, key: `kong/${name}`, target: { ...policy.target, name } };
}

describe('other policies', () => {
  test('one that is added is looked at at once, one that is removed no more', async () => {
    const { clock, control, policy, looks } = await sleepingWorld();
    control.replace([named(policy, 'second')]);
    await clock.pass(second / 2);
    expect(looks.map(({ look }) => [look.policy, look.cause])).toEqual([['kong/second', 'start']]);
    looks.splice(0);
    await clock.pass(20 * minute);
    expect(new Set(looks.map(({ look }) => look.policy))).toEqual(new Set(['kong/second']));
  });

  test('one that has changed is looked at at once, and its alerts go on firing', async () => {
    const { clock, control, policy, causes, deliver, attention } = await sleepingWorld();
    await deliver('firing');
    causes();
    control.replace([{ ...policy, manifest: { ...policy.manifest, kind: 'Changed' } } as never]);
    await clock.pass(500);
    expect(causes()).toEqual(['start']);
    expect(attention.state(key).alerts).toHaveLength(1);
  });

  test('so many looks are under way at once, and the rest follows', async () => {
    const { clock, control, policy, attention, looks, cluster } = attentiveWorld({
      attention: { looksAtOnce: 2 },
    });
    let now = 0;
    let most = 0;
    const { load } = cluster.memory;
    cluster.memory.load = async (...call) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now -= 1;
      return load(...call);
    };
    control.replace(Array.from({ length: 9 }, (_, index) => named(policy, `policy-${index}`)));
    attention.start();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    await clock.pass(1);
    expect(looks.map(({ look }) => look.cause)).toEqual(Array.from({ length: 9 }, () => 'start'));
    expect(most).toBe(2);
  });
});

describe('the end', () => {
  test('no further look begins, and what is under way is waited for', async () => {
    const { clock, attention, cluster, looks } = attentiveWorld();
    let letGo: () => void = () => undefined;
    const { load } = cluster.memory;
    cluster.memory.load = async (...call) => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return load(...call);
    };
    attention.start();
    await clock.pass(1);
    let isOver = false;
    const end = attention.stop().then(() => {
      isOver = true;
    });
    await clock.pass(minute);
    expect(isOver).toBe(false);
    letGo();
    await end;
    await clock.pass(20 * minute);
    expect(looks).toHaveLength(1);
  });
});

describe('where nothing runs between requests', () => {
  test('there is no start; each delivery and each call is one look', async () => {
    const { control, log, clock, causes } = attentiveWorld();
    const attention = createAttention(control, { clock, log });
    expect(() => attention.start()).toThrow(TypeError);
    const { signal } = new AbortController();
    const alert = { fingerprint: 'a', status: 'firing', startsAt: 0 } as const;
    expect(await attention.deliver([{ alert, policies: [key] }], signal)).toHaveLength(1);
    await clock.pass(20 * minute);
    expect(await attention.reconcile(null, signal)).toMatchObject([{ cause: 'request' }]);
    expect(control.looks(key)).toHaveLength(2);
    expect(causes()).toEqual([]);
  });

  test('a policy that there is not is refused', async () => {
    const { attention } = attentiveWorld();
    const { signal } = new AbortController();
    await expect(attention.reconcile(['kong/other'], signal)).rejects.toThrow(RangeError);
    expect(() => attention.state('kong/other')).toThrow(RangeError);
  });
});
