export * from './alertmanager/index.ts';
export * from './embedded/index.ts';
export * from './kubernetes/index.ts';
export * from './ports/index.ts';
export * from './prometheus/index.ts';
