import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const packages = ['core', 'webhook', 'simulator'];

/** A project of a user, with the packed packages in it as an installer would unpack them. */
let project: string;

function files(name: string): readonly string[] {
  const folder = join(project, 'node_modules/@flyball', name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function runNode(statement: string): string {
  writeFileSync(join(project, 'user.mjs'), statement);
  return execFileSync(process.execPath, ['user.mjs'], { cwd: project, encoding: 'utf8' }).trim();
}

/** What a package depends on comes from our own installation; what is ours comes packed. */
function linkDependencies(source: string): void {
  const modules = join(source, 'node_modules');
  for (const entry of readdirSync(modules)) {
    if (entry === '@flyball' || entry.startsWith('.')) continue;
    const names = entry.startsWith('@')
      ? readdirSync(join(modules, entry)).map((name) => `${entry}/${name}`)
      : [entry];
    for (const name of names) {
      const link = join(project, 'node_modules', name);
      mkdirSync(join(link, '..'), { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(join(modules, name), link);
    }
  }
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'flyball-user-'));
  for (const name of packages) {
    const source = join(root, 'packages', name);
    const packed = join(project, name);
    mkdirSync(packed);
    execFileSync('npx', ['--yes', 'pnpm@12', 'pack', '--pack-destination', packed], {
      cwd: source,
    });
    const [tarball = ''] = readdirSync(packed);
    const target = join(project, 'node_modules/@flyball', name);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['xzf', join(packed, tarball), '--strip-components=1', '-C', target]);
    linkDependencies(source);
  }
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe.each(packages)('@flyball/%s', (name) => {
  test('has built code, types, its text and the license, and no sources', () => {
    const found = files(name);
    expect(found).toContain('dist/index.js');
    expect(found).toContain('dist/index.d.ts');
    expect(found).toContain('README.md');
    expect(found).toContain('LICENSE');
    expect(found.filter((file) => file.startsWith('src'))).toEqual([]);
    expect(found.filter((file) => file.endsWith('.tsbuildinfo'))).toEqual([]);
  });

  test('can be imported', () => {
    const statement = `import * as all from '@flyball/${name}'; console.log(Object.keys(all).length > 0);`;
    expect(runNode(statement)).toBe('true');
  });
});

test('core computes after being installed', () => {
  expect(
    runNode(`import { parseMilli } from '@flyball/core'; console.log(parseMilli('102312m'));`),
  ).toBe('102312');
});

test('the webhook listens after being installed', () => {
  const statement = `
    import { createApp, createAttention, createControl, createEmbeddedCluster, createScriptedMetric } from '@flyball/webhook';
    import { jsonLog, listen, systemClock as clock } from '@flyball/webhook/node';
    const cluster = createEmbeddedCluster({ clock });
    const log = jsonLog(process.stderr, clock);
    const metrics = createScriptedMetric({ clock });
    const control = createControl([], { clock, log, metrics, target: cluster.target, memory: cluster.memory, autoscalers: cluster.autoscalers, events: cluster.events });
    const listening = await listen(createApp({ control, attention: createAttention(control, { clock, log }), log, tokens: [] }), { port: 0 });
    console.log(await (await fetch(listening.url + '/api/v1/policies')).text());
    await listening.close();
  `;
  expect(runNode(statement)).toBe('{"policies":[]}');
});

test('the command runs after being installed', () => {
  const { bin, version } = JSON.parse(
    readFileSync(join(project, 'node_modules/@flyball/webhook/package.json'), 'utf8'),
  );
  const file = join(project, 'node_modules/@flyball/webhook', bin['flyball-webhook']);
  const printed = execFileSync(process.execPath, [file, '--version'], { encoding: 'utf8' });
  expect(printed).toContain(`flyball-webhook/${version} `);
  expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});
