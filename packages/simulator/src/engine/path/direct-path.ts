import type { DefaultedHorizontalPodAutoscaler, Reading } from '@flyball/core';
import {
  advanceTogether,
  type MetricsPath,
  MetricsServer,
  nextEventOf,
  type PathEvent,
  type Stage,
  Ticker,
  unreachableApi,
} from '../../path/index.ts';
import type { DirectPathSpec } from '../path-spec.ts';
import { metricSourceOptions, syncBeat } from './laid-options.ts';
import { Meter } from './meter.ts';
import type { PathWorld } from './path-world.ts';

/** Reads a metric at an instant, milliseconds since the epoch. */
type Read = (at: number) => Reading;

/**
 * A path without a Prometheus: meters sample the service, metrics-server measures, and the controller
 * syncs. In one instant they act in that order.
 *
 * @throws RangeError when a metric has no meter, or a beat is not positive.
 */
export function directPath(spec: DirectPathSpec, world: PathWorld): MetricsPath {
  const { manifest, startsAt, faults } = world;
  const { usage, metricsResolution: resolution } = metricSourceOptions(
    spec,
    world,
    'prometheus-adapter',
  );
  const server =
    usage && new MetricsServer({ usage, startedAt: startsAt, ...(resolution && { resolution }) });
  const stages: Stage[] = server === undefined ? [] : [server];
  const reads = manifest.spec.metrics.map((metric, index): Read => {
    if (server !== undefined && metric.type === 'Resource') {
      const { name } = metric.resource;
      return () => server.read(name);
    }
    if (server !== undefined && metric.type === 'ContainerResource') {
      const { name, container } = metric.containerResource;
      return () => server.read(name, container);
    }
    const meter = meterOf(spec, world, metric, index);
    stages.push(meter);
    return (at) => meter.read(at);
  });
  const ticker = new Ticker(syncBeat(spec.sync, world), startsAt);
  let events: PathEvent[] = [];
  stages.push({
    nextEventAt: () => ticker.nextEventAt(),
    advance: (to) => {
      for (const at of ticker.advance(to)) events.push({ kind: 'look', at, cause: 'sync' });
    },
  });
  return {
    nextEventAt: () => nextEventOf(stages),
    advance: (to) => {
      events = [];
      advanceTogether(stages, to);
      return events;
    },
    readings: (at) => {
      const down = faults.metricsApi?.(at) !== undefined;
      return reads.map((read) => (down ? unreachableApi() : read(at)));
    },
    // The controller comes again in any case.
    looked: () => undefined,
  };
}

function meterOf(
  { meters = [] }: DirectPathSpec,
  { service, startsAt, phases }: PathWorld,
  { type }: DefaultedHorizontalPodAutoscaler['spec']['metrics'][number],
  index: number,
): Meter {
  const meter = meters[index];
  if (meter) return new Meter(meter, service, startsAt, phases.meters);
  throw new RangeError(
    `meters[${index}] is missing: say what spec.metrics[${index}] of type ${type} reads`,
  );
}
