import type { LabelSet, MetricFamily, MetricType } from '@flyball/core';
import type { DataPlane } from './data-plane.ts';
import type { FoundDataPlanes } from './find-data-planes.ts';
import type { ScrapeReport } from './scraped-data-plane.ts';

/**
 * What the enrichment says of itself: whether every gateway that should answer does. The series of
 * one that does not are absent, and go stale in Prometheus at once.
 */
export function ownMetrics(
  found: readonly FoundDataPlanes[],
  reports: readonly ScrapeReport[],
): readonly MetricFamily[] {
  const each = (value: (report: ScrapeReport) => number) =>
    reports.map((report) => ({ labels: labelsOf(report.dataPlane), value: value(report) }));
  return [
    family(
      'flyball_dataplane_up',
      'gauge',
      'Whether the last scrape of the data plane succeeded. At 0 its series are absent.',
      each(({ problem }) => (problem === null ? 1 : 0)),
    ),
    family(
      'flyball_dataplane_scrape_failures_total',
      'counter',
      'Scrapes of the data plane that failed, by reason.',
      reports.flatMap(({ dataPlane, failures }) =>
        [...failures].map(([reason, value]) => ({
          labels: { ...labelsOf(dataPlane), reason },
          value,
        })),
      ),
    ),
    family(
      'flyball_dataplane_scrape_duration_seconds',
      'gauge',
      'How long the last scrape of the data plane took.',
      each(({ durationMs }) => durationMs / 1000),
    ),
    family(
      'flyball_dataplane_scrape_samples',
      'gauge',
      'Samples in the last answer of the data plane, enriched or not.',
      each(({ samples }) => samples),
    ),
    family(
      'flyball_dataplane_unmapped_services',
      'gauge',
      'Services of the data plane that no mapping knows. Their series are not shown.',
      each(({ unmapped }) => unmapped.size),
    ),
    family(
      'flyball_dataplane_discovery_up',
      'gauge',
      'Whether the data planes could be listed. At 0 those of the last time are scraped.',
      found.map(({ config, isCurrent }) => ({
        labels:
          config.kind === 'pods'
            ? { dataplane_namespace: config.namespace, selector: config.selector }
            : { dataplane_url: new URL(config.url).origin },
        value: isCurrent ? 1 : 0,
      })),
    ),
  ];
}

function labelsOf({ namespace, pod, origin }: DataPlane): LabelSet {
  return {
    ...(pod !== '' && { dataplane_namespace: namespace, dataplane_pod: pod }),
    dataplane_url: origin,
  };
}

function family(
  name: string,
  type: MetricType,
  help: string,
  samples: readonly { readonly labels: LabelSet; readonly value: number }[],
): MetricFamily {
  return { name, type, help, samples: samples.map((sample) => ({ name, ...sample })) };
}
