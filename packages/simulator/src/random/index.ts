export {
  type LinearGenerator,
  type Pcg,
  type Philox,
  pcg32,
  pcg64,
  pcg64Dxsm,
  philox4x32,
  philox4x64,
  xoroshiro128Plus,
  xoshiro256StarStar,
} from './generators/index.ts';
export type { RandomSource } from './random-source.ts';
export { type Sampler, sampler } from './sampler.ts';
export { SplitMix64 } from './split-mix64.ts';
export { type RandomRole, randomStream } from './streams.ts';
export { Xoshiro128, type Xoshiro128State } from './xoshiro128.ts';
