import type { ControllerOptions } from '@flyball/core';
import type { FixedSpec, OracleSpec, ScheduleSpec } from '../../engine/index.ts';
import {
  about,
  byTag,
  choice,
  flag,
  integer,
  list,
  mapped,
  number,
  object,
  optional,
  pair,
  type Shape,
  scalarOr,
  span,
  text,
  word,
} from '../schema/index.ts';
import { type PathDefinition, pathShape } from './path.ts';

/** A HorizontalPodAutoscaler whose manifest is in a file or in the experiment itself. */
export interface HpaPolicy {
  readonly kind: 'hpa';
  /** A path relative to the experiment, or the manifest. */
  readonly manifest: string | Readonly<Record<string, unknown>>;
  readonly controller?: ControllerOptions;
  /** A path of its own, or one of the experiment's by name; default each of those. */
  readonly path?: string | PathDefinition;
}

/** Who scales, as an experiment says it. */
export type PolicyDefinition = FixedSpec | ScheduleSpec | OracleSpec | HpaPolicy;

/** Any mapping, read by somebody else. */
const manifest: Shape<Readonly<Record<string, unknown>>> = {
  read(value, path, report) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
    report({
      path,
      message: 'a manifest is a file or a mapping',
      remedy: 'write manifest: hpa.yaml',
    });
    return undefined;
  },
  schema: { type: 'object' },
};

const milliseconds = (): Shape<number> => mapped(span(), (seconds) => seconds * 1000);

const controller: Shape<ControllerOptions> = about(
  'Flags of kube-controller-manager',
  object({
    downscaleStabilization: optional(milliseconds()),
    tolerance: optional(number({ least: 0 })),
    cpuInitializationPeriod: optional(milliseconds()),
    initialReadinessDelay: optional(milliseconds()),
    kubernetes: optional(choice(['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'])),
    scaleToZero: optional(flag()),
  }),
);

/** A policy of an experiment. */
export const policyShape: Shape<PolicyDefinition> = byTag('kind', {
  fixed: about('Always so many', object({ kind: word('fixed'), replicas: integer({ least: 0 }) })),
  schedule: about(
    'Orders at instants',
    object({ kind: word('schedule'), orders: list(pair(span(), integer({ least: 0 })), 1) }),
  ),
  oracle: about(
    'Knows the load before it comes',
    object({
      kind: word('oracle'),
      lead: optional(span()),
      every: optional(span(0.001)),
      minReplicas: optional(integer({ least: 0 })),
      maxReplicas: optional(integer({ least: 1 })),
    }),
  ),
  hpa: about(
    'A HorizontalPodAutoscaler',
    object({
      kind: word('hpa'),
      manifest: scalarOr(text(), manifest),
      controller: optional(controller),
      path: optional(
        about('How it learns of the service: one of paths, or a path', scalarOr(text(), pathShape)),
      ),
    }),
  ),
});
