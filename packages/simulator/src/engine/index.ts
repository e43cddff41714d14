export type { ExposedMeasure, ExposedMetric } from './exposition/index.ts';
export type {
  AlertRouteSpec,
  BeatSpec,
  DirectPathSpec,
  FaultKind,
  FaultSpec,
  FlyballPathSpec,
  HpaPathSpec,
  KedaPathSpec,
  Measure,
  MeterSpec,
  MetricsApiSpec,
  PathSpec,
  PrometheusSpec,
} from './path-spec.ts';
export type { RunBin, RunRecord } from './run-record.ts';
export type {
  AutoscalerSpec,
  FixedSpec,
  HpaSpec,
  OracleSpec,
  Scenario,
  ScheduleSpec,
} from './scenario.ts';
export { type RunOptions, scenarioLoad, simulate } from './simulate.ts';
