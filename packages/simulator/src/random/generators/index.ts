export {
  type LinearGenerator,
  xoroshiro128Plus,
  xoshiro256StarStar,
} from './linear-generator.ts';
export { type Pcg, pcg32, pcg64, pcg64Dxsm } from './pcg.ts';
export { type Philox, philox4x32, philox4x64 } from './philox.ts';
