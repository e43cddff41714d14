import { LIMIT_TEXTS, type Normalized, normalize, STABILIZED_TEXTS } from './behavior/index.ts';
import { choose } from './choose.ts';
import { isTrue, setCondition } from './conditions.ts';
import { type Deadline, earliest } from './deadline.ts';
import type { Decision, DecisionReason } from './decision.ts';
import { Look } from './look.ts';
import type { Memory } from './memory.ts';
import type { Observation, Scale } from './observation.ts';
import type { Policy } from './policy.ts';
import { findRival } from './rival.ts';
import type { SelectionProblem } from './selection.ts';
import type { Condition, MetricStatus, ScalingEvent } from './status.ts';
import type { TraceStep } from './trace.ts';

/** What a decision is made of while it is being made. */
interface Draft {
  readonly observation: Observation;
  readonly policy: Policy;
  readonly trace: TraceStep[] | undefined;
  readonly conditions: Condition[];
  readonly events: ScalingEvent[];
  memory: Memory;
}

/** One reconcile up to the write of the scale. */
export function evaluate(
  observation: Observation,
  memory: Memory,
  policy: Policy,
  trace: TraceStep[] | undefined,
): Decision {
  const conditions = memory.status.conditions.slice();
  const draft: Draft = { observation, policy, trace, conditions, events: [], memory };
  const { scale, at } = observation;
  if (policy.referenceProblem !== null) {
    return withoutScale(
      draft,
      policy.referenceProblem,
      'invalid API version in scale target reference: ',
    );
  }
  if ('error' in scale) {
    const opening =
      scale.unknownKind === true
        ? 'unable to determine resource for scale target reference: '
        : `failed to query scale subresource for ${policy.reference}: `;
    return withoutScale(draft, scale.error.message, opening);
  }
  setCondition(
    conditions,
    at,
    'AbleToScale',
    'True',
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  traceScale(draft, scale);
  if (memory.recommendations.length === 0) {
    draft.memory = { ...memory, recommendations: [{ replicas: scale.specReplicas, at }] };
  }
  const current = scale.specReplicas;
  const { minReplicas, maxReplicas, features } = policy;
  const asleep = features.scaledToZero && isTrue(conditions, 'ScaledToZero');
  if (current === 0 && staysAtZero(policy, asleep)) return disabled(draft, scale);
  if (current > maxReplicas) {
    return clamped(draft, scale, 'maxReplicas');
  }
  if (current < minReplicas && !(current === 0 && features.wakesOnlyItsOwn)) {
    return clamped(draft, scale, 'minReplicas');
  }
  return measured(draft, scale, asleep);
}

const ABOVE_MAX = 'Current number of replicas above Spec.MaxReplicas';
const BELOW_MIN = 'Current number of replicas below Spec.MinReplicas';

/** Whether a target at zero is left alone, which depends on who put it there since 1.36. */
function staysAtZero({ minReplicas, features, wakesFromZero }: Policy, asleep: boolean): boolean {
  if (!features.wakesOnlyItsOwn) return minReplicas !== 0;
  return !asleep || (minReplicas === 0 && !wakesFromZero);
}

function withoutScale(draft: Draft, message: string, opening: string): Decision {
  const { conditions, events, observation, policy, memory, trace } = draft;
  const text = `the HPA controller was unable to get the target's current scale: ${message}`;
  trace?.push({ step: 'unreadable', policy: `${policy.namespace}/${policy.name}` });
  events.push({ type: 'Warning', reason: 'FailedGetScale', message });
  setCondition(conditions, observation.at, 'AbleToScale', 'False', 'FailedGetScale', text);
  return {
    at: observation.at,
    currentReplicas: null,
    desiredReplicas: null,
    rescale: null,
    outcome: null,
    reason: { code: 'FailedGetScale', text },
    currentMetrics: memory.status.currentMetrics,
    conditions,
    events,
    error: opening + message,
    memory: { ...memory, status: { ...memory.status, conditions } },
    nextDeadline: null,
    deadlineCause: null,
    ...(trace === undefined ? {} : { trace }),
  };
}

function disabled(draft: Draft, scale: Scale): Decision {
  const text = 'scaling is disabled since the replica count of the target is zero';
  const { conditions, observation, trace } = draft;
  setCondition(conditions, observation.at, 'ScalingActive', 'False', 'ScalingDisabled', text);
  trace?.push({ step: 'disabled' });
  return finish(draft, scale, {
    to: scale.specReplicas,
    reason: { code: 'ScalingDisabled', text },
  });
}

function clamped(draft: Draft, scale: Scale, bound: 'minReplicas' | 'maxReplicas'): Decision {
  const to = draft.policy[bound];
  const [code, text] =
    bound === 'minReplicas'
      ? (['BelowMinReplicas', BELOW_MIN] as const)
      : (['AboveMaxReplicas', ABOVE_MAX] as const);
  draft.trace?.push({ step: 'clamp', from: scale.specReplicas, to, bound });
  return finish(draft, scale, { to, reason: { code, text }, eventReason: text });
}

/** The size by the metrics. */
function measured(draft: Draft, scale: Scale, asleep: boolean): Decision {
  const { observation, policy, trace, conditions, events } = draft;
  const selector = policy.readSelector(scale.selector);
  if ('event' in selector) return unselectable(draft, scale, selector);
  const look = new Look(observation, policy, scale, selector, trace);
  const rival = findRival(look, scale.selector);
  if (rival !== null) return unselectable(draft, scale, rival);
  const choice = choose(look, events);
  const { at } = observation;
  if (choice.replicas === null) {
    const { reason, body } = choice.failure;
    const message = `the HPA was unable to compute the replica count: ${body}`;
    setCondition(conditions, at, 'ScalingActive', 'False', reason, message);
    const { currentMetrics, error } = choice;
    const deadline = earliest(null, look.podsDeadline, 'initialization');
    return uncomputed(draft, scale, 'MetricsMissing', error, currentMetrics, deadline);
  }
  const found = `the HPA was able to successfully calculate a replica count from ${choice.name}`;
  setCondition(conditions, at, 'ScalingActive', 'True', 'ValidMetricFound', found);
  const current = scale.specReplicas;
  const desired = Math.max(0, choice.replicas);
  const normalized = normalize(look, draft.memory, desired, conditions);
  draft.memory = { ...draft.memory, recommendations: normalized.recommendations };
  const wakes = current === 0 && asleep && normalized.replicas < policy.minReplicas;
  const to = wakes ? policy.minReplicas : normalized.replicas;
  const asked = askedFor(desired, current, choice.name);
  return finish(draft, scale, {
    to,
    reason:
      to === current ? holding(desired, current, normalized) : moving(asked, wakes, normalized),
    eventReason: asked === null && wakes ? BELOW_MIN : (asked?.text ?? ''),
    currentMetrics: choice.currentMetrics,
    error: choice.error,
    deadline: earliest(normalized.deadline, look.podsDeadline, 'initialization'),
  });
}

/** What the metrics ask for, in the words of the event; null for the present size. */
function askedFor(desired: number, current: number, name: string): DecisionReason | null {
  if (desired > current) return { code: 'MetricAboveTarget', text: `${name} above target` };
  if (desired < current) return { code: 'AllMetricsBelowTarget', text: 'All metrics below target' };
  return null;
}

function moving(
  asked: DecisionReason | null,
  wakes: boolean,
  normalized: Normalized,
): DecisionReason {
  if (asked !== null) return asked;
  return wakes ? { code: 'BelowMinReplicas', text: BELOW_MIN } : limitedBy(normalized);
}

function holding(desired: number, current: number, normalized: Normalized): DecisionReason {
  if (desired === current) return AT_TARGET;
  if (normalized.stabilized !== current) return limitedBy(normalized);
  const reason = desired > current ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
  return { code: 'Stabilized', text: STABILIZED_TEXTS[reason] };
}

function limitedBy({ reason, stabilized, replicas }: Normalized): DecisionReason {
  return replicas === stabilized
    ? { code: 'Stabilized', text: STABILIZED_TEXTS.ScaleDownStabilized }
    : { code: 'Limited', text: LIMIT_TEXTS[reason] };
}

const AT_TARGET: DecisionReason = {
  code: 'AtTarget',
  text: 'recommended size matches current size',
};

function unselectable(draft: Draft, scale: Scale, problem: SelectionProblem): Decision {
  const { conditions, events, observation, trace } = draft;
  const { eventReason, event, conditionReason, condition } = problem;
  events.push({ type: 'Warning', reason: eventReason, message: event });
  setCondition(conditions, observation.at, 'ScalingActive', 'False', conditionReason, condition);
  trace?.push({ step: 'selector', selector: scale.selector, message: event });
  return uncomputed(draft, scale, 'InvalidSelector', event, [], null);
}

/** There is no size: the target keeps the one it has, and the status the one it told of. */
function uncomputed(
  draft: Draft,
  scale: Scale,
  code: 'InvalidSelector' | 'MetricsMissing',
  problem: string,
  currentMetrics: readonly MetricStatus[],
  deadline: Deadline | null,
): Decision {
  const { policy, events, memory } = draft;
  events.push({ type: 'Warning', reason: 'FailedComputeMetricsReplicas', message: problem });
  return finish(draft, scale, {
    to: scale.specReplicas,
    reason: { code, text: problem },
    currentMetrics,
    error: `failed to compute desired number of replicas based on listed metrics for ${policy.reference}: ${problem}`,
    deadline,
    toldReplicas: memory.status.desiredReplicas,
  });
}

interface Ending {
  /** The size that the target should have. */
  readonly to: number;
  readonly reason: DecisionReason;
  /** The reason in the event of a write. */
  readonly eventReason?: string;
  readonly currentMetrics?: readonly MetricStatus[];
  readonly error?: string | null;
  readonly deadline?: Deadline | null;
  /** What the status tells as desired when nothing is written; the present size by default. */
  readonly toldReplicas?: number;
}

function finish(draft: Draft, scale: Scale, ending: Ending): Decision {
  const { observation, policy, trace, conditions, events, memory } = draft;
  const { at } = observation;
  const { to, reason, eventReason = '', currentMetrics = [], error = null } = ending;
  const { deadline = null, toldReplicas } = ending;
  const from = scale.specReplicas;
  const { status } = memory;
  const moves = to !== from;
  trace?.push({ step: 'result', from, to });
  if (deadline !== null && !moves) trace?.push({ step: 'deadline', ...deadline });
  return {
    at,
    currentReplicas: from,
    desiredReplicas: to,
    rescale: moves ? { from, to, reason: eventReason } : null,
    outcome: null,
    reason,
    currentMetrics,
    conditions,
    events,
    error,
    memory: {
      version: 1,
      recommendations: memory.recommendations,
      scaleUpEvents: memory.scaleUpEvents,
      scaleDownEvents: memory.scaleDownEvents,
      pending: moves ? { from, to, at } : null,
      status: {
        observedGeneration: policy.features.observedGeneration
          ? policy.generation
          : status.observedGeneration,
        lastScaleTime: status.lastScaleTime,
        currentReplicas: from,
        // Until the write has succeeded the status tells what it told before.
        desiredReplicas: moves ? status.desiredReplicas : (toldReplicas ?? from),
        currentMetrics,
        conditions,
      },
    },
    nextDeadline: deadline?.at ?? null,
    deadlineCause: deadline?.cause ?? null,
    ...(trace === undefined ? {} : { trace }),
  };
}

function traceScale({ trace, policy }: Draft, { specReplicas, statusReplicas }: Scale): void {
  const { namespace, name, minReplicas, maxReplicas } = policy;
  trace?.push({
    step: 'scale',
    policy: `${namespace}/${name}`,
    specReplicas,
    statusReplicas,
    minReplicas,
    maxReplicas,
  });
}
