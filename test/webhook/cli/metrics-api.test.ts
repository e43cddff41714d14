import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../packages/webhook/src/cli/run.ts';
import { tutorialFolder } from '../../support/tutorial-files.ts';
import { CollectedTerminal } from './collected-terminal.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-metrics-cli-'));
  await writeFile(
    join(folder, 'bad.yaml'),
    'rules:\n- seriesQuery: load\n  metricsQuery: <<.Nothing>>\n',
  );
  await writeFile(join(folder, 'rules.yaml'), 'rules: []\nexternalRules: []\n');
  await writeFile(join(folder, 'empty.pem'), 'nothing');
});
afterAll(() => rm(folder, { recursive: true }));

describe('mistakes of the user end metrics-api with 2, and say what to do', () => {
  it.each([
    ['no such file', () => ['absent.yaml'], /absent\.yaml: there is no such file or folder/],
    [
      'a mistake in a file',
      () => [join(folder, 'bad.yaml')],
      /bad\.yaml:3:\d+ {2}rules\[0\]\.metricsQuery/,
    ],
    [
      'no Prometheus',
      () => [join(folder, 'rules.yaml')],
      /there is no Prometheus to ask; give --prometheus/,
    ],
    [
      'a bad address of it',
      () => [tutorialFolder, '--prometheus', 'prometheus:9090'],
      /neither http: nor https:/,
    ],
    [
      'half of TLS',
      () => [tutorialFolder, '--tls-cert', 'tls.crt'],
      /of --tls-cert and --tls-key one is missing/,
    ],
    ['a bad duration', () => [tutorialFolder, '--cache', 'soon'], /--cache soon is no duration/],
    [
      'a bad compatibility',
      () => [tutorialFolder, '--compatibility', 'keda'],
      /write flyball or prometheus-adapter/,
    ],
    [
      'names of no proxy',
      () => [tutorialFolder, '--requestheader-allowed-names', 'x'],
      /given without --requestheader-client-ca-file/,
    ],
    [
      'no authority',
      () => [tutorialFolder, '--client-ca', join(folder, 'empty.pem')],
      /holds no certificate/,
    ],
    ['no cluster', () => [tutorialFolder, '--kubeconfig', join(folder, 'none')], /none/],
  ])('%s', async (_, args, message) => {
    const terminal = new CollectedTerminal();
    expect(await run(['metrics-api', ...args()], terminal)).toBe(2);
    expect(terminal.complaints).toMatch(message);
  });
});
