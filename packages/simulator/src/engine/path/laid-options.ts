import { type AdapterCompatibility, compileAdapter } from '@flyball/core';
import {
  type Beat,
  type MetricSourceOptions,
  type PrometheusOptions,
  RuleGroup,
} from '../../path/index.ts';
import { SeriesStore } from '../../promql/index.ts';
import type { BeatSpec, MetricsApiSpec, PrometheusSpec } from '../path-spec.ts';
import { beatOf, type PathWorld } from './path-world.ts';

// As kube-prometheus-stack has them, and the flags of the others; seconds.
const SCRAPE = 30;
const EVALUATION = 30;
const LOOKBACK = 300;
const RELIST = 60;
const METRICS_SERVER = 15;
const SYNC = 15;

/** The Prometheus of a path. */
export function prometheusOptions(spec: PrometheusSpec, world: PathWorld): PrometheusOptions {
  const { targets, startsAt, phases, faults } = world;
  const { scrape = {}, rules = [], evaluationInterval = EVALUATION } = spec;
  const { phase } = scrape;
  const lookback = (spec.lookback ?? LOOKBACK) * 1000;
  return {
    store: new SeriesStore(),
    startedAt: startsAt,
    targets: targets ?? (() => []),
    // Without targets there is nothing to discover.
    ...(targets === undefined && { discoveryInterval: Number.MAX_SAFE_INTEGER }),
    scrapeInterval: (scrape.interval ?? SCRAPE) * 1000,
    ...(phase !== undefined && { scrapePhase: () => startsAt + phase * 1000 }),
    offsetSeed: phases.offsetSeed,
    ruleGroups: rules.map(
      (group) =>
        new RuleGroup(group, {
          file: spec.ruleFile ?? phases.ruleFile,
          evaluationInterval: evaluationInterval * 1000,
          lookback,
        }),
    ),
    lookback,
    faults,
  };
}

/** Who answers for the metrics of the policy. */
export function metricSourceOptions(
  spec: MetricsApiSpec,
  { manifest, usage, startsAt, phases }: PathWorld,
  compatibility: AdapterCompatibility,
): MetricSourceOptions {
  const { adapter, relist, maxAge, metricsServer } = spec;
  const measured = manifest.spec.metrics.some(
    ({ type }) => type === 'Resource' || type === 'ContainerResource',
  );
  return {
    policy: manifest,
    ...(adapter && {
      adapter: compileAdapter(adapter, { compatibility }),
      relist: beatOf(relist, { interval: RELIST, phase: phases.relist }, startsAt),
      ...(maxAge !== undefined && { maxAge: maxAge * 1000 }),
    }),
    ...(measured && {
      usage,
      metricsResolution: beatOf(
        metricsServer,
        { interval: METRICS_SERVER, phase: phases.metricsServer },
        startsAt,
      ),
    }),
  };
}

/** When the controller syncs. */
export function syncBeat(sync: BeatSpec | undefined, { startsAt, phases }: PathWorld): Beat {
  return beatOf(sync, { interval: SYNC, phase: phases.sync }, startsAt);
}
