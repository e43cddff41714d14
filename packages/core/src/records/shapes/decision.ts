import type { DecisionReason, Rescale, RescaleOutcome, ScalingEvent } from '../../hpa/index.ts';
import type { RecordedDecision, RecordedWrite } from '../decision-record.ts';
import {
  byTag,
  list,
  Misfit,
  nullable,
  number,
  oneOf,
  type Shape,
  struct,
  text,
} from '../shape/index.ts';
import { sourceError } from './observation.ts';
import { conditions, metricStatuses } from './status.ts';

const yes: Shape<true> = (value) => {
  if (value === true) return value;
  throw new Misfit(value, 'true');
};

const no: Shape<false> = (value) => {
  if (value === false) return value;
  throw new Misfit(value, 'false');
};

const outcome: Shape<RescaleOutcome> = byTag('ok', {
  true: struct({ ok: yes, at: number }),
  false: struct({ ok: no, at: number, error: sourceError }),
});

const reason = struct<DecisionReason>({
  code: oneOf(
    'FailedGetScale',
    'InvalidSelector',
    'MetricsMissing',
    'ScalingDisabled',
    'AboveMaxReplicas',
    'BelowMinReplicas',
    'MetricAboveTarget',
    'AllMetricsBelowTarget',
    'AtTarget',
    'Stabilized',
    'Limited',
    'Guarded',
    'FailedUpdateScale',
  ),
  text,
});

export const decision: Shape<RecordedDecision> = struct<RecordedDecision>({
  currentReplicas: nullable(number),
  desiredReplicas: nullable(number),
  rescale: nullable(struct<Rescale>({ from: number, to: number, reason: text })),
  outcome: nullable(outcome),
  reason,
  currentMetrics: metricStatuses,
  conditions,
  events: list(
    struct<ScalingEvent>({ type: oneOf('Normal', 'Warning'), reason: text, message: text }),
  ),
  error: nullable(text),
  nextDeadline: nullable(number),
  deadlineCause: nullable(oneOf('window', 'period', 'initialization', 'guard', 'again')),
});

export const write: Shape<RecordedWrite> = struct<RecordedWrite>({
  outcome: oneOf('none', 'ok', 'failed', 'withheld'),
  replicas: nullable(number),
  problem: nullable(sourceError),
});
