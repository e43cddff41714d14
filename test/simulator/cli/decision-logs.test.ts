import { RecentDecisions } from '@flyball/webhook';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../packages/simulator/src/cli/cli.ts';
import { tutorialWorld } from '../../support/tutorial-world.ts';

/** What the command line says about files of a decision log. */
async function flyball(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  let out = '';
  let told = '';
  const code = await runCli(
    argv,
    {
      write: (text) => {
        out += text;
      },
      tell: (text) => {
        told += text;
      },
      read: (path) => {
        const text = files[path];
        if (text === undefined) throw new Error('no such file');
        return text;
      },
      list: (folder) =>
        Object.keys(files).flatMap((path) =>
          path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
        ),
      filesBelow: () => null,
      create: () => {
        throw new Error('nothing is to be written');
      },
      interactive: false,
      width: 80,
    },
    '0.1.0',
  );
  return { code, out, told };
}

interface Told {
  readonly id: string;
  readonly explanation: string;
}

/** The webhook's own log of the tutorial, and what it said of each look. */
let webhookLog: string;
let looks: readonly Told[];
beforeAll(async () => {
  const decisions = new RecentDecisions({ flyball: '1.2.3' });
  const world = tutorialWorld({ decisions });
  const made: Told[] = [];
  const look = async (): Promise<void> => {
    world.clock.advance(2_000);
    const { signal } = new AbortController();
    made.push(await world.control.look('kong/command', 'alert', signal));
  };
  world.setLatency(102.312);
  for (let round = 0; round < 5; round++) await look();
  world.metric.setDefault(null);
  await look();
  const bounds = { minReplicas: 1, maxReplicas: 10 };
  const { target } = world.policy;
  world.cluster.autoscalers.apply({ namespace: 'kong', name: 'other', target, ...bounds });
  world.setLatency(1);
  await look();
  webhookLog = decisions.text();
  looks = made;
});

describe("explain reads the webhook's log", () => {
  test('and says of each look what the webhook said', async () => {
    for (const { id, explanation } of looks) {
      const { code, out, told } = await flyball(
        { 'now.ndjson': webhookLog },
        'explain',
        'now.ndjson',
        '--look',
        id,
      );
      expect(told).toBe('');
      expect(out).toBe(explanation);
      expect(code).toBe(0);
    }
  });

  test('of a folder, the last look by an instant in whatever file', async () => {
    const [policy = '', ...rest] = webhookLog.trimEnd().split('\n');
    const part = (from: number, to: number): string => [policy, ...rest.slice(from, to)].join('\n');
    const files = {
      'log/decisions-000001.ndjson': part(0, 3),
      'log/decisions-000002.ndjson': part(3, 6),
      'log/notes.txt': 'not read',
    };
    const { out } = await flyball(files, 'explain', 'log', '--at', '6s');
    expect(out).toBe(looks[3]?.explanation);
    const dated = await flyball(files, 'explain', 'log', '--at', '2026-01-01T00:00:09Z');
    expect(dated.out).toBe(looks[3]?.explanation);
  });

  test.each([
    [['--policy', 'kong/other'], 'no look is about kong/other; there is kong/command'],
    [['--look', 'gone'], 'now.ndjson holds no look gone'],
    [['--at', '2020-01-01T00:00:00Z'], 'there is no look before 2020-01-01T00:00:00Z; the first'],
  ])('%j', async (flags, message) => {
    const answer = await flyball({ 'now.ndjson': webhookLog }, 'explain', 'now.ndjson', ...flags);
    expect(answer.told).toContain(message);
    expect(answer).toMatchObject({ code: 2, out: '' });
  });

  test('passes over a line that cannot be used, with its place', async () => {
    const files = { 'now.ndjson': `{"at":1}\n${webhookLog}{"record":"deci` };
    const { code, out, told } = await flyball(files, 'explain', 'now.ndjson');
    expect(code).toBe(0);
    expect(out).toBe(looks[1]?.explanation);
    expect(told).toMatch(/^now\.ndjson:1 record: the line is no record of a decision or a policy;/);
    expect(told).toMatch(/\nnow\.ndjson:\d+ the line: is no JSON; .* remove it\n$/);
  });

  test('says where a look was decided otherwise, and ends with 1', async () => {
    const edited = webhookLog.replace(
      '"desiredReplicas":7,"rescale"',
      '"desiredReplicas":6,"rescale"',
    );
    const files = { 'now.ndjson': edited };
    const { id = '' } = looks[2] ?? {};
    const { code, told } = await flyball(files, 'explain', 'now.ndjson', '--look', id);
    expect(told).toBe('it was decided otherwise: desiredReplicas was 6, and is 7 now\n');
    expect(code).toBe(1);
  });

  test('a file that is not there', async () => {
    expect(await flyball({}, 'explain', 'gone.ndjson')).toEqual({
      code: 2,
      out: '',
      told: 'gone.ndjson cannot be read: no such file\n',
    });
  });
});

describe('replay', () => {
  test('every decision of the webhook comes out as it was', async () => {
    const files = { 'log/one.ndjson': webhookLog };
    const all = '7 looks of 1 policy: every one is decided again as it was\n';
    expect(await flyball(files, 'replay', 'log')).toEqual({ code: 0, out: all, told: '' });
    const { out } = await flyball(files, 'replay', 'log', '--json', '--policy', 'kong/command');
    expect(JSON.parse(out)).toEqual({
      looks: 7,
      policies: 1,
      replayed: 7,
      deviations: [],
      problems: [],
    });
  });

  test('one that does not is shown with both values, and ends with 1', async () => {
    const edited = webhookLog.replace(
      '"desiredReplicas":7,"rescale"',
      '"desiredReplicas":6,"rescale"',
    );
    const files = { 'now.ndjson': edited };
    const { code, out } = await flyball(files, 'replay', 'now.ndjson');
    expect(code).toBe(1);
    expect(out).toBe(
      `kong/command at 2026-01-01T00:00:06.000Z, look ${looks[2]?.id}:\n` +
        '  desiredReplicas was 6, and is 7 now\n' +
        '7 looks of 1 policy: 1 decided otherwise now\n',
    );
  });

  test('a line that cannot be used ends with 1', async () => {
    const { code, out, told } = await flyball(
      { 'a.jsonl': `${webhookLog}oops` },
      'replay',
      'a.jsonl',
    );
    expect(code).toBe(1);
    expect(told).toContain('a.jsonl:9 the line: is no JSON');
    expect(out).toContain('every one is decided again as it was; 1 line could not be used');
  });

  test.each([
    [['replay', 'x'], 'x is no decision log: give a file that ends in .ndjson, or a folder'],
    [['replay', 'a.ndjson', '--policy', 'x/y'], 'a.ndjson holds no such look'],
  ])('%j is a mistake', async (argv, message) => {
    const { code, told, out } = await flyball({ 'a.ndjson': webhookLog }, ...argv);
    expect(told).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});
