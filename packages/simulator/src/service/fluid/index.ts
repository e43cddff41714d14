export type { FluidModel } from './fluid-model.ts';
export { FluidService } from './fluid-service.ts';
export { type LatencySpread, latencyVariance } from './latency-law.ts';
export { type PodSet, stationaryDelay } from './stationary-delay.ts';
