export { type FluidModel, FluidService } from './fluid-service.ts';
export { type LatencySpread, latencyVariance } from './latency-law.ts';
export { type PodSet, stationaryDelay } from './stationary-delay.ts';
