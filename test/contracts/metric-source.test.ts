import {
  createPrometheusSource,
  createScriptedMetric,
  failure,
  type Labels,
  type QueryResult,
  type ScriptedReply,
} from '@flyball/webhook';
import { renderData } from '../support/prometheus-api.ts';
import { type ApiAnswer, startApiServer } from '../support/prometheus-api-server.ts';
import { metricSourceContract } from './metric-source.contract.ts';
import { begin, questions, rangeQuestions, seriesQuestions } from './metric-world.ts';

metricSourceContract('The Prometheus adapter over bodies', async () => {
  const server = await startApiServer(({ endpoint, form }) => {
    const query = form.get('query') ?? '';
    const at = instant(form.get('time'));
    const start = instant(form.get('start'));
    switch (endpoint) {
      case 'query': {
        const question = questions.find((each) => each.promql === query && each.at === at);
        return reply(question?.answer ?? presentTime(query, form.get('time')));
      }
      case 'query_range': {
        const stepMs = Number(form.get('step')) * 1000;
        const question = rangeQuestions.find(
          ({ promql, range }) =>
            promql === query &&
            range.start === start &&
            range.end === instant(form.get('end')) &&
            range.stepMs === stepMs,
        );
        const answer = question?.answer;
        return reply(
          answer === undefined || typeof answer === 'string'
            ? 'invalid'
            : { kind: 'matrix', series: answer },
        );
      }
      default: {
        const selectors = form.getAll('match[]');
        const question = seriesQuestions.find(
          (each) => String(each.selectors) === String(selectors),
        );
        const answer = question?.answer ?? 'invalid';
        return reply(typeof answer === 'string' ? 'invalid' : { series: answer });
      }
    }
  });
  return {
    source: createPrometheusSource({ url: server.url, fetch }),
    freeze: async () => server.freeze(),
    thaw: async () => server.thaw(),
    takeAway: () => server.close(),
    stop: () => server.close(),
  };
});

function instant(seconds: string | null): number {
  return seconds === null ? Number.NaN : Math.round(Number(seconds) * 1000);
}

function presentTime(query: string, time: string | null): QueryResult | 'invalid' {
  if (query !== 'time()' || time !== null) return 'invalid';
  const now = Date.now();
  return { kind: 'scalar', at: now, value: now / 1000 };
}

function reply(answer: QueryResult | { readonly series: readonly Labels[] } | string): ApiAnswer {
  return typeof answer === 'string'
    ? {
        status: 400,
        body: JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'refused' }),
      }
    : { status: 200, body: JSON.stringify({ status: 'success', data: renderData(answer) }) };
}

metricSourceContract('A scripted metric', async () => {
  const metric = createScriptedMetric({ clock: { now: Date.now } });
  let state: 'there' | 'silent' | 'gone' = 'there';

  /** The script's answer, as long as the source is there. */
  const guard = <Reply>(answer: () => Reply) => {
    if (state === 'silent') return new Promise<never>(() => {});
    return state === 'gone' ? failure('unavailable', 'taken away') : answer();
  };
  const scripts: Readonly<Record<string, (at: number) => ScriptedReply>> = {
    'level{job="b"}': (at) => ({
      kind: 'vector',
      samples: [{ labels: { __name__: 'level', job: 'b' }, at, value: 2 * step(at) }],
    }),
    'level{': () => failure('invalid', 'unexpected end of input'),
    gap: (at) => (at - begin > 300_000 && at - begin < 330_000 ? null : gap(at)),
    'time()': (at) => ({ kind: 'scalar', at, value: at / 1000 }),
  };
  metric.setDefault((at, promql) => guard(() => scripts[promql]?.(at) ?? ask(promql, at)));
  for (const job of ['a', 'b']) {
    metric.setSeries(`level{job="${job}"}`, () => guard(() => [{ __name__: 'level', job }]));
  }
  metric.setSeries('level', () =>
    guard(() => [
      { job: 'b', __name__: 'level' },
      { job: 'a', __name__: 'level' },
    ]),
  );
  metric.setSeries('uni', [{ __name__: 'uni', city: 'Zürich "x"\n\\' }]);
  metric.setSeries('level{', failure('invalid', 'unexpected end of input'));

  return {
    source: metric,
    freeze: async () => {
      state = 'silent';
    },
    thaw: async () => {
      state = 'there';
    },
    takeAway: async () => {
      state = 'gone';
    },
    stop: async () => {},
  };
});

function step(at: number): number {
  return Math.floor((at - begin) / 15_000);
}

function gap(at: number): ScriptedReply {
  const value = at - begin < 330_000 ? 1 : 2;
  return { kind: 'vector', samples: [{ labels: { __name__: 'gap' }, at, value }] };
}

function ask(promql: string, at: number): ScriptedReply {
  const answer = questions.find((each) => each.promql === promql && each.at === at)?.answer ?? null;
  return typeof answer === 'string' ? failure(answer, 'refused') : answer;
}
