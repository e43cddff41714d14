import { KPA_TICK } from './settings.ts';

/** The largest size of the last cells of a grid in time: plain, to be kept in memory. */
export interface DelayWindow {
  /** How many cells it reaches back, this one included. */
  readonly cells: number;
  /** Sizes that may still become the largest: older first, each larger than those after it. */
  readonly sizes: readonly { readonly cell: number; readonly replicas: number }[];
}

/** @param delay in milliseconds */
export function delayWindow(delay: number): DelayWindow {
  return { cells: Math.ceil(delay / KPA_TICK), sizes: [] };
}

/** Adds a size at an instant. Of several in one cell the largest counts. */
export function recordSize(
  { cells, sizes }: DelayWindow,
  at: number,
  replicas: number,
): DelayWindow & { readonly largest: number } {
  const cell = Math.floor(Math.floor(at / 1000) / (KPA_TICK / 1000));
  const kept = sizes.filter((size) => size.replicas > replicas && size.cell > cell - cells);
  const next = [...kept, { cell, replicas }];
  return { cells, sizes: next, largest: next[0]?.replicas ?? replicas };
}
