export * from './documents/index.ts';
export * from './hpa/index.ts';
export * from './hpa/manifest/index.ts';
export * from './names/index.ts';
export * from './quantity/index.ts';
export * from './time/index.ts';
