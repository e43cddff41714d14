import type { Window } from '../plan/window.ts';

/**
 * What a function makes of the samples of one series in a window, at least one; nothing if the
 * series drops out. `parameters` are its scalar arguments in their order.
 */
export type RangeFunction = (window: Window, parameters: readonly number[]) => number | undefined;
