import { type Decision, formatInstant, type TraceStep } from '@flyball/core';
import { formatSpan } from './format.ts';

/**
 * Why a look came to its number, line by line, out of the steps that the decision carries.
 *
 * @param origin the instant that spans are told from, milliseconds since the epoch; none for instants.
 */
export function explainText(decision: Decision, origin?: number): string {
  const { at, currentReplicas, desiredReplicas, reason, trace = [] } = decision;
  const when = origin === undefined ? formatInstant(at) : formatSpan((at - origin) / 1000);
  const policy = trace.find((step) => step.step === 'scale')?.policy ?? 'the policy';
  const size =
    currentReplicas === desiredReplicas
      ? `stays at ${currentReplicas ?? 'an unknown size'}`
      : `${currentReplicas} → ${desiredReplicas} replicas`;
  const lines = trace.flatMap((step) => stepLines(step, at));
  return [
    `${policy} at ${when}: ${size}`,
    '',
    ...lines.map(([label, text]) => `  ${label.padEnd(12)}${text}`),
    `  ${'reason'.padEnd(12)}${reason.code}: ${reason.text}`,
    ...decision.events.map(
      ({ type, reason: code, message }) => `  ${type.padEnd(12)}${code}  ${message}`,
    ),
    ...(decision.nextDeadline === null
      ? []
      : [
          `  ${'next look'.padEnd(12)}useful in ${formatSpan((decision.nextDeadline - at) / 1000)}`,
        ]),
    ...(trace.length === 0 ? ['  the decision carries no steps; record it with a trace'] : []),
    '',
  ].join('\n');
}

function stepLines(step: TraceStep, at: number): [label: string, text: string][] {
  switch (step.step) {
    case 'scale':
      return [
        ['size', `asked for ${step.specReplicas}, there are ${step.statusReplicas}`],
        ['bounds', `${step.minReplicas} … ${step.maxReplicas}`],
      ];
    case 'clamp':
      return [['clamp', `${step.from} → ${step.to}, ${step.bound}`]];
    case 'disabled':
      return [['disabled', 'the target stands at zero, and no metric wakes it']];
    case 'selector':
      return [['selector', step.message]];
    case 'reading':
      return [
        [
          'metric',
          `${step.name} = ${milli(step.usage, step.target)}${step.at === null ? '' : `, ${formatSpan((at - step.at) / 1000)} old`}`,
        ],
        ['target', `${step.target} ${milli(step.targetValue, step.target)}`],
      ];
    case 'pods':
      return [
        [
          'pods',
          `${step.selected} selected, ${step.ready} ready${counted(step.unready, 'not ready')}${counted(step.missing, 'without a metric')}${counted(step.ignored, 'ignored')}`,
        ],
      ];
    case 'ratio':
      return [
        [
          'ratio',
          `${step.ratio.toFixed(3)}, ${step.within ? 'inside' : 'outside'} the band ${step.low.toFixed(2)} … ${step.high.toFixed(2)} in which nothing changes`,
        ],
      ];
    case 'rebalance':
      return [
        [
          'again',
          `${step.ratio.toFixed(3)} with ${step.samples} samples, missing pods taken to use ${step.assumedForMissing}`,
        ],
      ];
    case 'proposal':
      return [
        [
          'proposal',
          step.holds
            ? `${step.replicas}, held`
            : `${step.replicas}${step.pods === null ? '' : ` = ⌈ratio × ${step.pods}⌉`}`,
        ],
      ];
    case 'missing':
      return [['missing', `${step.name}: ${step.error.message}`]];
    case 'choice':
      return [
        ['choice', `${step.replicas}${step.blocked ? ', not below, for metrics are missing' : ''}`],
      ];
    case 'stabilization':
      return [
        [
          'window',
          step.result === step.desired
            ? `${step.desired}, no earlier recommendation holds it`
            : `${step.desired} held at ${step.result}${step.picked === null ? '' : `, recommended ${formatSpan((at - step.picked.at) / 1000)} ago`}`,
        ],
      ];
    case 'rate-limit':
      return [
        ...step.policies.map(({ type, value, period, limit }): [string, string] => [
          'policy',
          `${type} ${value} in ${formatSpan(period / 1000)} → ${limit}`,
        ]),
        [
          'limit',
          `${step.result}${step.limited ? `, ${step.reason}: ${step.desired} is not allowed yet` : `, ${step.reason}`}`,
        ],
      ];
    case 'guard':
      return [['guard', `${step.guard}: ${step.message}`]];
    case 'result':
      return [['result', `${step.from} → ${step.to}`]];
  }
}

function counted(names: readonly string[], what: string): string {
  return names.length === 0 ? '' : `, ${names.length} ${what}`;
}

/** A value in thousandths as a person reads it, or whole percent. */
function milli(value: number | string, target: 'Value' | 'AverageValue' | 'Utilization'): string {
  return target === 'Utilization' ? `${value} %` : String(Number(value) / 1000);
}
