export * from './hpa/index.ts';
