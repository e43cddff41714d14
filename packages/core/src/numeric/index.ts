export {
  requireBetween,
  requireFinite,
  requireInnerProbability,
  requireInteger,
  requireNonNegative,
  requirePositive,
  requireProbability,
  requireSameLength,
  requireSample,
} from './checks.ts';
export { complementaryErrorFunction } from './error-function.ts';
export { findRoot, findRootUpwards } from './find-root.ts';
export { incompleteBeta } from './incomplete-beta.ts';
export { incompleteGamma } from './incomplete-gamma.ts';
export { integrateUpwards } from './integrate-upwards.ts';
export { leastSquares } from './least-squares.ts';
export { type MinimiseOptions, type Minimum, minimise } from './minimise.ts';
export { OctaveTable } from './octave-table.ts';
export { type Derivative, solveOde } from './solve-ode.ts';
export {
  type Piece,
  requireSteps,
  type Step,
  type StepFunction,
  stepPieces,
  stepValue,
} from './step-function.ts';
