import type { Law } from '@flyball/core';
import type { ExposedMetric, FaultSpec } from '../../engine/index.ts';
import type { Prices } from '../../score/index.ts';
import type { LatencyGoal, ServiceSpec } from '../../service/index.ts';
import type { Workload } from '../../workload/index.ts';
import {
  about,
  choice,
  instant,
  integer,
  type JsonSchema,
  list,
  named,
  number,
  object,
  optional,
  type Shape,
  scalarOr,
  span,
  text,
} from '../schema/index.ts';
import { exposedMetricShape } from './exposed-metric.ts';
import { faultShape, type PathDefinition, pathShape } from './path.ts';
import { type PolicyDefinition, policyShape } from './policy.ts';
import { goalShape, serviceShape } from './service.ts';
import { lawShape } from './span-law.ts';
import { type FileLoad, loadShape } from './workload.ts';

/** A load by its parts: what an experiment's expression puts together. */
export type LoadPart = Exclude<Workload, { kind: 'sum' | 'product' }> | FileLoad;

/** An experiment as its file has it. Spans are seconds. */
export interface ExperimentDefinition {
  readonly name?: string;
  readonly about?: string;
  readonly duration: number;
  readonly start?: number;
  readonly seeds?: number;
  readonly firstSeed?: number;
  readonly engine?: 'requests' | 'fluid' | 'backlog';
  /** Loads by name. */
  readonly loads: Readonly<Record<string, LoadPart>>;
  /**
   * How they are put together, as `diurnal * weekday + flash`, or several such by name; default their
   * sum.
   */
  readonly workload?: string | Readonly<Record<string, string>>;
  readonly gaps?: Law;
  readonly service: ServiceSpec;
  readonly goal: LatencyGoal;
  readonly prices?: Prices;
  /** What the service exposes beside what every service does. */
  readonly metrics?: readonly ExposedMetric[];
  /** How policies learn of the service, by name; each policy is tried over each. */
  readonly paths?: Readonly<Record<string, PathDefinition>>;
  /** What is wrong on the way, and when. */
  readonly faults?: readonly FaultSpec[];
  readonly policies: Readonly<Record<string, PolicyDefinition>>;
  /** The policy that the others are held against; default the first. */
  readonly baseline?: string;
}

/** What an experiment file must look like. */
export const experimentShape: Shape<ExperimentDefinition> = object({
  name: optional(text()),
  about: optional(text()),
  duration: about('Length of a run, as 24h', span(1)),
  start: optional(about('When the run begins: for weekdays and hours', instant())),
  seeds: optional(about('Runs of each policy; default 20', integer({ least: 1, most: 10_000 }))),
  firstSeed: optional(integer({ least: 0 })),
  engine: optional(choice(['requests', 'fluid', 'backlog'])),
  loads: about('Loads by name', named(loadShape, 1)),
  workload: optional(
    about(
      'How loads are put together, as diurnal * weekday + flash; or several such, by name',
      scalarOr(text(), named(text(), 1)),
    ),
  ),
  gaps: optional(about('Law of the gaps between arrivals; default exponential', lawShape)),
  service: serviceShape,
  goal: goalShape,
  prices: optional(
    object({
      podHour: optional(number({ least: 0 })),
      nodeHour: optional(number({ least: 0 })),
    }),
  ),
  metrics: optional(about('What the service exposes', list(exposedMetricShape))),
  paths: optional(about('How policies learn of the service, by name', named(pathShape, 1))),
  faults: optional(about('What is wrong on the way, and when', list(faultShape))),
  policies: about('Who scales, by name', named(policyShape, 1)),
  baseline: optional(about('The policy that the others are held against', text())),
});

/** The JSON Schema of experiment files, for editors. */
export function experimentSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flyball experiment',
    ...experimentShape.schema,
  };
}
