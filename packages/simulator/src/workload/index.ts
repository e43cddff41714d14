export { ArrivalClock } from './arrival-clock.ts';
export { DEFAULT_START, shapeOf, type WorkloadOptions } from './compile.ts';
export { ExpressionError, parseWorkloadExpression } from './expression.ts';
export { type Intensity, intensityOf } from './intensity.ts';
export {
  type CsvOptions,
  type LoadUnit,
  type RecordedLoad,
  RecordedLoadError,
  readCsv,
  readJson,
  readNdjson,
} from './readers/index.ts';
export type { Shape } from './shape.ts';
export type {
  DiurnalWorkload,
  FlashWorkload,
  MmppWorkload,
  NoiseWorkload,
  RampWorkload,
  SamplesWorkload,
  SelfSimilarWorkload,
  SinusoidWorkload,
  StepWorkload,
  WeekdayWorkload,
  Workload,
} from './workload.ts';
