export * from './engine/index.ts';
export * from './path/index.ts';
export * from './promql/index.ts';
export * from './random/index.ts';
export * from './score/index.ts';
export * from './service/index.ts';
export * from './workload/index.ts';
