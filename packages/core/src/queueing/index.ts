export { type ErlangAMeasures, type ErlangAQueue, erlangA } from './erlang-a.ts';
export { erlangB, lnErlangB } from './erlang-b.ts';
export { erlangBContinuous } from './erlang-b-continuous.ts';
export { erlangC, lnErlangC } from './erlang-c.ts';
export { fitUniversalScalability } from './fit-universal-scalability.ts';
export { fluidMean } from './fluid.ts';
export { type FluidStep, type FluidStepResult, fluidStep } from './fluid-step.ts';
export { busyServersGaussian, type GaussianState, gaussianClosure } from './gaussian-closure.ts';
export { halfinWhittBeta, halfinWhittDelay } from './halfin-whitt.ts';
export {
  type HpaStabilityBound,
  hpaStabilityBound,
  type LatencyDeadZone,
  latencyDeadZone,
  latencyGain,
} from './hpa-stability.ts';
export { type LittlesLaw, littlesLaw } from './littles-law.ts';
export { type ClosedMeasures, type ClosedQueue, machineRepair } from './machine-repair.ts';
export { type MdcQueue, type MdcWait, mdcWait } from './mdc-wait.ts';
export {
  type ClosedNetwork,
  meanValueAnalysis,
  type NetworkMeasures,
} from './mean-value-analysis.ts';
export {
  type Mg1Measures,
  type Mg1PsMeasures,
  type Mg1Queue,
  mg1Fcfs,
  mg1Ps,
} from './mg1.ts';
export { hyperexponentialWait, type Mg1Wait } from './mg1-wait-tail.ts';
export {
  type Mm1Measures,
  type Mm1Queue,
  mm1,
  mm1SojournQuantile,
  mm1StateProbability,
  mm1WaitQuantile,
} from './mm1.ts';
export { type Mm1PsMeasures, mm1Ps, mm1PsSojournGivenWork } from './mm1-ps.ts';
export { type Mm1PsSojourn, mm1PsSojourn } from './mm1-ps-sojourn.ts';
export { type MmcMeasures, type MmcQueue, mmc } from './mmc.ts';
export { type MmcKMeasures, type MmcKQueue, mmcK } from './mmc-k.ts';
export { mmcSojournQuantile, mmcSojournTail } from './mmc-sojourn.ts';
export { mmcWaitQuantile, mmcWaitTail } from './mmc-wait.ts';
export { offeredLoadLag, offeredLoadSinusoid, type SinusoidalLoad } from './offered-load.ts';
export { type RequiredServers, requiredServers, type ServiceGoal } from './required-servers.ts';
export { type ServersForBlocking, serversForBlocking } from './servers-for-blocking.ts';
export { type SquareRootStaffing, squareRootStaffing } from './square-root-staffing.ts';
export { type TransientState, transientExact } from './transient-exact.ts';
export type { TransientQueue } from './transient-queue.ts';
export {
  type UslModel,
  type UslPeak,
  uslLatency,
  uslPeak,
  uslThroughput,
} from './universal-scalability.ts';
export {
  allenCunneenWait,
  cosmetatosMdcWait,
  cosmetatosWait,
  type GgcQueue,
  kimuraWait,
  kingmanWait,
  sakasegawaWait,
} from './wait-approximations.ts';
