import {
  Query,
  RuleGroup,
  RuleGroupError,
  type RuleGroupFile,
  type RuleGroupOptions,
  RuleLoop,
  type RuleProblem,
  SeriesStore,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const SECOND = 1000;

function groupOf(file: Partial<RuleGroupFile>, options: RuleGroupOptions = {}): RuleGroup {
  return new RuleGroup({ name: 'latency', interval: '10s', rules: [], ...file }, options);
}

function valuesAt(store: SeriesStore, query: string, second: number): readonly number[] {
  return new Query(query).over(store).vectorAt(second * SECOND).values;
}

describe('an alert', () => {
  /** `x` is above 40 in [20 s, 60 s) and again from 80 s on. */
  function run(rule: { readonly for?: string; readonly keep_firing_for?: string }): string {
    const store = new SeriesStore();
    const x = store.series({ __name__: 'x', service: 'command' });
    const evaluation = groupOf({ rules: [{ alert: 'High', expr: 'x > 40', ...rule }] }).over(store);
    let states = '';
    for (let second = 0; second <= 100; second += 10) {
      const high = (second >= 20 && second < 60) || second >= 80;
      x.append(second * SECOND, high ? 50 : 30);
      evaluation.evaluate(second * SECOND);
      states += evaluation.alerts()[0]?.state.charAt(0) ?? '.';
    }
    return states;
  }

  // One letter for each evaluation at 0, 10, …, 100 s: pending, firing, inactive, none. The states
  // follow alert-rules.md of the recordings.
  test.each([
    [{}, '..ffffiifff'],
    [{ for: '15s' }, '..ppffiippf'],
    [{ for: '20s' }, '..ppffiippf'],
    // Never long enough before 60 s: forgotten at once.
    [{ for: '45s' }, '..pppp..ppp'],
    [{ keep_firing_for: '10s' }, '..fffffifff'],
    // It is still firing when the condition comes back.
    [{ keep_firing_for: '30s' }, '..fffffffff'],
  ])('%j goes through %s', (rule, expected) => {
    expect(run(rule)).toBe(expected);
  });

  test('is sent when it fires, when it resolves, and strictly later than the resend delay', () => {
    const store = new SeriesStore();
    const x = store.series({ __name__: 'x' });
    const group = groupOf(
      { rules: [{ alert: 'High', expr: 'x > 40', annotations: { value: '{{ $value }}' } }] },
      { resendDelay: 20 * SECOND },
    );
    const evaluation = group.over(store);
    const sent: unknown[] = [];
    for (let second = 0; second <= 70; second += 10) {
      x.append(second * SECOND, second < 50 ? 50 + second : 30);
      const [alert] = evaluation.evaluate(second * SECOND).sent;
      if (alert === undefined) continue;
      const { startsAt, endsAt, annotations } = alert;
      sent.push([second, startsAt / SECOND, endsAt / SECOND, annotations['value']]);
    }
    expect(sent).toEqual([
      // Ends four times the longer of interval and resend delay later, should Prometheus die.
      [0, 0, 80, '50'],
      [30, 0, 110, '80'],
      // Resolved; the annotation is that of the last value that was above.
      [50, 0, 50, '90'],
    ]);
  });

  test('takes its labels from the element and the rule, which wins, and may drop one', () => {
    const store = new SeriesStore();
    store.series({ __name__: 'x', service: 'command', team: 'a', pod: 'p' }).append(0, 50);
    const labels = { team: '{{ $labels.service }}-team', pod: '', missing: '{{ $labels.nosuch }}' };
    const group = groupOf({
      labels: { env: 'prod' },
      rules: [{ alert: 'High', expr: 'x', labels }],
    });
    expect(group.over(store).evaluate(0).sent[0]?.labels).toEqual({
      alertname: 'High',
      env: 'prod',
      service: 'command',
      team: 'command-team',
    });
  });

  test('writes ALERTS and the second since which it is active, until it is over', () => {
    const store = new SeriesStore();
    const x = store.series({ __name__: 'x' });
    const evaluation = groupOf({ rules: [{ alert: 'High', expr: 'x > 40', for: '10s' }] }).over(
      store,
    );
    for (const [second, value] of [
      [10, 50],
      [20, 50],
      [30, 30],
    ] as const) {
      x.append(second * SECOND, value);
      evaluation.evaluate(second * SECOND);
    }
    expect(valuesAt(store, 'ALERTS{alertstate="pending"}', 10)).toEqual([1]);
    expect(valuesAt(store, 'ALERTS{alertstate="pending"}', 20)).toEqual([]);
    expect(valuesAt(store, 'ALERTS{alertstate="firing"}', 20)).toEqual([1]);
    expect(valuesAt(store, 'ALERTS_FOR_STATE', 20)).toEqual([10]);
    expect(valuesAt(store, '{__name__=~"ALERTS.*"}', 30)).toEqual([]);
  });
});

describe('a recording rule', () => {
  test('writes under its name, and rules after it see that at once', () => {
    const store = new SeriesStore();
    store.series({ __name__: 'x', pod: 'a' }).append(0, 3);
    store.series({ __name__: 'x', pod: 'b' }).append(0, 4);
    const rules = [
      { record: 'all:x', expr: 'sum(x)', labels: { kind: 'sum' } },
      { alert: 'High', expr: 'all:x > 5' },
    ];
    const { sent } = groupOf({ rules }).over(store).evaluate(0);
    expect(sent[0]?.labels).toEqual({ alertname: 'High', kind: 'sum' });
    expect(valuesAt(store, 'all:x{kind="sum"}', 0)).toEqual([7]);
  });

  test('writes for the instant that its queries see, and ends what is gone', () => {
    const store = new SeriesStore();
    const x = store.series({ __name__: 'x' });
    const rules = [{ record: 'y', expr: 'x' }];
    const evaluation = groupOf({ query_offset: '5s', rules }).over(store);
    x.append(3 * SECOND, 1);
    x.markStale(12 * SECOND);
    evaluation.evaluate(10 * SECOND);
    evaluation.evaluate(20 * SECOND);
    expect(valuesAt(store, 'y', 4.9)).toEqual([]);
    expect(valuesAt(store, 'y', 5)).toEqual([1]);
    expect(valuesAt(store, 'y', 15)).toEqual([]);
  });

  test('fails when two series would be one, and above the limit', () => {
    const store = new SeriesStore();
    store.series({ __name__: 'x', pod: 'a' }).append(0, 1);
    store.series({ __name__: 'x', pod: 'b' }).append(0, 1);
    const same = groupOf({ rules: [{ record: 'y', expr: 'x', labels: { pod: '' } }] });
    expect([...same.over(store).evaluate(0).errors.keys()]).toEqual([0]);
    const limited = groupOf({ limit: 1, rules: [{ record: 'y', expr: 'x' }] });
    expect(limited.over(store).evaluate(0).errors.get(0)?.message).toBe(
      'the limit is 1, and there are 2 series',
    );
    expect(valuesAt(store, 'y', 0)).toEqual([]);
  });
});

describe('a group that cannot be evaluated', () => {
  test.each<[Partial<RuleGroupFile>, Partial<RuleProblem>]>([
    [{ name: '' }, { code: 'name', path: ['name'] }],
    [{ interval: '0s' }, { code: 'interval', path: ['interval'] }],
    [{ interval: 'soon' }, { code: 'duration', path: ['interval'] }],
    [{ limit: -1 }, { code: 'limit', path: ['limit'] }],
    [{ rules: [{ record: '', expr: 'x' }] }, { code: 'name', path: ['rules', 0, 'record'] }],
    [
      { rules: [{ alert: 'A', expr: 'sum(\n  rate(x))' }] },
      { code: 'query', path: ['rules', 0, 'expr'], within: { line: 2, column: 8 } },
    ],
    [
      { rules: [{ alert: 'A', expr: 'x[1m]' }] },
      { code: 'query', path: ['rules', 0, 'expr'], message: 'the expression answers a matrix' },
    ],
    [
      { rules: [{ alert: 'A', expr: 'x', for: '1.5m' }] },
      { code: 'duration', path: ['rules', 0, 'for'] },
    ],
    [
      { rules: [{ alert: 'A', expr: 'x', labels: { a: 'b {{ nosuch }}' } }] },
      { code: 'template', path: ['rules', 0, 'labels', 'a'], within: { line: 1, column: 6 } },
    ],
    [
      { rules: [{ alert: 'A', expr: 'x', labels: { __name__: 'y' } }] },
      { code: 'rule', path: ['rules', 0, 'labels', '__name__'] },
    ],
  ])('%j', (file, expected) => {
    let problems: readonly RuleProblem[] = [];
    try {
      groupOf(file);
    } catch (error) {
      if (error instanceof RuleGroupError) problems = error.problems;
    }
    expect(problems[0]).toMatchObject(expected);
  });

  test('an annotation may use functions that are not here; it stays as it is written', () => {
    const store = new SeriesStore();
    store.series({ __name__: 'x' }).append(0, 1);
    const annotations = { summary: '{{ $value | humanize }} ms' };
    const group = groupOf({ rules: [{ alert: 'A', expr: 'x', annotations }] });
    expect(group.over(store).evaluate(0).sent[0]?.annotations).toEqual(annotations);
  });
});

describe('evaluations', () => {
  // offset-0016 of the recorded alert-rules: g1 of rules.yml each second has the offset 891.472798 ms.
  test('come at slots that file and name decide', () => {
    const { slots } = groupOf({ name: 'g1', interval: '1s' }, { file: 'rules.yml' });
    expect(slots.firstAfterStart(1_767_239_920_659)).toBe(1_767_239_920_891);
    expect(slots.next(1_767_239_920_891)).toBe(1_767_239_921_891);
  });

  test('are driven by simulated time, and can be left out', () => {
    const store = new SeriesStore();
    const group = groupOf({ name: 'g1', interval: '1s' }, { file: 'rules.yml' });
    const loop = new RuleLoop({
      group,
      store,
      startedAt: 0,
      fault: (at) => (at === 1891 ? 'skipped' : undefined),
    });
    expect(loop.nextEventAt()).toBe(891);
    expect(loop.advance(3000).map(({ at }) => at)).toEqual([891, 2891]);
  });
});
