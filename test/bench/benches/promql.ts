import { Query, type Series, SeriesStore } from '@flyball/simulator';
import type { Benchmark } from '../benchmark.ts';

const PODS = 10;
const SCRAPE = 5_000;
const SYNC = 15_000;
/** Syncs of the controller in one run. */
const LOOKS = 200;

const MATCHERS = 'exported_namespace="kong",exported_service="command"';

/** The tutorial's query, over a range or a subquery. */
function latency(range: string): string {
  const of = (name: string) =>
    `sum by (exported_service) (rate(kong_upstream_latency_ms_${name}{${MATCHERS}}[${range}]))`;
  return `${of('sum')} / ${of('count')}`;
}

const QUERIES = { range: latency('60s'), subquery: latency('60s:10s') } as const;
const HOUR_OF_SECONDS = `max_over_time((${QUERIES.range})[1h:15s])`;

interface World {
  readonly store: SeriesStore;
  readonly series: readonly Series[];
}

function world(): World {
  const store = new SeriesStore();
  const series = ['sum', 'count'].flatMap((name) =>
    Array.from({ length: PODS }, (_, pod) =>
      store.series({
        __name__: `kong_upstream_latency_ms_${name}`,
        exported_namespace: 'kong',
        exported_service: 'command',
        pod: `command-${pod}`,
      }),
    ),
  );
  return { store, series };
}

function scrape(series: readonly Series[], at: number): void {
  for (const one of series) one.append(at, at / 100);
}

/** Scrapes and asks in turn. `remembering` keeps the query over the store, as a path does. */
function looks(text: string, remembering: boolean): () => number {
  const query = new Query(text);
  const { store, series } = world();
  const bound = query.over(store);
  let at = 0;
  return () => {
    let sum = 0;
    for (let look = 0; look < LOOKS; look++) {
      for (const until = at + SYNC; at < until; at += SCRAPE) scrape(series, at);
      sum += (remembering ? bound : query.over(store)).vectorAt(at).values.length;
    }
    return sum;
  };
}

export const benchmark: Benchmark = {
  name: 'promql',
  about: `a look: ${SYNC / SCRAPE} scrapes of ${2 * PODS} series and the tutorial's query over them`,
  tasks: [
    {
      name: 'scrapes alone',
      operations: LOOKS,
      run: looks('vector(1)', true),
    },
    {
      name: '[60s]',
      operations: LOOKS,
      run: looks(QUERIES.range, true),
      peer: 'scrapes alone',
    },
    {
      name: '[60s:10s]',
      operations: LOOKS,
      run: looks(QUERIES.subquery, true),
      peer: 'scrapes alone',
    },
    {
      name: 'an hour of it, put over the store anew',
      operations: LOOKS,
      run: looks(HOUR_OF_SECONDS, false),
    },
    {
      name: 'an hour of it, remembering',
      operations: LOOKS,
      run: looks(HOUR_OF_SECONDS, true),
      peer: 'an hour of it, put over the store anew',
    },
  ],
};
