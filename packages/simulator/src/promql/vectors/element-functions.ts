import { goMax, goMin } from '../numbers/extremes.ts';

/** What a function makes of one value; `parameters` are its scalar arguments in their order. */
export type ElementFunction = (value: number, parameters: readonly number[]) => number;

/** The functions that look at each element alone, by their names in PromQL. */
export const ELEMENT_FUNCTIONS: ReadonlyMap<string, ElementFunction> = new Map<
  string,
  ElementFunction
>([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['clamp', (value, [low = 0, high = 0]) => goMax(low, goMin(high, value))],
  ['clamp_max', (value, [high = 0]) => goMin(high, value)],
  ['clamp_min', (value, [low = 0]) => goMax(low, value)],
  ['exp', Math.exp],
  ['floor', Math.floor],
  ['ln', Math.log],
  ['log10', (value) => Math.log10(value)],
  ['log2', (value) => Math.log2(value)],
  ['round', (value, [to = 1]) => roundTo(value, to)],
  ['sgn', (value) => (value < 0 ? -1 : value > 0 ? 1 : value)],
  ['sqrt', Math.sqrt],
]);

/** To the nearest multiple, upwards where two are as near. */
function roundTo(value: number, to: number): number {
  const inverse = 1 / to;
  return Math.floor(value * inverse + 0.5) / inverse;
}

/** Whether the parameters leave no element: a lower bound above the upper one does. */
export function leavesNothing(name: string, [low = 0, high = 0]: readonly number[]): boolean {
  return name === 'clamp' && high < low;
}
