import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAlertmanager } from '../support/alertmanager-server.ts';
import { startKongExporter } from '../support/kong-exporter.ts';
import { findPrograms } from '../support/programs.ts';
import { startPrometheus } from '../support/prometheus-server.ts';
import { describeWithPrograms } from './programs.ts';

describe('findPrograms', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flyball-programs-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('names what FLYBALL_TEST_BIN lacks and does not look elsewhere', async () => {
    const result = await findPrograms({
      environment: { FLYBALL_TEST_BIN: folder, PATH: process.env['PATH'] },
    });
    expect(result).toMatchObject({
      found: false,
      reason: expect.stringMatching(/lacks prometheus, promtool, alertmanager, amtool\./),
    });
  });

  it('says how to get them when it may not fetch them', async () => {
    const result = await findPrograms({
      environment: { PATH: folder },
      mayInstall: false,
    });
    expect(result).toMatchObject({
      found: false,
      reason: expect.stringContaining('apt-get install -y --no-install-recommends prometheus'),
    });
  });

  it('takes the upstream names, and reads the versions from the programs', async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    for (const name of ['prometheus', 'promtool', 'alertmanager', 'amtool']) {
      const version = name === 'prometheus' ? '3.16.0' : '0.34.2';
      await writeFile(join(bin, name), `#!/bin/sh\necho "${name}, version ${version} (x)" >&2\n`);
      await chmod(join(bin, name), 0o755);
    }
    expect(await findPrograms({ environment: { FLYBALL_TEST_BIN: bin } })).toEqual({
      found: true,
      programs: {
        prometheus: join(bin, 'prometheus'),
        promtool: join(bin, 'promtool'),
        alertmanager: join(bin, 'alertmanager'),
        amtool: join(bin, 'amtool'),
        versions: { prometheus: '3.16.0', alertmanager: '0.34.2' },
        folders: [bin],
      },
    });
  });
});

describe('the exporter that looks like Kong', () => {
  it('advances its histogram with the clock by the traffic that was set', async () => {
    let now = 0;
    const exporter = await startKongExporter({
      services: [{ namespace: 'kong', name: 'command' }],
      now: () => now,
    });
    try {
      exporter.setTraffic('command', { requestsPerSecond: 10, latencyMs: 102 });
      now = 1_550;
      exporter.setTraffic('command', { requestsPerSecond: 1, latencyMs: 70_000 });
      now = 3_050;
      const text = await (await fetch(exporter.url)).text();
      const value = (series: RegExp): number => Number(series.exec(text)?.[1]);
      // 15.5 requests are due in the first part, 1.5 in the second: 15, then 2.
      expect(value(/_bucket\{[^}]*le="100"\} (\d+)/)).toBe(0);
      expect(value(/_bucket\{[^}]*le="250"\} (\d+)/)).toBe(15);
      expect(value(/_bucket\{[^}]*le="60000"\} (\d+)/)).toBe(15);
      expect(value(/_bucket\{[^}]*le="\+Inf"\} (\d+)/)).toBe(17);
      expect(value(/_count\{[^}]*\} (\d+)/)).toBe(17);
      expect(value(/_sum\{[^}]*\} (\d+)/)).toBe(15 * 102 + 2 * 70_000);
      expect(text).toContain(
        '_count{namespace="kong",service="command",kubernetes_apiversion="v1",kubernetes_kind="service",kubernetes_name="command",kubernetes_namespace="kong",dataplane_url="https://10-0-0-1.dataplane-admin-kong.kong.svc:8444"} ',
      );
      exporter.reset('command');
      expect(exporter.text()).toMatch(/_count\{[^}]*\} 0\n/);
    } finally {
      await exporter.close();
    }
  });
});

describeWithPrograms('the real programs', (programs) => {
  it('Prometheus starts with history, answers from it, and leaves nothing behind', async () => {
    const server = await startPrometheus({
      programs,
      config: 'global: {scrape_interval: 1s}',
      history: ['# TYPE up gauge', 'up{job="kong"} 1 1767225600', '# EOF', ''].join('\n'),
    });
    const answer = await fetch(`${server.url}/api/v1/query?query=up&time=1767225610`);
    expect(await answer.json()).toMatchObject({
      data: { result: [{ metric: { job: 'kong' }, value: [1767225610, '1'] }] },
    });
    await server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    expect(existsSync(server.folder)).toBe(false);
  });

  it('Alertmanager starts, is stopped twice, and leaves nothing behind', async () => {
    const server = await startAlertmanager({
      programs,
      config: 'route: {receiver: nobody}\nreceivers: [{name: nobody}]',
    });
    const status = await fetch(`${server.url}/api/v2/status`);
    expect(await status.json()).toMatchObject({ cluster: { status: 'disabled' } });
    await server.stop();
    await server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    expect(existsSync(server.folder)).toBe(false);
  });

  it('a program that cannot start says why', async () => {
    await expect(startPrometheus({ programs, config: 'nonsense: true' })).rejects.toThrow(
      /field nonsense not found/,
    );
  });

  it('ends with the process that started it, even one that was killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flyball-parent-'));
    try {
      const source = join(import.meta.dirname, '../support/child-program.ts');
      const { code } = await transformWithOxc(await readFile(source, 'utf8'), source);
      await writeFile(join(folder, 'child-program.mjs'), code);
      await writeFile(
        join(folder, 'am.yml'),
        'route: {receiver: nobody}\nreceivers: [{name: nobody}]',
      );
      await writeFile(
        join(folder, 'parent.mjs'),
        `import { runProgram } from './child-program.mjs';
         const program = await runProgram({
           file: ${JSON.stringify(programs.alertmanager)},
           readyPath: '/-/ready',
           args: (port) => [
             '--config.file=am.yml', '--storage.path=data', '--cluster.listen-address=',
             '--web.listen-address=127.0.0.1:' + port,
           ],
         });
         console.log(program.pid);
         setInterval(() => {}, 1000);`,
      );
      const parent = spawn(process.execPath, ['parent.mjs'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const pid = await new Promise<number>((resolve, reject) => {
        parent.stdout.on('data', (chunk: Buffer) => resolve(Number(chunk)));
        parent.once('close', () => reject(new Error('the parent ended early')));
      });
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
