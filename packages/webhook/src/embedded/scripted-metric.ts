import { startDeadline } from '../deadline/index.ts';
import {
  type Clock,
  type Failure,
  failure,
  type Labels,
  type MetricCallOptions,
  type MetricSource,
  type Point,
  type QueryResult,
  type Remarks,
  type Result,
  type Series,
  success,
  type TimeSpan,
} from '../ports/index.ts';

/**
 * What a script answers at an instant: one number (a vector of one sample without labels), null for
 * no data, a whole result with or without warnings and infos, or a failure.
 */
export type ScriptedReply = number | null | (QueryResult & Partial<Remarks>) | Failure;

/**
 * An answer, or how it comes about. The reply may be a promise: until it is kept the source is
 * silent, and deadlines pass.
 *
 * @param at the instant of evaluation, in milliseconds since the epoch
 */
export type MetricScript =
  | ScriptedReply
  | ((at: number, promql: string) => ScriptedReply | Promise<ScriptedReply>);

/** The label sets of a selector, or how they come about. */
export type SeriesScript =
  | readonly Labels[]
  | Failure
  | ((
      span: TimeSpan,
      selector: string,
    ) => readonly Labels[] | Failure | Promise<readonly Labels[] | Failure>);

export interface ScriptedMetricOptions {
  /** What a query without an instant of its own is evaluated at. */
  readonly clock: Clock;
  /** Passes on answers that come with warnings, instead of failing as `partial`. */
  readonly acceptWarnings?: boolean;
}

/** A {@link MetricSource} whose answers are set, for demonstrations and tests. */
export interface ScriptedMetric extends MetricSource {
  /** From now on the expression is answered so; white space in it does not count. */
  set(promql: string, script: MetricScript): void;
  /** The script for every expression that has none; without it such a query is refused. */
  setDefault(script: MetricScript): void;
  /** From now on the selector has these series; a selector that was never set has none. */
  setSeries(selector: string, script: SeriesScript): void;
}

/** As many as Prometheus allows. */
const maxSteps = 11_000;

export function createScriptedMetric(options: ScriptedMetricOptions): ScriptedMetric {
  const { clock, acceptWarnings = false } = options;
  const scripts = new Map<string, MetricScript>();
  const seriesScripts = new Map<string, SeriesScript>();
  let fallback: MetricScript | undefined;

  const evaluate = async (promql: string, at: number): Promise<Result<QueryResult & Remarks>> => {
    const key = squeeze(promql);
    // A script may be null, which is no data.
    const script = scripts.has(key) ? scripts.get(key) : fallback;
    if (script === undefined) return failure('invalid', `no script answers ${promql}`);
    const reply = typeof script === 'function' ? await script(at, promql) : script;
    if (reply === null) return success({ kind: 'vector', samples: [], warnings: [], infos: [] });
    if (typeof reply === 'number') {
      const samples = [{ labels: {}, at, value: reply }];
      return success({ kind: 'vector', samples, warnings: [], infos: [] });
    }
    if ('ok' in reply) return reply;
    const { warnings = [], infos = [] } = reply;
    return !acceptWarnings && warnings.length > 0
      ? failure('partial', `answered with warnings: ${warnings.join('; ')}`)
      : success({ ...reply, warnings, infos });
  };

  return {
    set: (promql, script) => {
      scripts.set(squeeze(promql), script);
    },
    setDefault: (script) => {
      fallback = script;
    },
    setSeries: (selector, script) => {
      seriesScripts.set(squeeze(selector), script);
    },

    query: (promql, call) =>
      inTime(call, () =>
        call.at !== undefined && !Number.isFinite(call.at)
          ? failure('invalid', `at is ${call.at}; give a number of milliseconds`)
          : evaluate(promql, call.at ?? clock.now()),
      ),

    queryRange: (promql, { start, end, stepMs }, call) =>
      inTime(call, async () => {
        const steps = (end - start) / stepMs;
        if (!(stepMs > 0 && steps >= 0 && steps <= maxSteps)) {
          const range = `start ${start}, end ${end}, stepMs ${stepMs}`;
          return failure('invalid', `no range of at most ${maxSteps} steps: ${range}`);
        }
        const series = new SeriesBySteps();
        const warnings = new Set<string>();
        const infos = new Set<string>();
        for (let at = start; at <= end; at += stepMs) {
          const answer = await evaluate(promql, at);
          if (!answer.ok) return answer;
          const refused = series.add(at, answer.value);
          if (refused !== undefined) return refused;
          for (const each of answer.value.warnings) warnings.add(each);
          for (const each of answer.value.infos) infos.add(each);
        }
        return success({
          kind: 'matrix',
          series: series.list(),
          warnings: [...warnings],
          infos: [...infos],
        });
      }),

    series: (selectors, span, call) =>
      inTime(call, async () => {
        if (selectors.length === 0) return failure('invalid', 'no selector was given');
        const found = new Map<string, Labels>();
        for (const selector of selectors) {
          const script = seriesScripts.get(squeeze(selector)) ?? [];
          const reply = typeof script === 'function' ? await script(span, selector) : script;
          if ('ok' in reply) return reply;
          for (const labels of reply) found.set(identity(labels), labels);
        }
        return success({ series: [...found.values()], warnings: [], infos: [] });
      }),
  };
}

interface GrowingSeries extends Series {
  readonly points: Point[];
}

/** Collects the samples of one evaluation after the other, as a range query does. */
class SeriesBySteps {
  readonly #series = new Map<string, GrowingSeries>();

  /** Takes the result of one step; tells why a range of such results cannot be. */
  add(at: number, result: QueryResult): Failure | undefined {
    if (result.kind === 'string' || result.kind === 'matrix') {
      return failure('invalid', `a range takes a scalar or a vector, not a ${result.kind}`);
    }
    const samples =
      result.kind === 'scalar' ? [{ labels: {}, value: result.value }] : result.samples;
    for (const { labels, value } of samples) {
      const key = identity(labels);
      const known: GrowingSeries = this.#series.get(key) ?? { labels, points: [] };
      known.points.push({ at, value });
      this.#series.set(key, known);
    }
    return undefined;
  }

  list(): readonly Series[] {
    return [...this.#series.values()];
  }
}

/** The same for the same labels in any order. */
function identity(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function squeeze(expression: string): string {
  return expression.replace(/\s+/g, ' ').trim();
}

/** Lets the work go on until the call's time is over or its caller gives up. */
async function inTime<Value>(
  { signal, timeoutMs = 10_000 }: MetricCallOptions,
  work: () => Result<Value> | Promise<Result<Value>>,
): Promise<Result<Value>> {
  const deadline = startDeadline(signal, timeoutMs);
  const given = (): Failure =>
    failure('timeout', deadline.timedOut() ? 'no answer in time' : 'given up by the caller');
  try {
    if (deadline.signal.aborted) return given();
    return await new Promise<Result<Value>>((resolve, reject) => {
      deadline.signal.addEventListener('abort', () => resolve(given()), { once: true });
      Promise.resolve(work()).then(resolve, reject);
    });
  } finally {
    deadline.release();
  }
}
