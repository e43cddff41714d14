/** The delays of the metrics path, piece by piece and whole. */
export * from './rules/index.ts';
