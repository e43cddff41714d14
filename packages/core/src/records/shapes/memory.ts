import type { Acted, Growth, GuardedMemory, GuardMemory } from '../../guards/index.ts';
import type { PendingRescale, Recommendation, ScaleEvent } from '../../hpa/index.ts';
import {
  boolean,
  list,
  nullable,
  number,
  oneOf,
  optional,
  type Shape,
  struct,
} from '../shape/index.ts';
import { status } from './status.ts';

const scaleEvents = list(struct<ScaleEvent>({ change: number, at: number, outdated: boolean }));

const growth = struct<Growth>({
  replicas: number,
  value: number,
  load: nullable(number),
  grownAt: nullable(number),
  reported: boolean,
});

const guards = struct<GuardMemory>({
  absentSince: list(nullable(number)),
  acted: nullable(struct<Acted>({ replicas: number, samples: list(nullable(number)) })),
  growth: list(nullable(growth)),
});

export const memory: Shape<GuardedMemory> = struct<GuardedMemory>({
  version: oneOf(1),
  recommendations: list(struct<Recommendation>({ replicas: number, at: number })),
  scaleUpEvents: scaleEvents,
  scaleDownEvents: scaleEvents,
  pending: nullable(struct<PendingRescale>({ from: number, to: number, at: number })),
  status,
  guards: optional(guards),
});
