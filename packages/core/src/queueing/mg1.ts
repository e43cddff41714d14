import { type Law, rawMoment } from '../distributions/index.ts';
import { requirePositive } from '../numeric/index.ts';

/** M/G/1: Poisson arrivals, one server, any service law. */
export interface Mg1Queue {
  /** Requests per second, > 0. */
  readonly arrivalRate: number;
  /** Law of the service time in seconds. */
  readonly service: Law;
}

/** The stationary means of M/G/1 FCFS; times in seconds. */
export interface Mg1Measures {
  readonly serviceMean: number;
  readonly serviceSecondMoment: number;
  readonly serviceThirdMoment: number;
  /** Squared coefficient of variation of the service time. */
  readonly scv: number;
  readonly utilisation: number;
  readonly probWait: number;
  readonly meanWait: number;
  readonly varWait: number;
  readonly meanSojourn: number;
  readonly varSojourn: number;
  readonly meanInQueue: number;
  readonly meanInSystem: number;
  readonly meanBusyPeriod: number;
}

/**
 * M/G/1 first come, first served, by Pollaczek and Khinchine (Kleinrock, Queueing Systems I, 5.6; the
 * variance from the third moment, Tijms, A First Course in Stochastic Models, 9.2). Moments that do
 * not exist make the measures that need them infinite.
 *
 * @throws RangeError for a rate that is not positive, an invalid law, or a load of 1 or more.
 */
export function mg1Fcfs(queue: Mg1Queue): Mg1Measures {
  const { arrivalRate, service } = queue;
  const { serviceMean, utilisation } = checkMg1(queue);
  const second = rawMoment(service, 2);
  const third = rawMoment(service, 3);
  const variance = second - serviceMean * serviceMean;
  const meanWait = (arrivalRate * second) / (2 * (1 - utilisation));
  const varWait = (arrivalRate * third) / (3 * (1 - utilisation)) + meanWait * meanWait;
  return {
    serviceMean,
    serviceSecondMoment: second,
    serviceThirdMoment: third,
    scv: variance / (serviceMean * serviceMean),
    utilisation,
    probWait: utilisation,
    meanWait,
    varWait,
    meanSojourn: meanWait + serviceMean,
    varSojourn: varWait + variance,
    meanInQueue: arrivalRate * meanWait,
    meanInSystem: arrivalRate * (meanWait + serviceMean),
    meanBusyPeriod: serviceMean / (1 - utilisation),
  };
}

/** The stationary means of M/G/1 with processor sharing; times in seconds. */
export interface Mg1PsMeasures {
  readonly utilisation: number;
  readonly meanSojourn: number;
  readonly meanInSystem: number;
  /** Mean sojourn over the work of a request, the same for every size. */
  readonly slowdown: number;
}

/**
 * M/G/1 with processor sharing: the means depend on the service law through its mean only (Kleinrock,
 * Queueing Systems II, 4.4).
 *
 * @throws RangeError as {@link mg1Fcfs} does.
 */
export function mg1Ps(queue: Mg1Queue): Mg1PsMeasures {
  const { serviceMean, utilisation } = checkMg1(queue);
  const meanSojourn = serviceMean / (1 - utilisation);
  return {
    utilisation,
    meanSojourn,
    meanInSystem: queue.arrivalRate * meanSojourn,
    slowdown: 1 / (1 - utilisation),
  };
}

function checkMg1(queue: Mg1Queue): { serviceMean: number; utilisation: number } {
  requirePositive('arrivalRate', queue.arrivalRate);
  const serviceMean = rawMoment(queue.service, 1);
  const utilisation = queue.arrivalRate * serviceMean;
  if (!(utilisation < 1)) {
    throw new RangeError(
      `arrivalRate x mean service time must be below 1 for a stationary state, got ${utilisation}`,
    );
  }
  return { serviceMean, utilisation };
}
