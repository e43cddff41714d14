import type { LabelSet } from '@flyball/core';
import type { Instrument, ScrapePage } from '../../path/index.ts';
import {
  type AttemptCounts,
  DEFAULT_BUCKETS,
  OUTCOMES,
  type Outcome,
} from '../../service/index.ts';
import type { ExposedMetric } from './exposed-metric.ts';

/** What a family is read off: a gateway that sees all of a service, or one of its pods. */
export interface Source {
  readonly tally: AttemptCounts;
  readonly inFlight: number;
  readonly waiting: number;
  readonly coreTime: number;
  readonly memory: number;
}

/** The series of one family, ready to be written at each scrape. */
export type FamilyWriter = (page: ScrapePage, source: Source) => void;

/** The status that a client sees of an attempt. */
const CODES: Readonly<Record<Outcome, string>> = {
  ok: '200',
  rejected: '429',
  unavailable: '503',
  timeout: '504',
  crashed: '502',
};

/**
 * The writer of a family.
 *
 * @param isRead whether anybody reads a series of this name; the others are not written.
 * @param edges upper edges in seconds that the service counts by; those of the family among them.
 */
export function familyWriter(
  metric: ExposedMetric,
  labels: LabelSet,
  isRead: (name: string) => boolean,
  edges: readonly number[],
): FamilyWriter {
  const { name, of, scale = 1 } = metric;
  switch (of) {
    case 'latency':
      return histogramWriter(metric, labels, isRead, edges);
    case 'requests': {
      const series = OUTCOMES.map((outcome) => ({
        outcome,
        instrument: instrumentOf(name, { ...labels, code: CODES[outcome] }),
      }));
      return (page, { tally }) => {
        for (const { outcome, instrument } of series) {
          const count = tally.count(outcome);
          // A series begins with the first of its kind, as clients have it.
          if (outcome === 'ok' || count > 0) page.sample(instrument, count);
        }
      };
    }
    case 'in-flight':
      return gauge(name, labels, ({ inFlight }) => inFlight * scale);
    case 'waiting':
      return gauge(name, labels, ({ waiting }) => waiting * scale);
    case 'cpu':
      return gauge(name, labels, ({ coreTime }) => coreTime * scale);
    case 'memory':
      return gauge(name, labels, ({ memory }) => memory * scale);
  }
}

/** The upper edges of a latency's buckets in seconds. */
export function bucketEdges({ buckets, scale = 1 }: ExposedMetric): readonly number[] {
  return buckets?.map((edge) => edge / scale) ?? DEFAULT_BUCKETS;
}

function histogramWriter(
  metric: ExposedMetric,
  labels: LabelSet,
  isRead: (name: string) => boolean,
  edges: readonly number[],
): FamilyWriter {
  const { name, scale = 1 } = metric;
  const sum = isRead(`${name}_sum`) ? instrumentOf(`${name}_sum`, labels) : undefined;
  const count = isRead(`${name}_count`) ? instrumentOf(`${name}_count`, labels) : undefined;
  const bucket = (le: string): Instrument => instrumentOf(`${name}_bucket`, { ...labels, le });
  const buckets = isRead(`${name}_bucket`)
    ? [
        ...bucketEdges(metric).map((edge, k) => ({
          at: edges.indexOf(edge),
          instrument: bucket(String(metric.buckets?.[k] ?? edge * scale)),
        })),
        { at: edges.length, instrument: bucket('+Inf') },
      ]
    : [];
  return (page, { tally }) => {
    if (sum !== undefined) page.sample(sum, tally.latencySum * scale);
    if (count !== undefined) page.sample(count, tally.count('ok'));
    if (buckets.length === 0) return;
    const cumulative = tally.cumulative();
    for (const { at, instrument } of buckets) page.sample(instrument, cumulative[at] ?? 0);
  };
}

function gauge(name: string, labels: LabelSet, read: (source: Source) => number): FamilyWriter {
  const instrument = instrumentOf(name, labels);
  return (page, source) => page.sample(instrument, read(source));
}

function instrumentOf(name: string, labels: LabelSet): Instrument {
  return { labels: { ...labels, __name__: name } };
}
