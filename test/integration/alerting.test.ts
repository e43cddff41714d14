import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type AlertName,
  alertNames,
  alertRouting,
  alertRules,
  bandEdges,
  bandSide,
  formatAlertmanagerConfig,
  formatRuleFile,
  parseMilli,
  parseQuantity,
  type RuleGroup,
  type ToleranceBand,
} from '@flyball/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { autoscaler, objectMetric, query } from '../core/alerting/autoscaler.ts';
import { describeWithPrograms } from './programs.ts';

const run = promisify(execFile);

/** One evaluation: the series as promtool writes it, and the alert that must fire, if any. */
interface Evaluation {
  readonly group: RuleGroup;
  /** Absent if there is no series at all. */
  readonly value?: string;
  readonly fires?: AlertName;
}

describeWithPrograms('the alerts of a policy, in the real programs', (programs) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flyball-alerting-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  /** Runs `promtool test rules` with all evaluations, each on a series of its own. */
  async function evaluate(evaluations: readonly Evaluation[]): Promise<string> {
    const groups = new Set(evaluations.map(({ group }) => group));
    await file('rules.yaml', formatRuleFile([...groups]));
    const tests = evaluations.map(({ group, value, fires }) => ({
      interval: '15s',
      input_series:
        value === undefined ? [] : [{ series: `${seriesOf(group)}{pod="a"}`, values: value }],
      alert_rule_test: alertNames.map((alertname) => ({
        eval_time: '0s',
        alertname,
        exp_alerts: group.rules
          .filter(({ alert }) => alert === alertname && alert === fires)
          .map(({ labels, annotations }) => ({
            exp_labels: { pod: 'a', ...labels },
            exp_annotations: annotations,
          })),
      })),
    }));
    // JSON is YAML.
    const text = JSON.stringify({ rule_files: ['rules.yaml'], evaluation_interval: '15s', tests });
    const path = await file('tests.yaml', text);
    const { stdout } = await run(programs.promtool, ['test', 'rules', path], {
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  }

  it('promtool takes the rules', async () => {
    const { group } = alertRules(
      autoscaler([objectMetric(), objectMetric('40', '{{')]),
      [query, `${query} # each`],
      {
        for: 1_000,
        keepFiringFor: 60_000,
        interval: 5_000,
      },
    );
    const path = await file('check.yaml', formatRuleFile(group === undefined ? [] : [group]));
    const { stdout } = await run(programs.promtool, ['check', 'rules', path]);
    expect(stdout).toContain('SUCCESS: 4 rules found');
  });

  it('they fire outside the band only, and never for NaN or without data', async () => {
    const group = groupFor('load', '40');
    const outcome = await evaluate([
      { group, value: '40' },
      { group, value: '44' },
      { group, value: '44.0009' },
      { group, value: '44.001', fires: 'FlyballAboveTarget' },
      { group, value: '100', fires: 'FlyballAboveTarget' },
      { group, value: '+Inf', fires: 'FlyballAboveTarget' },
      { group, value: '36' },
      { group, value: '35.9999', fires: 'FlyballBelowTarget' },
      { group, value: '0', fires: 'FlyballBelowTarget' },
      { group, value: '-1', fires: 'FlyballBelowTarget' },
      { group, value: 'NaN' },
      { group, value: '_' },
      { group },
    ]);
    expect(outcome).toContain('SUCCESS');
  });

  it('this test would notice', async () => {
    const group = groupFor('load', '40');
    await expect(evaluate([{ group, value: '44.001' }])).rejects.toThrow(/FAILED/);
  });

  it('Prometheus judges the last double inside and the first outside as we do', async () => {
    const evaluations = ['40', '1500m', '1', '7n', '200Mi', '333333'].flatMap((target, row) =>
      ['0', '0.1', '0.18', '0.36', '0.57'].flatMap((tolerance, column) => {
        // Not the nearest double for 0.57: Kubernetes multiplies 57 by a power of ten.
        const part = parseQuantity(tolerance).asApproximateFloat64();
        const targetMilli = Number(parseMilli(target));
        const band: ToleranceBand = { targetMilli, scaleUp: part, scaleDown: part };
        const { below, above } = bandEdges(band);
        const group = groupFor(`load_${row}_${column}`, target, tolerance);
        return [below, before(below), above, before(above)].map((value): Evaluation => {
          const side = bandSide(value, band);
          if (side === 'within') return { group, value: String(value) };
          const fires = side === 'above' ? 'FlyballAboveTarget' : 'FlyballBelowTarget';
          return { group, value: String(value), fires };
        });
      }),
    );
    // Each edge has one of its two doubles inside.
    expect(evaluations.filter(({ fires }) => fires === undefined)).toHaveLength(60);
    expect(await evaluate(evaluations)).toContain('SUCCESS');
  });

  it.each([
    ['as it is', {}],
    ['with a token', { credentialsFile: '/etc/flyball/token' }],
    ['with intervals', { groupInterval: 90_000, repeatInterval: 500 }],
    ['with an odd receiver', { receiver: 'no: #1' }],
    ['for this version', { alertmanager: programs.versions.alertmanager }],
  ])('amtool takes the route and the receiver %s', async (_, options) => {
    const url = 'http://flyball.flyball.svc:8787/api/v1/alerts';
    const result = alertRouting({ url, ...options });
    const text = result.ok ? formatAlertmanagerConfig(result.routing) : '';
    const path = await file('alertmanager.yaml', text);
    const { stdout } = await run(programs.amtool, ['check-config', path]);
    expect(stdout).toMatch(/SUCCESS[\s\S]* - 2 receivers/);
  });
});

function groupFor(series: string, target: string, tolerance = '0.1'): RuleGroup {
  const policy = autoscaler([objectMetric(target, series)], {
    scaleUp: { tolerance },
    scaleDown: { tolerance },
  });
  const { group } = alertRules(policy, [series]);
  if (group === undefined) throw new Error(`no alert for ${series} with the target ${target}`);
  return { ...group, name: series };
}

function seriesOf(group: RuleGroup): string {
  return group.name;
}

/** The next smaller double than a positive one. */
function before(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) - 1n);
  return view.getFloat64(0);
}
