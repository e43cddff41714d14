export * from './alertmanager/index.ts';
export * from './app.ts';
export * from './config/index.ts';
export * from './control/index.ts';
export * from './embedded/index.ts';
export * from './kubernetes/index.ts';
export * from './ports/index.ts';
export * from './prometheus/index.ts';
