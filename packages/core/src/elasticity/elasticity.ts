import {
  requireInteger,
  requirePositive,
  requireSteps,
  type StepFunction,
  stepPieces,
} from '../numeric/index.ts';

/** Demanded and supplied resources over a run. */
export interface ElasticityInput {
  /** Least replicas that keep the goal at each instant; times in seconds. */
  readonly demand: StepFunction;
  /** Ready replicas at each instant. */
  readonly supply: StepFunction;
  /** Length of the run in seconds, > 0. */
  readonly end: number;
  /** Most resources there are, the scale of the absolute accuracies, > 0. */
  readonly maxResources: number;
  /** Grid of `instability` in seconds, > 0: that score changes with it, so publish it too. */
  readonly gridStep: number;
}

/** Elasticity metrics of the SPEC Research Group. */
export interface Elasticity {
  /** Mean shortage over `maxResources`. */
  readonly accuracyUnderAbsolute: number;
  readonly accuracyOverAbsolute: number;
  /** Mean shortage relative to demand, percent (theta_U). */
  readonly accuracyUnder: number;
  /** Mean excess relative to demand, percent (theta_O); time without demand is left out. */
  readonly accuracyOver: number;
  /** Seconds in which nothing was demanded. */
  readonly zeroDemandTime: number;
  /** Supplied resource-seconds during them. */
  readonly overAtZeroDemand: number;
  /** Percent of time with a shortage (tau_U). */
  readonly timeshareUnder: number;
  readonly timeshareOver: number;
  /** Sum of the sizes of all changes of supply. */
  readonly adaptationsSupply: number;
  readonly adaptationsDemand: number;
  /** (supply's adaptations - demand's) per second: > 0 nervous, < 0 inert. */
  readonly jitter: number;
  /** Number of changes of supply. */
  readonly scaleEvents: number;
  /** Changes of supply whose direction is not that of the change before. */
  readonly reversals: number;
  /** Percent of grid steps at which supply and demand do not move in the same direction. */
  readonly instability: number;
}

/**
 * How well supply followed demand: the metrics of Herbst et al. (Ready for Rain? A View from SPEC
 * Research on the Future of Cloud Metrics, 2016) and BUNGEE. Where the papers leave room: a jump of k
 * counts k adaptations, and instability compares first differences from the second grid point on.
 *
 * @throws RangeError for arguments outside the ranges of {@link ElasticityInput}.
 */
export function elasticity(input: ElasticityInput): Elasticity {
  const { demand, supply, end, maxResources, gridStep } = input;
  requireSteps('demand', demand);
  requireSteps('supply', supply);
  requirePositive('end', end);
  requirePositive('maxResources', maxResources);
  requirePositive('gridStep', gridStep);
  let under = 0;
  let over = 0;
  let underShare = 0;
  let overShare = 0;
  let underTime = 0;
  let overTime = 0;
  let zeroDemandTime = 0;
  let overAtZeroDemand = 0;
  for (const { from, to, values } of stepPieces([demand, supply], end)) {
    const [demanded = 0, supplied = 0] = values;
    const time = to - from;
    const excess = supplied - demanded;
    if (excess < 0) {
      under -= excess * time;
      underTime += time;
      underShare -= (excess / demanded) * time;
    } else if (excess > 0) {
      over += excess * time;
      overTime += time;
      if (demanded > 0) overShare += (excess / demanded) * time;
    }
    if (demanded === 0) {
      zeroDemandTime += time;
      overAtZeroDemand += supplied * time;
    }
  }
  const jumps = changes(supply, end);
  const adaptationsSupply = totalSize(jumps);
  const adaptationsDemand = totalSize(changes(demand, end));
  return {
    accuracyUnderAbsolute: under / (end * maxResources),
    accuracyOverAbsolute: over / (end * maxResources),
    accuracyUnder: (100 * underShare) / end,
    accuracyOver: (100 * overShare) / end,
    zeroDemandTime,
    overAtZeroDemand,
    timeshareUnder: (100 * underTime) / end,
    timeshareOver: (100 * overTime) / end,
    adaptationsSupply,
    adaptationsDemand,
    jitter: (adaptationsSupply - adaptationsDemand) / end,
    scaleEvents: jumps.length,
    reversals: jumps.filter((jump, i) => i > 0 && jump * (jumps[i - 1] ?? 0) < 0).length,
    instability: instability(demand, supply, end, gridStep),
  };
}

/** The sizes of all jumps before `end`; steps that change nothing are none. */
function changes(steps: StepFunction, end: number): number[] {
  const jumps: number[] = [];
  for (const [index, [time, value]] of steps.entries()) {
    const before = steps[index - 1]?.[1] ?? value;
    if (time < end && value !== before) jumps.push(value - before);
  }
  return jumps;
}

function totalSize(jumps: readonly number[]): number {
  return jumps.reduce((sum, jump) => sum + Math.abs(jump), 0);
}

function instability(
  demand: StepFunction,
  supply: StepFunction,
  end: number,
  gridStep: number,
): number {
  const points = Math.floor(end / gridStep);
  requireInteger('end / gridStep', points, 2);
  const demandDirection = directions(demand, points, gridStep);
  const supplyDirection = directions(supply, points, gridStep);
  const apart = demandDirection.filter((way, i) => way !== supplyDirection[i]).length;
  return (100 * apart) / (points - 1);
}

/** The sign of the change from each grid point to the next. */
function directions(steps: StepFunction, points: number, gridStep: number): number[] {
  const signs: number[] = [];
  let index = 0;
  let before = steps[0]?.[1] ?? 0;
  for (let point = 1; point < points; point += 1) {
    while ((steps[index + 1]?.[0] ?? Infinity) <= point * gridStep) index += 1;
    const value = steps[index]?.[1] ?? 0;
    signs.push(Math.sign(value - before));
    before = value;
  }
  return signs;
}
