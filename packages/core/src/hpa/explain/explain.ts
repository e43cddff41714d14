import { LIMIT_TEXTS, STABILIZED_TEXTS } from '../behavior/index.ts';
import type { Decision } from '../decision.ts';
import type { ChoiceStep, DeadlineCause, TraceStep } from '../trace.ts';
import { boundsLine, policyLine, windowLine } from './behavior-lines.ts';
import type { Line } from './line.ts';
import { type MetricSteps, metricLines } from './metric-lines.ts';
import { clock, counted } from './words.ts';

/**
 * The way to the number, as a person reads it: a headline, then a line a step. Ask `decide` for the
 * trace; without it there is the result alone.
 */
export function explain(decision: Decision<unknown>): string {
  const lines = explainLines(decision).map(({ label, text }) => `  ${label.padEnd(10)}  ${text}`);
  return `${headline(decision)}\n\n${lines.join('\n')}\n`;
}

/** `kong/command at 13:11:12Z: 3 → 7 replicas`. */
export function headline({
  at,
  trace = [],
  currentReplicas,
  desiredReplicas,
}: Decision<unknown>): string {
  const start = trace.find((step) => step.step === 'scale' || step.step === 'unreadable');
  const opening = `${start?.policy ?? 'policy'} at ${clock(at)}: `;
  if (currentReplicas === null || desiredReplicas === null) return `${opening}size unknown`;
  return currentReplicas === desiredReplicas
    ? `${opening}holding at ${counted(currentReplicas, 'replica')}`
    : `${opening}${currentReplicas} → ${counted(desiredReplicas, 'replica')}`;
}

/** The lines below the headline. */
export function explainLines(decision: Decision<unknown>): readonly Line[] {
  const { trace = [], at } = decision;
  const metrics = new Map<number, MetricSteps>();
  const later: Line[] = [];
  for (const step of trace) {
    switch (step.step) {
      case 'reading':
      case 'pods':
      case 'ratio':
      case 'rebalance':
      case 'proposal':
      case 'missing':
        metrics.set(step.metric, { ...metrics.get(step.metric), [step.step]: step });
        break;
      default:
        later.push(...linesOf(step));
    }
  }
  const existing = trace.find((step) => step.step === 'scale')?.statusReplicas ?? 0;
  const several = metrics.size > 1;
  const measured = [...metrics].flatMap(([index, steps]) =>
    metricLines(steps, at, existing).map(({ label, text }) =>
      several && label === 'metric' ? { label: `metric ${index + 1}`, text } : { label, text },
    ),
  );
  return [...measured, ...later, resultLine(decision), deadlineLine(decision)];
}

type LaterStep = Exclude<TraceStep, NonNullable<MetricSteps[keyof MetricSteps]>>;

function linesOf(step: LaterStep): readonly Line[] {
  switch (step.step) {
    case 'clamp': {
      const bound = `${step.from} is ${step.bound === 'maxReplicas' ? 'above' : 'below'} ${step.bound}`;
      return [{ label: 'bounds', text: `${bound}: back to ${step.to}, whatever the metrics say` }];
    }
    case 'disabled':
      return [{ label: 'paused', text: 'the target stands at zero, and stays there' }];
    case 'selector':
      return [{ label: 'selector', text: step.message }];
    case 'choice':
      return choiceLines(step);
    case 'stabilization':
      return present(windowLine(step));
    case 'rate-limit':
      return [...present(policyLine(step)), boundsLine(step)];
    case 'guard':
      return [{ label: 'guard', text: `${step.guard}: ${step.message}` }];
    default:
      // The headline tells of the scale, the last lines of result and deadline.
      return [];
  }
}

function present(line: Line | null): readonly Line[] {
  return line === null ? [] : [line];
}

function choiceLines({ metric, replicas, missing, blocked }: ChoiceStep): readonly Line[] {
  if (missing === 0) {
    return metric === null || metric === 0
      ? []
      : [{ label: 'choice', text: `${replicas}, the largest, by metric ${metric + 1}` }];
  }
  const lacking = `${counted(missing, 'metric')} missing`;
  if (metric === null) return [{ label: 'choice', text: `${lacking}: nothing to decide by` }];
  return [
    {
      label: 'choice',
      text: blocked
        ? `${replicas} by metric ${metric + 1}, but ${lacking}: no scaling down on part of the picture`
        : `${replicas} by metric ${metric + 1}, although ${lacking}`,
    },
  ];
}

function resultLine(decision: Decision<unknown>): Line {
  const { desiredReplicas, reason, trace = [] } = decision;
  const size = desiredReplicas === null ? 'none' : String(desiredReplicas);
  if (reason.code === 'Guarded') return result(size, reason.code, reason.text);
  const limit = trace.find((step) => step.step === 'rate-limit');
  const window = trace.find((step) => step.step === 'stabilization');
  if (limit?.limited === true) return result(size, limit.reason, LIMIT_TEXTS[limit.reason]);
  if (window !== undefined && window.direction !== 'none') {
    const held = window.direction === 'up' ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
    return result(size, held, STABILIZED_TEXTS[held]);
  }
  return result(size, reason.code, reason.text);
}

function result(size: string, code: string, text: string): Line {
  return { label: 'result', text: `${size}   ${code}: ${text}` };
}

const CAUSES: Readonly<Record<DeadlineCause, string>> = {
  window: 'when a recommendation leaves its window',
  period: 'when the policy period ends',
  initialization: 'when the initialization period of a pod ends',
  guard: 'when a guard runs out of patience',
  again: 'at once: the same values ask for another step',
};

function deadlineLine({ nextDeadline, deadlineCause }: Decision<unknown>): Line {
  const text =
    nextDeadline === null || deadlineCause === null
      ? 'when a value, a pod or the size changes; time alone changes nothing'
      : `${clock(nextDeadline)}, ${CAUSES[deadlineCause]}`;
  return { label: 'next look', text };
}
