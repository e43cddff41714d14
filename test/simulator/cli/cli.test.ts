import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCli } from '../../../packages/simulator/src/cli/cli.ts';
import type { CommandIo } from '../../../packages/simulator/src/cli/io.ts';

const experiment = `
name: small
duration: 20m
seeds: 4
loads: {a: {kind: step, rates: [40, 160], changes: [5m]}}
service: {requests: {work: {law: exponential, mean: 20ms}}, pods: {initial: 2, startup: 10s}}
goal: {latency: 200ms, share: 95%}
policies:
  today: {kind: hpa, manifest: hpa.yaml}
  plenty: {kind: fixed, replicas: 12}
`;

const hpa = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 20
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;

/** A machine with a few files, that remembers what was written and told. */
function machine(files: Record<string, string> = {}) {
  const all = new Map(
    Object.entries({ 'shop/experiment.yaml': experiment, 'shop/hpa.yaml': hpa, ...files }),
  );
  const out: string[] = [];
  const told: string[] = [];
  const io: CommandIo = {
    write: (text) => void out.push(text),
    tell: (text) => void told.push(text),
    read(path) {
      const text = all.get(path);
      if (text === undefined) throw new Error(`no file ${path}`);
      return text;
    },
    list: (folder) =>
      [...all.keys()].flatMap((path) =>
        path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
      ),
    filesBelow(path) {
      const inside = [...all.keys()].filter((file) => file.startsWith(`${path}/`));
      return inside.length === 0 ? null : inside;
    },
    create(path, text) {
      if (all.has(path)) throw new Error('it is there already');
      all.set(path, text);
    },
    interactive: false,
    width: 80,
  };
  return {
    files: all,
    run: async (...argv: string[]) => {
      const code = await runCli(argv, io, '0.1.0');
      return { code, out: out.join(''), told: told.join('') };
    },
  };
}

describe('lint', () => {
  const latency = hpa.replace(
    /metrics: .*/,
    'metrics: [{type: Object, object: {metric: {name: latency_ms}, describedObject: {apiVersion: v1, kind: Service, name: web}, target: {type: Value, value: "60"}}}]',
  );

  const measured = {
    'shop/hpa.yaml': latency,
    'shop/experiment.yaml': experiment.replace(
      'policies:',
      'paths: {now: {kind: direct, meters: {latency_ms: {measure: latency, scale: 1000}}}}\npolicies:',
    ),
  };

  test.each<[files: Record<string, string>, argv: string[], code: number, last: string]>([
    [{}, ['shop'], 0, 'no errors, no warnings in 1 HorizontalPodAutoscaler, '],
    // The experiment beside it says 20 ms: 60 is three times that.
    [measured, ['shop'], 3, 'no errors, 1 warning in 1 Horizontal'],
    [measured, ['shop', '--fail-on', 'error'], 0, 'no errors, 1 warning'],
    [measured, ['shop', '--service-time', '90ms'], 3, '1 error, '],
    [{ 'shop/hpa.yaml': latency }, ['shop/hpa.yaml'], 0, 'no errors, no warnings, 1 piece of'],
    [{ 'shop/hpa.yaml': 'kind: [' }, ['shop', '--fail-on', 'never'], 2, '1 error, no warnings'],
  ])('files %#: ends with %i', async (files, argv, code, last) => {
    const ended = await machine(files).run('lint', ...argv);
    expect([ended.told, ended.code]).toEqual(['', code]);
    expect(ended.out.trimEnd().split('\n').at(-1)).toContain(last);
  });

  test('as JSON', async () => {
    const { out } = await machine(measured).run('lint', 'shop', '--json');
    const { findings, read } = JSON.parse(out);
    expect(read).toEqual({ autoscalers: 1, queries: 0, alertRules: 0, routings: 0 });
    expect(findings).toMatchObject([{ code: 'FB107', severity: 'warning', file: 'shop/hpa.yaml' }]);
  });

  test.each([
    [[], 'name files or folders to look at'],
    [['nowhere'], 'nowhere cannot be read: no file nowhere'],
    [['shop', '--fail-on', 'doubt'], '--fail-on doubt is not known; there is error, warning'],
    [['shop', '--service-time', 'long'], '--service-time long is no span; write it as 100ms'],
  ])('%o is refused', async (argv, message) => {
    const { code, told } = await machine().run('lint', ...argv);
    expect([code, told]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('several loads and paths', () => {
  const several = experiment
    .replace(
      'service:',
      'workload: {calm: a, busy: a * 2}\npaths: {slow: {kind: hpa, sync: 1m}, fast: {kind: hpa}}\nservice:',
    )
    .replace('seeds: 4', 'seeds: 2');
  const there = () => machine({ 'many/experiment.yaml': several, 'many/hpa.yaml': hpa });

  test('a table for each load, a row for each policy and path', async () => {
    const { code, out } = await there().run('compare', 'many', '--engine', 'backlog');
    expect(code).toBe(0);
    const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/)[0]);
    expect(rows.filter((row) => row === 'calm' || row === 'busy')).toEqual(['calm', 'busy']);
    expect(rows.filter((row) => row?.startsWith('today via'))).toEqual([
      'today via slow',
      'today via fast',
      expect.stringContaining('today via fast against today via slow'),
      'today via slow',
      'today via fast',
      expect.stringContaining('today via fast against today via slow'),
    ]);
  });

  test('one load and one policy over all of its paths, by their names', async () => {
    const args = ['--workload', 'busy', '--policy', 'today', '--engine', 'backlog', '--ndjson'];
    const { out } = await there().run('compare', 'many', ...args);
    const runs = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(runs.map(({ workload }) => workload))).toEqual(new Set(['busy']));
    expect(new Set(runs.map(({ policy }) => policy))).toEqual(
      new Set(['today via slow', 'today via fast']),
    );
  });

  test('a load that is not there is the user’s mistake', async () => {
    const { code, told } = await there().run('simulate', 'many', '--workload', 'calmer');
    expect(code).toBe(2);
    expect(told).toContain('no load is named calmer; there is calm, busy');
    const { told: none } = await there().run('explain', 'shop', '--workload', 'calm');
    expect(none).toContain('no load is named calm; the experiment has one without a name');
  });
});

describe('compare', () => {
  test('a table, and a verdict that says how sure it is', async () => {
    const { code, out, told } = await machine().run('compare', 'shop');
    expect(code).toBe(0);
    expect(told).toBe('');
    expect(out).toMatch(/^small {3}20m {3}4 seeds, common random numbers\n/);
    expect(out).toContain('goal: 95 % of requests within 200 ms');
    expect(out).toMatch(/ {2}today +\d/);
    expect(out).toMatch(
      /plenty against today: SLO missed −.* cost \+.*Keeps the goal better, and costs more\./,
    );
  });

  test('CSV, JSON and lines of JSON hold every run', async () => {
    const csv = await machine().run('compare', 'shop', '--csv');
    const rows = csv.out.trim().split('\n');
    expect(rows.length).toBe(1 + 2 * 4);
    expect(rows[0]).toMatch(/^policy,seed,requests,slow,lost,missedByRequest,/);
    const lines = await machine().run('compare', 'shop', '--ndjson', '--seeds', '2');
    expect(
      lines.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).policy),
    ).toEqual(['today', 'today', 'plenty', 'plenty']);
    const json = await machine().run(
      'compare',
      'shop',
      '--json',
      '--seeds',
      '2',
      '--first-seed',
      '7',
    );
    expect(JSON.parse(json.out)).toMatchObject({
      name: 'small',
      baseline: 'today',
      seeds: ['7', '8'],
    });
  });

  test('a condition that is met ends with 3 and says which', async () => {
    const met = await machine().run(
      'compare',
      'shop',
      '--fail-if',
      'pod-hours > 2',
      '--seeds',
      '2',
    );
    expect([met.code, met.told]).toEqual([3, 'failed, plenty: pod-hours > 2\n']);
    const kept = await machine().run('compare', 'shop', '--fail-if', 'p95 > 10s', '--seeds', '2');
    expect(kept.code).toBe(0);
  });

  test('only some policies, by another engine', async () => {
    const { out } = await machine().run(
      'compare',
      'shop',
      '--policy',
      'plenty',
      '--engine',
      'fluid',
    );
    expect(out).not.toContain('today');
  });
});

describe('simulate', () => {
  test('chart, figures and changes with their reasons', async () => {
    const { code, out } = await machine().run('simulate', 'shop');
    expect(code).toBe(0);
    expect(out).toContain('small · today   20m');
    expect(out).toContain('requests/s');
    expect(out).toMatch(/ {2}00:05:\d\d {2}2 → \d {2}cpu resource utilization/);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(140);
  });

  test('its looks are a log that explain reads, and that replays', async () => {
    const log = await machine().run('simulate', 'shop', '--ndjson');
    const one = machine({ 'looks.ndjson': log.out });
    const { code, out } = await one.run('explain', 'looks.ndjson');
    expect(code).toBe(0);
    expect(out).toMatch(/shop\/web at .*: 2 → \d replicas/);
    expect(await machine().run('explain', 'shop')).toEqual({ code, out, told: '' });
    expect(await machine({ 'looks.ndjson': log.out }).run('replay', 'looks.ndjson')).toEqual({
      code: 0,
      out: '80 looks of 1 policy: every one is decided again as it was\n',
      told: '',
    });
  });

  test('the same run twice, byte for byte', async () => {
    const once = await machine().run('simulate', 'shop', '--json', '--seed', '5');
    expect(await machine().run('simulate', 'shop', '--json', '--seed', '5')).toEqual(once);
  });
});

describe('explain', () => {
  test('the last look by an instant', async () => {
    const { out } = await machine().run('explain', 'shop', '--at', '10m');
    expect(out).toMatch(/^shop\/web at 00:(09|10):\d\d/);
    const dated = await machine().run('explain', 'shop', '--at', '2024-01-01T00:10:00Z');
    expect(dated.out).toBe(out);
  });

  test.each([
    [['--at', '1ms'], 'there is no look before 1ms; the first is at'],
    [['--at', 'soon'], '--at soon is neither a span, as 90s, nor an instant'],
    [['--policy', 'plenty'], 'shop holds no look of a controller'],
  ])('%j', async (flags, message) => {
    const { code, told } = await machine().run('explain', 'shop', ...flags);
    expect(code).toBe(2);
    expect(told).toContain(message);
  });
});

describe('init and schema', () => {
  test('what init writes can be compared', async () => {
    const one = machine();
    expect((await one.run('init', 'mine')).code).toBe(0);
    expect([...one.files.keys()]).toEqual(
      expect.arrayContaining([
        'mine/experiment.yaml',
        'mine/hpa.yaml',
        'mine/experiment.schema.json',
      ]),
    );
    const { code, out } = await one.run('compare', 'mine', '--seeds', '2', '--engine', 'backlog');
    expect(code).toBe(0);
    expect(out).toContain('oracle against today');
  });

  test('nothing that is there is written over', async () => {
    const { code, told } = await machine().run('init', 'shop');
    expect(code).toBe(2);
    expect(told).toContain('shop/experiment.yaml cannot be written: it is there already');
  });

  test('schema prints JSON', async () => {
    const { out } = await machine().run('schema');
    expect(JSON.parse(out)).toMatchObject({ title: 'Flyball experiment' });
  });
});

describe('mistakes of whoever types', () => {
  test.each([
    [['compare', 'gone'], 'gone is neither an experiment nor a folder with experiment.yaml'],
    [['compare', 'shop', '--policy', 'other'], 'no policy is named other; there is today, plenty'],
    [['compare', 'shop', '--engine', 'magic'], '--engine magic is not known'],
    [['compare', 'shop', '--fail-if', 'speed > 1'], 'is no condition; write one as'],
    [['compare', 'shop', '--fail-if', 'p95 > 1%'], 'needs a span, as 250ms'],
    [['simulate', 'shop', '--policy', 'other'], 'no policy is named other'],
    [['simulate'], 'missing required args'],
    [['compare', 'shop', '--sedes', '3'], 'Unknown option `--sedes`'],
    [
      ['compete', 'shop'],
      'compete is no command; there is simulate, compare, explain, replay, lint, init, schema',
    ],
  ])('%j ends with 2 and a mend', async (argv, message) => {
    const { code, told, out } = await machine().run(...argv);
    expect(code).toBe(2);
    expect(told).toContain(message);
    expect(out).toBe('');
  });

  test('mistakes in a file point into it', async () => {
    const files = { 'bad.yaml': experiment.replace('seeds: 4', 'seeds: many') };
    const { code, told } = await machine(files).run('compare', 'bad.yaml');
    expect(code).toBe(2);
    expect(told).toContain('bad.yaml:4:8  seeds\n  "many" is not a whole number from 1 to 10000');
  });
});

describe('help', () => {
  const lines: string[] = [];
  beforeEach(() => {
    vi.spyOn(console, 'info').mockImplementation((text: unknown) => void lines.push(String(text)));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    lines.length = 0;
  });

  test('teaches with examples', async () => {
    expect((await machine().run('compare', '--help')).code).toBe(0);
    expect(lines.join('\n')).toContain('flyball compare examples/web --seeds 50');
  });

  test('is what flyball alone prints', async () => {
    expect((await machine().run()).code).toBe(0);
    expect(lines.join('\n')).toContain('compare <experiment>');
  });

  test('the version', async () => {
    expect((await machine().run('--version')).code).toBe(0);
    expect(lines.join('\n')).toContain('flyball/0.1.0');
  });
});
