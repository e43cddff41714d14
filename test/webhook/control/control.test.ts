import { compileConfig, type PolicyConfig } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { annotatedPolicy, tutorialFile } from '../../support/tutorial-files.ts';
import { type TutorialWorld, tutorialWorld } from '../../support/tutorial-world.ts';

const key = 'kong/command';
const signal = new AbortController().signal;

/** The tutorial's policy with other text in its manifest. */
function policyWith(from: string, to: string): PolicyConfig {
  const { path, text } = annotatedPolicy([]);
  const config = compileConfig([
    { path, text: text.replaceAll(from, to) },
    tutorialFile('values.yaml'),
  ]);
  const [policy] = config.ok ? config.policies : [];
  if (policy === undefined) throw new Error(JSON.stringify(config));
  return policy;
}

/** A world at 102 ms whose next look stands before its write, until it is let go. */
async function worldBeforeWrite(): Promise<TutorialWorld & { readonly letGo: () => void }> {
  const world = tutorialWorld();
  world.setLatency(102.312);
  await world.control.look(key, 'start', signal);
  world.clock.advance(2_000);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const save = world.cluster.memory.save;
  world.cluster.memory.save = async (...call) => {
    await held;
    return save(...call);
  };
  return { ...world, letGo: () => letGo() };
}

async function sizeOf(world: TutorialWorld): Promise<number> {
  const scale = await world.cluster.target.readScale(world.policy.target, { signal });
  return scale.ok ? scale.value.specReplicas : Number.NaN;
}

describe('other policies in force', () => {
  test('a policy that is added is there, and one that is removed is not', async () => {
    const { control, policy } = tutorialWorld();
    const second = policyWith('name: command', 'name: second');
    control.replace([policy, second]);
    expect(control.policies.map((each) => each.key)).toEqual([key, 'kong/second']);
    control.replace([second]);
    expect(control.policy(key)).toBeUndefined();
    await expect(control.look(key, 'alert', signal)).rejects.toThrow(RangeError);
    expect(() => control.looks(key)).toThrow(RangeError);
  });

  test('the looks of a policy stay while its name does, and go with it', async () => {
    const { control, policy } = tutorialWorld();
    await control.look(key, 'start', signal);
    control.replace([policyWith('maxReplicas: 10', 'maxReplicas: 12')]);
    expect(control.looks(key)).toHaveLength(1);
    control.replace([]);
    control.replace([policy]);
    expect(control.looks(key)).toEqual([]);
  });

  test('a listener hears what changed; the same policy compiled again is no change', () => {
    const { control } = tutorialWorld();
    const heard: object[] = [];
    control.watch((changes) => heard.push(changes));
    control.replace([policyWith('name: command', 'name: command')]);
    control.replace([policyWith('maxReplicas: 10', 'maxReplicas: 12')]);
    control.replace([policyWith('name: command', 'name: other')]);
    expect(heard).toEqual([
      { added: [], changed: [], removed: [] },
      { added: [], changed: [key], removed: [] },
      { added: ['kong/other'], changed: [], removed: [key] },
    ]);
  });

  test('two policies of one name are refused, and nothing changes', () => {
    const { control, policy } = tutorialWorld();
    const other = policyWith('maxReplicas: 10', 'maxReplicas: 12');
    expect(() => control.replace([policy, other])).toThrow(RangeError);
    expect(control.policies).toEqual([policy]);
  });

  test.each([
    ['is removed', () => []],
    ['has changed', () => [policyWith('maxReplicas: 10', 'maxReplicas: 2')]],
  ] as const)('a look under way at a policy that %s writes no more', async (_, others) => {
    const world = await worldBeforeWrite();
    const look = world.control.look(key, 'alert', signal);
    world.control.replace(others());
    world.letGo();
    expect((await look).outcome).toBe('failed');
    expect(await sizeOf(world)).toBe(1);
  });

  test('a look under way at a policy that stays goes on', async () => {
    const world = await worldBeforeWrite();
    const look = world.control.look(key, 'alert', signal);
    world.control.replace([policyWith('name: command', 'name: command')]);
    world.letGo();
    expect(await look).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });

  test('a look that waits is taken at the policy as it is then', async () => {
    const world = await worldBeforeWrite();
    void world.control.look(key, 'alert', signal);
    const waiting = world.control.look(key, 'alert', signal);
    const changed = policyWith('maxReplicas: 10', 'maxReplicas: 2');
    world.control.replace([changed]);
    world.letGo();
    expect(await waiting).toMatchObject({ outcome: 'scaled', desiredReplicas: 2 });
  });

  test('a look that waits at a policy that is removed is not taken', async () => {
    const world = await worldBeforeWrite();
    void world.control.look(key, 'alert', signal);
    const waiting = world.control.look(key, 'alert', signal);
    world.control.replace([]);
    world.letGo();
    expect(await waiting).toMatchObject({ outcome: 'failed', reason: { code: 'not-found' } });
  });
});

test('a look whose deadline passes before its turn is not taken', async () => {
  const world = await worldBeforeWrite();
  void world.control.look(key, 'alert', signal);
  const caller = new AbortController();
  const waiting = world.control.look(key, 'alert', caller.signal);
  caller.abort();
  world.letGo();
  expect(await waiting).toMatchObject({ outcome: 'failed', reason: { code: 'timeout' } });
});
