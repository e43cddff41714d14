import {
  allenCunneenWait,
  cosmetatosMdcWait,
  cosmetatosWait,
  erlangA,
  erlangB,
  erlangBContinuous,
  erlangC,
  fitUniversalScalability,
  fluidMean,
  fluidStep,
  gaussianClosure,
  halfinWhittBeta,
  halfinWhittDelay,
  hpaStabilityBound,
  hyperexponentialWait,
  kimuraWait,
  kingmanWait,
  littlesLaw,
  lnErlangB,
  lnErlangC,
  machineRepair,
  mdcWait,
  meanValueAnalysis,
  mg1Fcfs,
  mg1Ps,
  mm1,
  mm1Ps,
  mm1PsSojourn,
  mm1PsSojournGivenWork,
  mm1SojournQuantile,
  mm1StateProbability,
  mm1WaitQuantile,
  mmc,
  mmcK,
  mmcSojournQuantile,
  mmcSojournTail,
  mmcWaitQuantile,
  mmcWaitTail,
  offeredLoadLag,
  offeredLoadSinusoid,
  requiredServers,
  type ServiceGoal,
  sakasegawaWait,
  serversForBlocking,
  squareRootStaffing,
  transientExact,
  uslLatency,
  uslPeak,
  uslThroughput,
} from '@flyball/core';
import * as v from 'valibot';
import { defineFunctionSuite, recordedFunction } from '../function-suite.ts';
import { lawSchema } from '../law-schema.ts';
import type { Suite } from '../suite.ts';

const number = v.number();
const numbers = v.array(number);
const steps = v.array(v.strictTuple([number, number]));
const exact = { relative: 1e-10 };
const probabilities = [0.5, 0.9, 0.95, 0.99, 0.999];
const rates = { arrivalRate: number, serviceRate: number };

function quantiles(of: (p: number) => number, at: readonly number[] = probabilities): unknown {
  return at.map((p) => [p, of(p)]);
}

function goal(
  criterion: ServiceGoal['criterion'],
  limit: number,
  p: number | undefined,
): ServiceGoal {
  switch (criterion) {
    case 'waitQuantile':
    case 'sojournQuantile':
      if (p === undefined) throw new Error(`${criterion} without a probability`);
      return { criterion, limit, p };
    default:
      return { criterion, limit };
  }
}

/** Formulas of queueing theory, computed with 45 digits. Every value is compared. */
export const suite: Suite = defineFunctionSuite('queueing', [
  recordedFunction(
    'erlangB',
    { servers: number, offeredLoad: number },
    ({ servers, offeredLoad }) => ({
      blocking: erlangB(servers, offeredLoad),
      lnBlocking: lnErlangB(servers, offeredLoad),
    }),
    exact,
  ),
  recordedFunction(
    'erlangBContinuous',
    { servers: number, offeredLoad: number },
    ({ servers, offeredLoad }) => ({ blocking: erlangBContinuous(servers, offeredLoad) }),
    exact,
  ),
  recordedFunction(
    'serversForBlocking',
    { offeredLoad: number, blocking: number },
    ({ offeredLoad, blocking }) => serversForBlocking(offeredLoad, blocking),
    exact,
  ),
  recordedFunction(
    'erlangC',
    { servers: number, offeredLoad: number },
    ({ servers, offeredLoad }) => ({
      probWait: erlangC(servers, offeredLoad),
      lnProbWait: lnErlangC(servers, offeredLoad),
    }),
    exact,
  ),
  recordedFunction(
    'requiredServers',
    {
      offeredLoad: number,
      serviceTime: number,
      criterion: v.picklist([
        'probWait',
        'meanWait',
        'meanSojourn',
        'waitQuantile',
        'sojournQuantile',
      ]),
      limit: number,
      p: v.optional(number),
    },
    ({ offeredLoad, serviceTime, criterion, limit, p }) =>
      requiredServers(offeredLoad, serviceTime, goal(criterion, limit, p)),
    exact,
  ),
  recordedFunction(
    'mm1',
    rates,
    (queue) => ({
      ...mm1(queue),
      sojournQuantiles: quantiles((p) => mm1SojournQuantile(queue, p)),
      waitQuantiles: quantiles((p) => mm1WaitQuantile(queue, p)),
      stateProbabilities: [0, 1, 2, 3, 4, 5].map((n) => mm1StateProbability(queue, n)),
    }),
    exact,
  ),
  recordedFunction(
    'mmc',
    { ...rates, servers: number, times: numbers },
    ({ times, ...queue }) => ({
      ...mmc(queue),
      waitTail: times.map((t) => mmcWaitTail(queue, t)),
      sojournTail: times.map((t) => mmcSojournTail(queue, t)),
      waitQuantiles: quantiles((p) => mmcWaitQuantile(queue, p)),
      sojournQuantiles: quantiles((p) => mmcSojournQuantile(queue, p)),
    }),
    exact,
  ),
  recordedFunction('mmcK', { ...rates, servers: number, capacity: number }, mmcK, exact),
  recordedFunction(
    'mm1ps',
    {
      ...rates,
      tailTimesInServiceTimes: numbers,
      sizesInServiceTimes: numbers,
      quantileProbabilities: numbers,
    },
    ({ tailTimesInServiceTimes, sizesInServiceTimes, quantileProbabilities, ...queue }) => {
      const sojourn = mm1PsSojourn(queue);
      const given = sizesInServiceTimes.map((size) =>
        mm1PsSojournGivenWork(queue, size / queue.serviceRate),
      );
      return {
        ...mm1Ps(queue),
        meanSojournGivenSize: given.map(({ mean }) => mean),
        varSojournGivenSize: given.map(({ variance }) => variance),
        sojournTail: tailTimesInServiceTimes.map((t) => sojourn.tail(t / queue.serviceRate)),
        sojournQuantiles: quantiles((p) => sojourn.quantile(p), quantileProbabilities),
      };
    },
    exact,
  ),
  recordedFunction('mg1Fcfs', { arrivalRate: number, service: lawSchema }, mg1Fcfs, exact),
  recordedFunction('mg1Ps', { arrivalRate: number, service: lawSchema }, mg1Ps, exact),
  recordedFunction(
    'mg1WaitTail',
    {
      arrivalRate: number,
      service: v.strictObject({
        law: v.literal('hyperexponential'),
        probabilities: numbers,
        rates: numbers,
      }),
      times: numbers,
    },
    ({ arrivalRate, service, times }) => {
      const wait = hyperexponentialWait(arrivalRate, service.probabilities, service.rates);
      return {
        utilisation: wait.utilisation,
        tail: times.map((t) => wait.tail(t)),
        waitQuantiles: quantiles((p) => wait.quantile(p)),
      };
    },
    exact,
  ),
  recordedFunction(
    'mdcWait',
    { arrivalRate: number, serviceTime: number, servers: number, times: numbers },
    ({ times, ...queue }) => {
      const { utilisation, probWait, meanInQueue, meanWait, cdf, quantile } = mdcWait(queue);
      return {
        utilisation,
        probWait,
        meanInQueue,
        meanWait,
        waitCdf: times.map(cdf),
        waitQuantiles: quantiles(quantile),
      };
    },
    { relative: 1e-9 },
  ),
  recordedFunction(
    'mva',
    { users: number, thinkTime: number, demands: numbers },
    meanValueAnalysis,
    exact,
  ),
  recordedFunction(
    'machineRepair',
    { users: number, thinkTime: number, serviceTime: number, servers: number },
    machineRepair,
    exact,
  ),
  recordedFunction(
    'usl',
    { gamma: number, alpha: number, beta: number, concurrency: numbers },
    ({ concurrency, ...model }) => ({
      throughput: concurrency.map((n) => uslThroughput(model, n)),
      latency: concurrency.map((n) => uslLatency(model, n)),
      ...uslPeak(model),
    }),
    exact,
  ),
  recordedFunction(
    'uslFit',
    { concurrency: numbers, throughput: numbers },
    ({ concurrency, throughput }) => fitUniversalScalability(concurrency, throughput),
    { relative: 1e-6 },
  ),
  recordedFunction(
    'halfinWhittDelay',
    { beta: number },
    ({ beta }) => ({ probWait: halfinWhittDelay(beta) }),
    exact,
  ),
  recordedFunction(
    'halfinWhittBeta',
    { probWait: number },
    ({ probWait }) => ({ beta: halfinWhittBeta(probWait) }),
    exact,
  ),
  recordedFunction(
    'squareRootStaffing',
    { offeredLoad: number, beta: number },
    ({ offeredLoad, beta }) => squareRootStaffing(offeredLoad, beta),
    exact,
  ),
  recordedFunction(
    'waitApproximations',
    {
      servers: number,
      arrivalRate: number,
      serviceTime: number,
      scvArrival: number,
      scvService: number,
    },
    ({ serviceTime, ...given }) => {
      const queue = { ...given, serviceRate: 1 / serviceTime };
      const poisson = {
        cosmetatosMdc: cosmetatosMdcWait(queue),
        cosmetatosMgc: cosmetatosWait(queue, queue.scvService),
        kimuraMgc: kimuraWait(queue, queue.scvService),
      };
      return {
        mmcWait: mmc(queue).meanWait,
        allenCunneen: allenCunneenWait(queue),
        sakasegawa: sakasegawaWait(queue),
        ...(queue.servers === 1 ? { kingman: kingmanWait(queue) } : {}),
        ...(queue.scvArrival === 1 ? poisson : {}),
      };
    },
    exact,
  ),
  recordedFunction('erlangA', { ...rates, servers: number, patienceRate: number }, erlangA, exact),
  recordedFunction(
    'littlesLaw',
    { start: number, end: number, arrivals: numbers, departures: numbers },
    ({ start, end, arrivals, departures }) => littlesLaw(start, end, arrivals, departures),
    exact,
  ),
  recordedFunction(
    'hpaStabilityBound',
    { delayPeriods: number },
    ({ delayPeriods }) => hpaStabilityBound(delayPeriods),
    exact,
  ),
  recordedFunction(
    'offeredLoadSinusoid',
    {
      base: number,
      relativeAmplitude: number,
      period: number,
      serviceRate: number,
      times: numbers,
    },
    ({ times, ...load }) => ({
      offeredLoad: times.map((t) => offeredLoadSinusoid(load, t).offeredLoad),
      pointwise: times.map((t) => offeredLoadSinusoid(load, t).pointwise),
      lag: offeredLoadLag(load),
    }),
    exact,
  ),
  recordedFunction(
    'transientMmc',
    {
      serviceRate: number,
      arrivalRate: steps,
      servers: steps,
      initialInSystem: number,
      times: numbers,
    },
    ({ times, ...queue }) => {
      const law = transientExact(queue, times);
      const closure = gaussianClosure(queue, times);
      return {
        exactMean: law.map(({ mean }) => mean),
        exactVariance: law.map(({ variance }) => variance),
        exactProbWait: law.map(({ probWait }) => probWait),
        fluid: fluidMean(queue, times),
        closureMean: closure.map(({ mean }) => mean),
        closureVariance: closure.map(({ variance }) => variance),
      };
    },
    {
      else: { relative: 1e-8 },
      fluid: exact,
      closureMean: { relative: 1e-6 },
      closureVariance: { relative: 1e-6 },
    },
  ),
  recordedFunction(
    'fluidStep',
    { arrivalRate: number, capacityBefore: number, capacityAfter: number, delay: number },
    fluidStep,
    exact,
  ),
]);
