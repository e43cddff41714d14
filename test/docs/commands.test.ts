import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Runs a program until it ends, or until `stop` likes what it printed. */
function run(
  command: string,
  args: readonly string[],
  stop: (output: string) => boolean = () => false,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly output: string; readonly code: number | null; readonly end: () => void }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      detached: true,
    });
    const end = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    };
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (stop(output)) resolve({ output, code: null, end });
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code, end }));
  });
}

describe('the commands that the documentation names', () => {
  test.each(['README.md', 'CONTRIBUTING.md', 'examples/kong-tutorial/README.md'])(
    '%s names only scripts that exist',
    (file) => {
      const named = [...read(file).matchAll(/npx --yes pnpm@12 ([a-z]+)/g)].map(
        ([, name]) => name ?? '',
      );
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((name) => name !== 'install' && scripts[name] === undefined)).toEqual([]);
    },
  );

  test('CI runs the test command of the README', () => {
    const command = 'npx --yes pnpm@12 test';
    expect(read('README.md')).toContain(`\n${command}\n`);
    expect(read('.ci/run').trimEnd().split('\n').at(-1)).toBe(command);
  });
});

describe('the story', () => {
  test('start tells it, stays up, and the curl that it prints works', {
    timeout: 120_000,
  }, async () => {
    const said = await run(
      'npx',
      ['--yes', 'pnpm@12', 'start'],
      (text) => text.includes('Ctrl-C'),
      { PORT: '0' },
    );
    try {
      expect(said.output).toMatch(/\n1 → 3 → 7 → 10 → (\d → )*1\n/);
      expect(said.output).toContain(
        'Normal   SuccessfulRescale  horizontalpodautoscaler/command  New size: 3; reason: Service metric kong_upstream_latency_ms_60s_average above target',
      );
      const curl = /curl -s (\S+)/.exec(said.output)?.[1] ?? '';
      const answer = await fetch(curl);
      const body = (await answer.json()) as {
        policy: string;
        looks: { desiredReplicas: number }[];
      };
      expect(body.policy).toBe('kong/command');
      expect(body.looks[0]?.desiredReplicas).toBe(1);
    } finally {
      said.end();
    }
  });

  test('demo tells it and exits 0', { timeout: 120_000 }, async () => {
    const said = await run(process.execPath, ['build/examples/kong-tutorial/start.js', '--exit']);
    expect(said.code).toBe(0);
    expect(scripts['demo']).toMatch(/node build\/examples\/kong-tutorial\/start\.js --exit$/);
  });
});
