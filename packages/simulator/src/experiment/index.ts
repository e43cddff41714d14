export {
  type BaselineDifference,
  type Comparison,
  compareExperiment,
  medianRun,
  type PolicyResult,
} from './comparison.ts';
export {
  type ExperimentDefinition,
  experimentSchema,
} from './definition/definition.ts';
export type { Experiment } from './experiment.ts';
export { type FileProblem, FileProblemsError, formatFileProblems } from './problem.ts';
export { readExperiment } from './read-experiment.ts';
export type { JobOptions } from './run-jobs.ts';
export type { ReadText } from './source-files.ts';
