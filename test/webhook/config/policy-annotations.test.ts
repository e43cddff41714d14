import { readFileSync } from 'node:fs';
import {
  type ConfigReading,
  compileConfig,
  type PolicyConfig,
  policyAnnotations,
  type QueryAnswer,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { annotatedPolicy, tutorialFile } from '../../support/tutorial-files.ts';

/** Compiles the tutorial with annotations, of which the first stands in line 5. */
function annotated(...lines: readonly string[]): ConfigReading {
  return compileConfig([annotatedPolicy(lines), tutorialFile('values.yaml')]);
}

function policyOf(reading: ConfigReading): PolicyConfig {
  const [policy] = reading.ok ? reading.policies : [];
  if (policy === undefined) throw new Error(JSON.stringify(reading));
  return policy;
}

function problemsOf(reading: ConfigReading): readonly string[] {
  if (reading.ok) return [];
  return reading.problems.map(
    ({ line, column, field, message, remedy }) =>
      `${line}:${column} ${field.replace('metadata.annotations.', '')}: ${message} → ${remedy}`,
  );
}

describe('settings', () => {
  test('without annotations the defaults count', () => {
    expect(policyOf(annotated()).settings).toEqual({
      mode: 'direct',
      paused: false,
      syncPeriod: 15_000,
      safetyPeriod: 300_000,
      compatibility: 'flyball',
      alerts: [],
    });
  });

  test('each annotation sets its own, and annotations of others are passed over', () => {
    const { settings } = policyOf(
      annotated(
        'flyball.dev/mode: shadow',
        'flyball.dev/paused: "true"',
        'flyball.dev/sync-period: 1s',
        'flyball.dev/safety-period: 1h30m',
        'flyball.dev/alerts: service="command", severity=~"scale|page"',
        'example.com/mode: anything',
      ),
    );
    expect(settings).toMatchObject({
      mode: 'shadow',
      paused: true,
      syncPeriod: 1_000,
      safetyPeriod: 5_400_000,
      alerts: [
        { name: 'service', operator: '=' },
        { name: 'severity', operator: '=~' },
      ],
    });
  });

  test('compatibility kubernetes switches every guard off', () => {
    expect(policyOf(annotated()).policy.guards).not.toBeNull();
    expect(policyOf(annotated('flyball.dev/compatibility: kubernetes')).policy.guards).toBeNull();
  });

  test.each([
    [
      'flyball.dev/sync-period: 500ms',
      '5:30 flyball.dev/sync-period: "500ms" is too short → write a duration of at least 1s, such as 15s or 1m30s',
    ],
    [
      'flyball.dev/sync-period: "15"',
      '5:30 flyball.dev/sync-period: "15" is no duration → write a duration of at least 1s, such as 15s or 1m30s',
    ],
    [
      'flyball.dev/safety-period: 1.0005s',
      '5:32 flyball.dev/safety-period: "1.0005s" has no whole milliseconds → write a duration of at least 1s, such as 5m or 1m30s',
    ],
    [
      'flyball.dev/mode: dry-run',
      '5:23 flyball.dev/mode: "dry-run" is none of its values → write direct or shadow',
    ],
    [
      'flyball.dev/paused: "yes"',
      '5:25 flyball.dev/paused: "yes" is none of its values → write false or true',
    ],
    [
      'flyball.dev/sync-perod: 5s',
      '5:5 flyball.dev/sync-perod: there is no annotation flyball.dev/sync-perod → probably flyball.dev/sync-period is meant',
    ],
    [
      'flyball.dev/colour: blue',
      `5:5 flyball.dev/colour: there is no annotation flyball.dev/colour → remove it, or write one of ${policyAnnotations.map(({ name }) => name).join(', ')}`,
    ],
    [
      'flyball.dev/alerts: service',
      '5:25 flyball.dev/alerts: no operator (=, !=, =~ or !~) at character 8 of "service" → write matchers as service="command", severity=~"scale|page"',
    ],
  ])('%s is refused', (line, expected) => {
    expect(problemsOf(annotated(line))).toEqual([expected]);
  });
});

const guards = (...lines: readonly string[]): ConfigReading =>
  annotated('flyball.dev/guards: |', ...lines.map((line) => `  ${line}`));

describe('guards', () => {
  test('are the options of core, with durations and named queries', () => {
    const { policy, evidence } = policyOf(
      guards(
        'metrics:',
        '  absence: { policy: fallback, replicas: 4, after: 3m }',
        '  maximumAge: 90s',
        '  actOnce: true',
        '  minimumRequestRate: { evidence: rate, atLeast: 0.5, below: zero, maximumAge: 1m }',
        '  unresponsive: { growth: 3, settle: 5m, change: 0.2, load: rate, cap: true }',
        'clampReadings: false',
        'floorWhileNothingReady: false',
        'scaleDownVetoes:',
        '- { evidence: errors, above: 0.05, whenMissing: allow, maximumAge: 30s }',
        'largestStep: { up: 4, down: 1 }',
        'evidence:',
        '  rate: sum(rate(requests_total[1m]))',
        '  errors: |',
        '    sum(rate(errors_total[1m]))',
      ),
    );
    expect(policy.guards).toEqual({
      metrics: [
        {
          absence: { policy: 'fallback', replicas: 4, after: 180_000 },
          maximumAge: 90_000,
          actOnce: true,
          minimumRequestRate: {
            evidence: 'rate',
            atLeast: 0.5,
            below: 'zero',
            maximumAge: 60_000,
          },
          unresponsive: {
            growth: 3,
            settle: 300_000,
            change: 0.2,
            load: { evidence: 'rate', maximumAge: null },
            cap: true,
          },
        },
      ],
      clampReadings: false,
      floorWhileNothingReady: false,
      scaleDownVetoes: [
        { evidence: 'errors', above: 0.05, whenMissing: 'allow', maximumAge: 30_000 },
      ],
      largestStep: { up: 4, down: 1 },
    });
    expect(evidence).toMatchObject([
      { name: 'rate', promql: 'sum(rate(requests_total[1m]))' },
      { name: 'errors', promql: 'sum(rate(errors_total[1m]))' },
    ]);
  });

  test('may be one entry for each metric', () => {
    const { policy } = policyOf(guards('metrics:', '- { actOnce: true }'));
    expect(policy.guards?.metrics).toMatchObject([{ actOnce: true }]);
  });

  test('an empty annotation is none', () => {
    const { policy, evidence } = policyOf(annotated('flyball.dev/guards: ""'));
    expect(policy.guards).toEqual(policyOf(annotated()).policy.guards);
    expect(evidence).toEqual([]);
  });

  const at = 'flyball.dev/guards';
  test.each<readonly [what: string, reading: () => ConfigReading, expected: readonly string[]]>([
    [
      'an unknown member, below the key where it stands',
      () => guards('metrics:', '  maximumAgee: 90s'),
      [
        `7:22 ${at}.metrics.maximumAgee: is no member of the guards → probably maximumAge is meant; it may stand in another place`,
      ],
    ],
    [
      'a duration without its unit',
      () => guards('', '# young samples only', 'metrics: { maximumAge: 90 }'),
      [
        `8:30 ${at}.metrics.maximumAge: is no duration of whole milliseconds → write it with its unit: 500ms, 90s, 1h30m`,
      ],
    ],
    [
      'a choice that there is not',
      () => guards('metrics: { absence: { policy: zeros } }'),
      [
        `6:37 ${at}.metrics.absence.policy: is no policy for a missing metric → write policy: hold, zero or fallback`,
      ],
    ],
    [
      'a member that must be there',
      () => guards('metrics: { absence: { policy: fallback } }'),
      [`6:18 ${at}.metrics.absence.replicas: is missing → write it`],
    ],
    [
      'a list that is none',
      () => guards('scaleDownVetoes: { evidence: errors, above: 1 }'),
      [`6:24 ${at}.scaleDownVetoes: is no list → begin each of its entries with "- "`],
    ],
    [
      'what core refuses',
      () => guards('largestStep: { up: 0 }'),
      [
        `6:26 ${at}.largestStep.up: Invalid value: 0 → must be a whole number of replicas, 1 or more`,
      ],
    ],
    [
      'more entries than metrics',
      () => guards('metrics:', '- actOnce: true', '- actOnce: true'),
      [
        `7:7 ${at}.metrics: Invalid value: 2 → the policy has 1 metrics; give one entry for each, or one object for all`,
      ],
    ],
    [
      'evidence that nothing explains, and a query that nothing weighs',
      () =>
        guards(
          'scaleDownVetoes:',
          '- { evidence: errors, above: 0.05 }',
          'evidence: { error: up }',
        ),
      [
        `7:21 ${at}.scaleDownVetoes[0].evidence: there is no query "errors" → write it below evidence:, as errors: <PromQL that gives one number>`,
        `8:26 ${at}.evidence.error: no guard weighs this query → name it in minimumRequestRate, unresponsive or scaleDownVetoes, or remove it`,
      ],
    ],
    [
      'YAML that is none',
      () => guards('metrics: [}', 'largestStep: {}'),
      [expect.stringMatching(/^6:\d+ flyball\.dev\/guards: /)],
    ],
    [
      'several documents',
      () => guards('clampReadings: true', '---', 'clampReadings: false'),
      [`6:7 ${at}: these are several documents → remove the line ---`],
    ],
    [
      'guards beside the setting that switches them off',
      () =>
        annotated(
          'flyball.dev/compatibility: kubernetes',
          'flyball.dev/guards: "clampReadings: true"',
        ),
      [
        `6:25 ${at}: there are guards, and flyball.dev/compatibility: kubernetes switches them off → remove one of the two annotations`,
      ],
    ],
    [
      'a mistake in a quoted text, at the text',
      () => annotated('flyball.dev/guards: "clampReadings: 1"'),
      [`5:25 ${at}.clampReadings: is neither true nor false → write true or false, without quotes`],
    ],
  ])('%s is refused', (_, reading, expected) => {
    expect(problemsOf(reading())).toEqual(expected);
  });
});

describe('the answer to a query of evidence', () => {
  const { evidence } = policyOf(
    guards('scaleDownVetoes: [{ evidence: errors, above: 1 }]', 'evidence: { errors: up }'),
  );
  const remarks = { warnings: [], infos: [] };
  const sample = (value: number) => ({ labels: {}, at: 7, value });
  test.each<readonly [what: string, answer: QueryAnswer, expected: object]>([
    ['a scalar', { kind: 'scalar', at: 7, value: 0.5, ...remarks }, { value: 0.5, at: 7 }],
    ['one sample', { kind: 'vector', samples: [sample(0)], ...remarks }, { value: 0, at: 7 }],
    [
      'none, which is missing and never zero',
      { kind: 'vector', samples: [], ...remarks },
      { error: { message: 'its query has no result' } },
    ],
    [
      'several, of which none can be chosen',
      { kind: 'vector', samples: [sample(1), sample(2)], ...remarks },
      { error: { message: expect.stringContaining('gives 2 series, not one') } },
    ],
    [
      'a range',
      { kind: 'matrix', series: [], ...remarks },
      { error: { message: 'its query gives a matrix, not a number' } },
    ],
    [
      'a histogram',
      {
        kind: 'vector',
        samples: [{ labels: {}, at: 7, value: { count: 1, sum: 1, buckets: [] } }],
        ...remarks,
      },
      { error: { message: expect.stringContaining('native histogram') } },
    ],
  ])('%s', (_, answer, expected) => {
    expect(evidence[0]?.toReading(answer)).toEqual(expected);
  });
});

test('the documentation lists exactly the annotations that there are', () => {
  const page = readFileSync('docs/reference/policy-annotations.md', 'utf8');
  const row = ({ name, form, default: absent, meaning }: (typeof policyAnnotations)[number]) =>
    `| \`${name}\` | ${form} | ${absent} | ${meaning} |`;
  expect(page.split('\n').filter((line) => line.startsWith('| `flyball.dev/'))).toEqual(
    policyAnnotations.map(row),
  );
});

test('the guards that the documentation shows are accepted', () => {
  const page = readFileSync('docs/reference/policy-annotations.md', 'utf8');
  const [, example = ''] = /flyball\.dev\/guards: \|\n([\s\S]*?)```/.exec(page) ?? [];
  const lines = example.trimEnd().split('\n');
  expect(policyOf(guards(...lines.map((line) => line.slice(6)))).evidence).toHaveLength(2);
});
