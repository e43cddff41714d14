import { randomStream } from '../random/index.ts';
import type { Shape, ShapeContext } from './shape.ts';
import { flashShape } from './shapes/flash.ts';
import { mmppShape, noiseShape, selfSimilarShape } from './shapes/random-shapes.ts';
import { samplesShape } from './shapes/samples.ts';
import { constantShape, rampShape, stepShape } from './shapes/steps.ts';
import { diurnalShape, sinusoidShape, weekdayShape } from './shapes/waves.ts';
import type { Workload } from './workload.ts';

/** How a workload is laid out in time. */
export interface WorkloadOptions {
  /** Length of the run in seconds, > 0. */
  readonly duration: number;
  /** When it starts, milliseconds since the epoch; default Monday, 1 January 2024, 00:00 UTC. */
  readonly startsAt?: number;
  /** Of the run; random loads differ by it. */
  readonly seed: bigint;
}

/** The start of a run that names none: a Monday at midnight. */
export const DEFAULT_START: number = Date.UTC(2024, 0, 1);

/**
 * Makes a load ready to be asked. The same workload, options and seed give the same load.
 *
 * @throws RangeError for parameters outside their ranges, naming the parameter.
 */
export function shapeOf(workload: Workload, options: WorkloadOptions): Shape {
  // Member 0 of the role is the clock of the arrivals themselves.
  let member = 0;
  return build(workload, {
    duration: options.duration,
    startsAt: options.startsAt ?? DEFAULT_START,
    nextStream() {
      member += 1;
      return randomStream(options.seed, 'arrivals', member);
    },
  });
}

function build(workload: Workload, context: ShapeContext): Shape {
  const { duration, startsAt, nextStream } = context;
  switch (workload.kind) {
    case 'constant':
      return constantShape(workload.rate);
    case 'step':
      return stepShape(workload);
    case 'ramp':
      return rampShape(workload);
    case 'sinusoid':
      return sinusoidShape(workload);
    case 'diurnal':
      return diurnalShape(workload, startsAt);
    case 'weekday':
      return weekdayShape(workload, startsAt, duration);
    case 'noise':
      return noiseShape(workload, duration, nextStream());
    case 'flash':
      return flashShape(workload);
    case 'mmpp':
      return mmppShape(workload, duration, nextStream());
    case 'self-similar':
      return selfSimilarShape(workload, duration, nextStream());
    case 'samples':
      return samplesShape(workload, duration);
    case 'sum':
    case 'product':
      return combine(
        workload.kind,
        workload.parts.map((part) => build(part, context)),
      );
  }
}

function combine(kind: 'sum' | 'product', parts: readonly Shape[]): Shape {
  const breaks = parts.flatMap((part) => part.breaks).sort((a, b) => a - b);
  const rates = parts.map((part) => part.rate);
  const [first, second] = rates;
  if (first !== undefined && second !== undefined && rates.length === 2) {
    // The usual case, without a loop.
    return {
      rate: kind === 'sum' ? (t) => first(t) + second(t) : (t) => first(t) * second(t),
      breaks,
    };
  }
  return {
    rate:
      kind === 'sum'
        ? (t) => rates.reduce((sum, rate) => sum + rate(t), 0)
        : (t) => rates.reduce((product, rate) => product * rate(t), 1),
    breaks,
  };
}
