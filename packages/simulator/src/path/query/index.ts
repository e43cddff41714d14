/** Instant queries by their text. */
export { type QueryFault, QueryRunner, type QueryRunnerOptions } from './query-runner.ts';
