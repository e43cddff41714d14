import type { GuardOptions, Guards, MetricGuardOptions } from '../guards/index.ts';

type MetricGuards = Guards['metrics'][number];

/**
 * The options that give these guards, every default written out: what a record keeps still means the
 * same when a default has changed.
 */
export function recordedGuards(guards: Guards | null): GuardOptions {
  if (guards === null) return { compatibility: 'kubernetes' };
  const { metrics, clampReadings, floorWhileNothingReady, scaleDownVetoes, largestStep } = guards;
  return {
    metrics: metrics.map(metricOptions),
    clampReadings,
    floorWhileNothingReady,
    scaleDownVetoes: scaleDownVetoes.map(({ evidence, above, whenMissing, maximumAge }) => ({
      evidence,
      above,
      whenMissing,
      ...limited(maximumAge),
    })),
    largestStep: {
      ...(Number.isFinite(largestStep.up) && { up: largestStep.up }),
      ...(Number.isFinite(largestStep.down) && { down: largestStep.down }),
    },
  };
}

function metricOptions(guards: MetricGuards): MetricGuardOptions {
  const { absence, maximumAge, actOnce, minimumRequestRate, unresponsive } = guards;
  return {
    absence,
    actOnce,
    ...(Number.isFinite(maximumAge) && { maximumAge }),
    ...(minimumRequestRate !== null && { minimumRequestRate: rateOptions(minimumRequestRate) }),
    ...(unresponsive !== null && { unresponsive: unresponsiveOptions(unresponsive) }),
  };
}

function rateOptions(
  guard: NonNullable<MetricGuards['minimumRequestRate']>,
): NonNullable<MetricGuardOptions['minimumRequestRate']> {
  const { evidence, atLeast, below, maximumAge } = guard;
  return { evidence, atLeast, below, ...limited(maximumAge) };
}

function unresponsiveOptions(
  guard: NonNullable<MetricGuards['unresponsive']>,
): NonNullable<MetricGuardOptions['unresponsive']> {
  const { growth, settle, change, load, cap } = guard;
  return { growth, settle, change, cap, ...(load !== null && { load: load.evidence }) };
}

function limited(maximumAge: number | null): { readonly maximumAge?: number } {
  return maximumAge === null ? {} : { maximumAge };
}
