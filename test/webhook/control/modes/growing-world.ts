import type { EmbeddedEvent, Look } from '@flyball/webhook';
import { patient } from '../../../contracts/answers.ts';
import { type TutorialWorld, tutorialWorld } from '../../../support/tutorial-world.ts';

export const key = 'kong/command';

/** The tutorial's world after a first look, with a latency at which it wants to grow from 1 to 3. */
export async function growingWorld(
  options?: Parameters<typeof tutorialWorld>[0],
): Promise<TutorialWorld> {
  const world = tutorialWorld(options);
  world.setLatency(102.312);
  await world.control.look(key, 'start', patient.signal);
  return world;
}

export async function look(world: TutorialWorld, after = 2_000): Promise<Look> {
  world.clock.advance(after);
  return world.control.look(key, 'alert', patient.signal);
}

export async function sizeOf({ cluster, policy }: TutorialWorld): Promise<number> {
  const scale = await cluster.target.readScale(policy.target, patient);
  return scale.ok ? scale.value.specReplicas : Number.NaN;
}

/** Somebody applies an autoscaler for the tutorial's Deployment. */
export function applyAutoscaler(
  { cluster, policy }: TutorialWorld,
  fields: Partial<Parameters<typeof cluster.autoscalers.apply>[0]> = {},
): void {
  const { apiVersion, kind, name } = policy.target;
  const target = { apiVersion, kind, name };
  const spec = { namespace: 'kong', name: 'other', target, minReplicas: 1, maxReplicas: 10 };
  cluster.autoscalers.apply({ ...spec, ...fields });
}

/** Those that were told in the cluster, of one reason or of all. */
export function eventsOf({ cluster }: TutorialWorld, reason?: string): readonly EmbeddedEvent[] {
  const events = cluster.events.list('kong');
  return reason === undefined ? events : events.filter((event) => event.reason === reason);
}
