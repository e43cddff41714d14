/** The delays of the metrics path, piece by piece and whole. */
export * from './alertmanager/index.ts';
export * from './rules/index.ts';
export * from './timing/index.ts';
