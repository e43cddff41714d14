export type { RunBin, RunRecord } from './run-record.ts';
export type {
  AutoscalerSpec,
  FixedSpec,
  HpaSpec,
  Measure,
  MeterSpec,
  OracleSpec,
  Scenario,
  ScheduleSpec,
} from './scenario.ts';
export { type RunOptions, scenarioLoad, simulate } from './simulate.ts';
