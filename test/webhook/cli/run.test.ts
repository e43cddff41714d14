import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../../packages/webhook/src/cli/run.ts';
import { tutorialFile, tutorialFolder } from '../../support/tutorial-files.ts';
import { CollectedTerminal } from './collected-terminal.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-cli-'));
  await writeFile(join(folder, 'empty'), '\n');
  await writeFile(join(folder, 'two'), 'one two\n');
  await writeFile(join(folder, 'token'), 'secret\n');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const prometheus = '--prometheus=http://127.0.0.1:9';
const serve = ['serve', tutorialFolder];

describe('a mistake on the command line is named, with its remedy, and ends with 2', () => {
  test.each<readonly [what: string, args: () => readonly string[], said: RegExp]>([
    [
      'no command',
      () => [],
      /no command is given; the commands are serve, check, enrich and metrics-api/,
    ],
    ['no such command', () => ['scale'], /there is no command scale; the commands are/],
    [
      'no policies',
      () => ['serve', prometheus],
      /there are no policies; give the folder in which they are, or --policies-from-configmaps/,
    ],
    [
      'a selector for nothing',
      () => [...serve, prometheus, '--policy-selector=a=b'],
      /--policy-selector is given without --policies-from-configmaps <namespace>/,
    ],
    [
      'a selector that is none',
      () => [...serve, prometheus, '--policies-from-configmaps=a', '--policy-selector=a in'],
      /--policy-selector a in is no label selector: .*; write it as for kubectl get -l/,
    ],
    ['no folder', () => ['check'], /check <folder>[\s\S]*--help/],
    ['two folders', () => ['check', 'a', 'b'], /Unused args: `b`/],
    ['no such flag', () => ['check', 'a', '--promotheus=x'], /Unknown option `--promotheus`/],
    ['a flag without its value', () => [...serve, '--listen'], /--listen <host:port>.* missing/],
    ['a flag twice', () => [...serve, prometheus, prometheus], /--prometheus is given several/],
    ['no Prometheus', () => serve, /--prometheus is missing; give the address/],
    ['no address', () => [...serve, '--prometheus=x'], /--prometheus: not an address: "x"/],
    ['a token for nothing', () => ['check', 'a', '--prometheus-token-file=x'], /without --prometh/],
    ['no port', () => [...serve, '--listen=localhost'], /--listen localhost is no address; write/],
    ['a port too large', () => [...serve, '--listen=:65536'], /--listen :65536 is no address/],
    ['no such folder', () => ['check', join(folder, 'no')], /no: there is no such folder/],
    ['a file as folder', () => ['check', join(folder, 'two')], /two is a file; give the folder/],
    [
      'a token file that is not there',
      () => [...serve, prometheus, `--token-file=${join(folder, 'no')}`],
      /no cannot be read: ENOENT/,
    ],
    [
      'an empty token file',
      () => [...serve, prometheus, `--token-file=${join(folder, 'empty')}`],
      /empty is empty; write the token into it/,
    ],
    [
      'two tokens in a file',
      () => [...serve, prometheus, `--token-file=${join(folder, 'two')}`],
      /two holds more than one word; give each token a file of its own/,
    ],
    [
      'a user without a password',
      () => [...serve, prometheus, `--basic-auth-file=${join(folder, 'token')}`],
      /token holds no user with its password; write user:password/,
    ],
    [
      'a certificate without a key',
      () => [...serve, prometheus, '--tls-cert=x'],
      /--tls-cert is given without --tls-key <file>/,
    ],
    [
      'a key without a certificate',
      () => [...serve, prometheus, '--tls-key=x'],
      /--tls-key is given without --tls-cert <file>/,
    ],
    [
      'clients without TLS',
      () => [...serve, prometheus, '--client-ca=x'],
      /--client-ca is given without --tls-cert <file> and --tls-key <file>/,
    ],
    [
      'names without an authority',
      () => [...serve, prometheus, '--client-name=x'],
      /--client-name is given without --client-ca <file>, and nobody vouches for a name/,
    ],
    [
      'a certificate that is none',
      () => [
        ...[...serve, prometheus, `--tls-cert=${join(folder, 'token')}`],
        `--tls-key=${join(folder, 'token')}`,
      ],
      /token holds no certificate; give it in PEM/,
    ],
    ['a size of no decision log', () => [...serve, '--decision-log-size=64Mi'], /size is given wi/],
    [
      'a decision log of a few bytes',
      () => [...serve, '--decision-log=x', '--decision-log-size=10k'],
      /--decision-log-size 10k is no size of 64Ki or more; write one such as 64Mi/,
    ],
    [
      'a decision log that has no size',
      () => [...serve, '--decision-log=x', '--decision-log-size=big'],
      /--decision-log-size big is no size/,
    ],
    [
      'a decision log of one file',
      () => [...serve, '--decision-log=x', '--decision-log-files=1'],
      /--decision-log-files 1 is no number of files; write 2 or more/,
    ],
    [
      'no such kubeconfig',
      () => [...serve, prometheus, `--kubeconfig=${join(folder, 'no')}`],
      /no/,
    ],
  ])('%s', async (_, args, said) => {
    const terminal = new CollectedTerminal();
    expect(await run(args(), terminal)).toBe(2);
    expect(terminal.complaints).toMatch(said);
    expect(terminal.printed).toBe('');
  });
});

describe('without a token it listens only where no other machine reaches it', () => {
  test.each([['0.0.0.0:8787'], ['10.0.0.7:8787'], ['[::]:8787'], ['webhook.example:8787']])(
    '%s is refused',
    async (address) => {
      const terminal = new CollectedTerminal();
      expect(await run([...serve, prometheus, `--listen=${address}`], terminal)).toBe(2);
      expect(terminal.complaints).toMatch(
        /without --token-file anybody there could scale.*give --token-file <file>, --basic-auth-file <file> or --client-ca <file>, or listen with --listen 127\.0\.0\.1:8787/,
      );
    },
  );

  // A kubeconfig that is not there is the next thing to fail: the address was accepted.
  test.each([['127.0.0.1:0'], ['127.8.8.8:0'], ['localhost:0'], ['[::1]:0'], ['0']])(
    '%s is accepted',
    async (address) => {
      const terminal = new CollectedTerminal();
      const nowhere = `--kubeconfig=${join(folder, 'nowhere')}`;
      expect(await run([...serve, prometheus, nowhere, `--listen=${address}`], terminal)).toBe(2);
      expect(terminal.complaints).toContain('nowhere');
    },
  );

  test('and with a token, everywhere', async () => {
    const terminal = new CollectedTerminal();
    const token = `--token-file=${join(folder, 'token')}`;
    const nowhere = `--kubeconfig=${join(folder, 'nowhere')}`;
    expect(await run([...serve, prometheus, nowhere, token, '--listen=0.0.0.0:0'], terminal)).toBe(
      2,
    );
    expect(terminal.complaints).toContain('nowhere');
    expect(terminal.complaints).not.toContain('secret');
  });
});

test('a mistake in a manifest is shown with file, line and remedy, by both commands', async () => {
  const policies = await mkdtemp(join(folder, 'policies-'));
  const hpa = tutorialFile('hpa.yaml', (text) => text.replace('maxReplicas: 10', 'maxReplicas: 0'));
  await writeFile(join(policies, 'hpa.yaml'), hpa.text);
  await writeFile(join(policies, 'values.yaml'), tutorialFile('values.yaml').text);
  for (const args of [
    ['check', policies],
    ['serve', policies, prometheus],
  ]) {
    const terminal = new CollectedTerminal();
    expect(await run(args, terminal)).toBe(2);
    expect(terminal.complaints).toMatch(/hpa\.yaml:12:\d+ {2}spec\.maxReplicas\n {2}.*\n/);
    expect(terminal.complaints).toMatch(/\n\d mistakes? in /);
  }
});

describe('help', () => {
  test.each([
    ['--help', ['serve [folder]', 'check <folder>', 'Examples:']],
    ['serve --help', ['--token-file <file>', '--kubeconfig <file>', '--listen 0.0.0.0:8787']],
    ['check --help', ['--prometheus <url>', 'exit code 2', 'exit code 1']],
    ['--version', ['flyball-webhook/']],
  ])('%s', async (args, said) => {
    const print = vi.spyOn(console, 'info').mockReturnValue();
    expect(await run(args.split(' '), new CollectedTerminal())).toBe(0);
    for (const text of said) expect(print.mock.calls.join('\n')).toContain(text);
  });
});
