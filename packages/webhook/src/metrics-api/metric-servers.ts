import type {
  MetricFamily,
  MetricRule,
  QueryOutcome,
  QuerySample,
  RuleTerms,
  SeriesAnswer,
} from '@flyball/core';
import type { Clock, MetricSource, QueryAnswer, Result, TimeSpan } from '../ports/index.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { LabelledCounter } from './measurements.ts';

export interface MetricServersOptions {
  /** By name; the first is asked by rules that name none. At least one. */
  readonly servers: ReadonlyMap<string, MetricSource>;
  readonly clock: Clock;
  /** So long an answer counts for whoever asks the same, in milliseconds. */
  readonly lifetimeMs: number;
  /** How many answers are kept at most; 10,000 by default. */
  readonly capacity?: number;
}

/** Whom a question goes to, and as which tenant. */
type Address = Pick<RuleTerms, 'server' | 'headers'>;

/**
 * The Prometheus servers that rules ask. Those who ask the same at the same time, or soon after,
 * share one query. A failure is shared as an answer is: a server in trouble is not asked the more.
 */
export class MetricServers {
  readonly #options: MetricServersOptions;
  readonly #answers: ExpiringCache<QueryOutcome>;
  readonly #queries = new LabelledCounter(
    'queries_total',
    'Queries that were answered, by rule and outcome.',
  );
  readonly #seconds = new LabelledCounter(
    'query_seconds_total',
    'How long all queries of a rule took together.',
  );
  readonly #asked = new LabelledCounter(
    'reads_total',
    'How often the query of a rule was asked for; those that shared one count each.',
  );

  constructor(options: MetricServersOptions) {
    const { clock, lifetimeMs, capacity = 10_000 } = options;
    this.#options = options;
    this.#answers = new ExpiringCache({ clock, capacity, lifetimeOf: () => lifetimeMs });
  }

  /** Runs the query of a rule, or waits for the same query of another. */
  query(rule: Pick<MetricRule, 'terms'>, name: string, promql: string): Promise<QueryOutcome> {
    const { server, headers } = rule.terms;
    this.#asked.add({ rule: name });
    // What is shared is not given up because one of those who wait for it goes away.
    const signal = new AbortController().signal;
    return this.#answers.get(JSON.stringify([server, headers, promql]), async () => {
      const source = this.#find(server);
      const began = this.#options.clock.now();
      const answer =
        source === undefined
          ? unknownServer(server)
          : outcomeOf(
              await source.query(promql, { signal, ...(headers === undefined ? {} : { headers }) }),
            );
      const outcome = answer.kind === 'failure' ? 'failure' : 'success';
      this.#queries.add({ rule: name, outcome });
      this.#seconds.add({ rule: name }, (this.#options.clock.now() - began) / 1000);
      return answer;
    });
  }

  /** The label sets of all series that a selector matches. */
  async series(
    { server, headers }: Address,
    selector: string,
    span: TimeSpan,
    signal: AbortSignal,
  ): Promise<SeriesAnswer> {
    const source = this.#find(server);
    if (source === undefined) return { ok: false, reason: unknownServer(server).reason };
    const options = { signal, ...(headers === undefined ? {} : { headers }) };
    const found = await source.series([selector], span, options);
    return found.ok
      ? { ok: true, series: found.value.series }
      : { ok: false, reason: found.message };
  }

  measurements(): readonly MetricFamily[] {
    return [this.#asked.read(), this.#queries.read(), this.#seconds.read()];
  }

  #find(server: string | undefined): MetricSource | undefined {
    const { servers } = this.#options;
    return server === undefined ? servers.values().next().value : servers.get(server);
  }
}

function unknownServer(server: string | undefined): Extract<QueryOutcome, { kind: 'failure' }> {
  return { kind: 'failure', reason: `there is no server ${server ?? 'at all'} to ask` };
}

/** What came through the port as core takes it. */
function outcomeOf(answer: Result<QueryAnswer>): QueryOutcome {
  if (!answer.ok) return { kind: 'failure', reason: answer.message };
  const { value } = answer;
  switch (value.kind) {
    case 'vector':
      return {
        kind: 'vector',
        samples: value.samples.map(
          (sample): QuerySample => ({
            labels: sample.labels,
            at: sample.at,
            value: typeof sample.value === 'number' ? sample.value : 'histogram',
          }),
        ),
      };
    case 'scalar':
      return { kind: 'scalar', at: value.at, value: value.value };
    default:
      return { kind: value.kind };
  }
}
