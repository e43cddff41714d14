/** The delays of the metrics path, piece by piece and whole. */
export * from './adapter/index.ts';
export * from './alertmanager/index.ts';
export * from './attention/index.ts';
export * from './keda/index.ts';
export * from './metrics-server/index.ts';
export * from './paths/index.ts';
export * from './query/index.ts';
export * from './rules/index.ts';
export * from './scrape/index.ts';
export * from './timing/index.ts';
