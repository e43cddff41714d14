import {
  type DecideOptions,
  type Decision,
  decide,
  type RescaleOutcome,
  type Scale,
  type ScalingEvent,
  settle,
} from '../hpa/index.ts';
import { amend } from './amend.ts';
import { confine } from './confine.ts';
import {
  type Deadline,
  deadlineOf,
  earlier,
  firstInitialization,
  withDeadline,
} from './deadline.ts';
import type { GuardedObservation } from './evidence.ts';
import {
  type Acted,
  type GuardedMemory,
  type GuardMemory,
  isEmpty,
  withGuardMemory,
} from './guard-memory.ts';
import type { GuardedPolicy, Guards } from './guarded-policy.ts';
import { type Screened, screen } from './screen.ts';
import type { ScreenedMetric } from './screen-metric.ts';

/**
 * Decides as `decide` does, with the policy's guards around it: they look at the readings before,
 * and at the size after. Pure, and without guards exactly `decide`.
 *
 * A decision that changes the size is completed by `settleGuarded`.
 */
export function decideGuarded(
  observation: GuardedObservation,
  memory: GuardedMemory,
  options: DecideOptions<GuardedPolicy>,
): Decision<GuardedMemory> {
  const { guards } = options.policy;
  const { scale } = observation;
  if (guards === null) return remembering(decide(observation, memory, options), undefined);
  if ('error' in scale) return remembering(decide(observation, memory, options), memory.guards);
  const decision = guarded(observation, scale, memory, guards, options);
  if (decision.rescale === null || isUntouched(decision)) return decision;
  return withDeadline(decision, deadlineAfter(decision, observation, scale, guards, options));
}

/**
 * Completes a guarded decision with the result of writing the scale, as `settle` does.
 *
 * @throws {TypeError} when there was nothing to write, or it is settled already
 */
export function settleGuarded(
  decision: Decision<GuardedMemory>,
  outcome: RescaleOutcome,
  options: DecideOptions<GuardedPolicy>,
): Decision<GuardedMemory> {
  return remembering(settle(decision, outcome, options), decision.memory.guards);
}

function guarded(
  observation: GuardedObservation,
  scale: Scale,
  memory: GuardedMemory,
  guards: Guards,
  { policy, trace = false }: DecideOptions<GuardedPolicy>,
): Decision<GuardedMemory> {
  const screened = screen(observation, scale, policy, guards, memory.guards);
  const decision = decide(screened.observation, memory, { policy: screened.policy, trace });
  // Without an entry for each metric none was looked at: the size was out of bounds, or is paused.
  const measured = decision.currentMetrics.length > 0;
  const before = measured ? screened.metrics.flatMap(({ notes }) => notes) : [];
  const { rescale } = decision;
  const confined =
    measured && rescale !== null
      ? confine({
          ...rescale,
          ...screened,
          observation,
          guards,
          doubts: screened.metrics.flatMap(({ doubts }) => doubts),
        })
      : null;
  const after = confined?.notes ?? [];
  const to = confined?.to ?? decision.desiredReplicas ?? scale.specReplicas;
  const formerConditions = memory.status.conditions;
  const amended =
    before.length + after.length === 0
      ? decision
      : amend(decision, { to, before, after, formerConditions });
  const own =
    rescale !== null && amended.rescale === null
      ? firstInitialization(screened.observation, policy)
      : deadlineOf(decision);
  const ofGuards = Math.min(screened.deadline, confined?.deadline ?? Number.POSITIVE_INFINITY);
  const deadline = earlier(own, ofGuards);
  const remembered = remembers(screened, measured ? amended : null, scale, memory.guards);
  const reports = measured ? reported(screened) : [];
  // Mostly the guards have nothing to say, and nothing is to be copied.
  const isSame = amended === decision && remembered === undefined && reports.length === 0;
  if (isSame && deadline?.cause !== 'guard') return decision;
  const complete = {
    ...remembering(amended, remembered),
    events: [...amended.events, ...reports],
  };
  return withDeadline(complete, deadline);
}

/** Whether the guards after the write say what they said before: nothing, and nothing to keep. */
function isUntouched({ memory, reason, deadlineCause }: Decision<GuardedMemory>): boolean {
  return (
    memory.guards === undefined &&
    reason.code !== 'Guarded' &&
    deadlineCause !== 'again' &&
    deadlineCause !== 'guard'
  );
}

/** When the same inputs, the size apart, give yet another answer after the write has succeeded. */
function deadlineAfter(
  decision: Decision<GuardedMemory>,
  observation: GuardedObservation,
  scale: Scale,
  guards: Guards,
  { policy }: DecideOptions<GuardedPolicy>,
): Deadline | null {
  const { at, rescale } = decision;
  if (rescale === null) return deadlineOf(decision);
  const { memory } = settleGuarded(decision, { ok: true, at }, { policy });
  const written = { ...scale, specReplicas: rescale.to };
  const after = { ...observation, scale: written };
  const next = guarded(after, written, memory, guards, { policy });
  return next.rescale === null ? deadlineOf(next) : { at, cause: 'again' };
}

/** What the guards keep, if anything; `measured` is the decision if its size came from metrics. */
function remembers(
  { metrics }: Screened,
  measured: Decision | null,
  scale: Scale,
  former: GuardMemory | undefined,
): GuardMemory | undefined {
  if (metrics.every(isForgettable) && (former?.acted ?? null) === null) return undefined;
  const guards = {
    absentSince: metrics.map(({ absentSince }) => absentSince),
    acted:
      measured === null || measured.rescale === null
        ? stillActed(former?.acted ?? null, scale)
        : actedOn(measured.rescale.to, metrics),
    growth: metrics.map(({ growth }) => growth),
  };
  return isEmpty(guards) ? undefined : guards;
}

function isForgettable({ absentSince, growth, sample }: ScreenedMetric): boolean {
  return absentSince === null && growth === null && sample === null;
}

function stillActed(acted: Acted | null, { specReplicas }: Scale): Acted | null {
  return acted?.replicas === specReplicas ? acted : null;
}

function actedOn(replicas: number, metrics: readonly ScreenedMetric[]): Acted | null {
  const samples = metrics.map(({ sample }) => sample);
  return samples.some((sample) => sample !== null) ? { replicas, samples } : null;
}

function reported({ metrics }: Screened): readonly ScalingEvent[] {
  return metrics.flatMap(({ reports }) =>
    reports.map(({ message }) => ({ type: 'Warning', reason: 'UnresponsiveMetric', message })),
  );
}

function remembering(decision: Decision, guards: GuardMemory | undefined): Decision<GuardedMemory> {
  return { ...decision, memory: withGuardMemory(decision.memory, guards) };
}
