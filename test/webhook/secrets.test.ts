import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { run } from '../../packages/webhook/src/cli/run.ts';
import { createAuthority } from '../support/certificates.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { CollectedTerminal } from './cli/collected-terminal.ts';

/** Everything that nobody may ever read, each findable by the word that it begins with. */
const secrets = {
  caller: 'HUSHHUSHcallertoken',
  password: 'HUSHHUSHpassword',
  prometheus: 'HUSHHUSHprometheustoken',
  cluster: 'HUSHHUSHclustertoken',
  wrongCaller: 'HUSHHUSHwrongtoken',
  wrongPassword: 'HUSHHUSHwrongpassword',
  header: 'HUSHHUSHheader',
  label: 'HUSHHUSHlabel',
} as const;

/** How the cluster and Prometheus answer: each gives back whatever secret it was sent. */
type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

const sentBy = ({ headers }: IncomingMessage): string => String(headers.authorization ?? '');

const inAllWays: readonly (readonly [string, Misbehaviour])[] = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 503].flatMap(
    (code): readonly (readonly [string, Misbehaviour])[] => [
      [
        `a ${code} that explains itself and quotes the header`,
        (request, response) => {
          const message = `no: ${sentBy(request)}, ${sentBy(request).split(' ')[1]}`;
          response.writeHead(code, { 'content-type': 'application/json' }).end(
            JSON.stringify({
              kind: 'Status',
              apiVersion: 'v1',
              status: 'Failure',
              reason: message,
              message,
              code,
              details: { kind: 'deployments', name: 'command' },
              error: message,
              errorType: message,
            }),
          );
        },
      ],
      [
        `a ${code} of some proxy that prints the request`,
        (request, response) => {
          response
            .writeHead(code, `No ${sentBy(request)}`, { 'content-type': sentBy(request) })
            .end(`<html>${JSON.stringify(request.headers)}</html>`);
        },
      ],
    ],
  ),
  [
    'a redirect that carries it away',
    (request, response) => {
      const location = `http://elsewhere.example/${sentBy(request)}?token=${sentBy(request)}`;
      response.writeHead(302, { location: encodeURI(location) }).end(sentBy(request));
    },
  ],
  [
    'an answer that is no JSON',
    (request, response) => response.end(`{"token": ${sentBy(request)}`),
  ],
  [
    'an answer of another shape',
    (request, response) => response.end(JSON.stringify({ [sentBy(request)]: sentBy(request) })),
  ],
  [
    'a connection that breaks in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write(sentBy(request));
      setImmediate(() => response.destroy());
    },
  ],
  [
    'warnings that quote it',
    (request, response) =>
      response.end(
        JSON.stringify({
          status: 'success',
          data: { resultType: 'vector', result: [] },
          warnings: [sentBy(request)],
        }),
      ),
  ],
];

let folder: string;
let misbehave: Misbehaviour;
let other: Server;
let terminal: CollectedTerminal;
let running: Promise<number>;
const authority = createAuthority();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-files-'));
  misbehave = (_, response) => void response.writeHead(404).end('{}');
  other = createServer((request, response) => {
    request.resume().on('end', () => misbehave(request, response));
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  terminal = new CollectedTerminal();
});
afterEach(async () => {
  terminal.end();
  await running;
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  await rm(folder, { recursive: true });
});

async function start(): Promise<string> {
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = authority.server(['127.0.0.1']);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'one',
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
    clusters: [{ name: 'one', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'one', user: { token: secrets.cluster } }],
  };
  running = run(
    [
      'serve',
      tutorialFolder,
      `--prometheus=http://127.0.0.1:${port}/prometheus`,
      `--prometheus-token-file=${await write('prometheus', secrets.prometheus)}`,
      `--kubeconfig=${await write('kubeconfig', JSON.stringify(kubeconfig))}`,
      '--listen=127.0.0.1:0',
      `--token-file=${await write('token', secrets.caller)}`,
      `--basic-auth-file=${await write('user', `user:${secrets.password}`)}`,
      `--tls-cert=${await write('tls.crt', server.cert)}`,
      `--tls-key=${await write('tls.key', server.key)}`,
    ],
    terminal,
  );
  await waitUntil('it has looked', () => terminal.printed.includes('"event":"look '));
  return String(terminal.logged('listening')[0]?.['url']);
}

/** All of an answer that the caller, or the log of an Alertmanager, gets to see. */
function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    secureRequest(url, { method, headers, ca: authority.cert, agent: false }, (answer) => {
      let text = `${answer.statusCode} ${JSON.stringify(answer.rawHeaders)}\n`;
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end(body);
  });
}

const basic = (user: string): string => `Basic ${Buffer.from(user).toString('base64')}`;

function delivery(labels: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    version: '4',
    receiver: 'flyball',
    status: 'firing',
    alerts: [{ status: 'firing', labels, startsAt: '2026-01-01T00:00:00Z' }],
    groupKey: '{}:{}',
  });
}

const command = { namespace: 'kong', horizontalpodautoscaler: 'command' };
const known = { authorization: `Bearer ${secrets.caller}`, 'x-secret': secrets.header };

/** The words themselves, and as they travel in a header of basic authentication. */
function expectNone(output: string): void {
  expect(output).not.toMatch(/HUSHHUSH/i);
  expect(output).not.toContain('PRIVATE KEY');
  for (const secret of Object.values(secrets)) {
    expect(output).not.toContain(basic(`user:${secret}`).slice('Basic '.length));
    expect(output).not.toContain(encodeURIComponent(`Bearer ${secret}`));
  }
}

describe('no secret and no header is in a log, an error or an answer', () => {
  test.each(inAllWays)('when the cluster and Prometheus answer with %s', async (_, way) => {
    misbehave = way;
    const url = await start();
    const answers = [
      await ask(`${url}/api/v1/alerts`, 'POST', known, delivery(command)),
      await ask(`${url}/api/v1/policies`, 'GET', known),
      await ask(`${url}/api/v1/policies/kong/command`, 'GET', known),
    ];
    expect(answers[0]).toMatch(/^(200|503) /);
    expect(answers[1]).toMatch(/^200 .*[\s\S]*"outcome":"(failed|holding)"/);
    expectNone(answers.join('\n') + terminal.printed + terminal.complaints);
  });

  test('when callers are strangers, or send nonsense', async () => {
    const url = await start();
    const alerts = `${url}/api/v1/alerts`;
    const answers = [
      await ask(alerts, 'POST', { authorization: `Bearer ${secrets.wrongCaller}` }),
      await ask(alerts, 'POST', { authorization: basic(`user:${secrets.wrongPassword}`) }),
      await ask(alerts, 'POST', { authorization: secrets.wrongCaller }),
      await ask(alerts, 'POST', { authorization: `Digest ${secrets.wrongCaller}` }),
      await ask(alerts, 'POST', { ...known }, secrets.label),
      await ask(alerts, 'POST', { ...known }, delivery({ [secrets.label]: 1 })),
      await ask(alerts, 'POST', { ...known }, `{"${secrets.label}":"${secrets.label}"}`),
      await ask(alerts, 'POST', { ...known }, delivery({ secret: secrets.label })),
      await ask(alerts, 'POST', { ...known }, secrets.label.repeat(200_000)),
      await ask(`${url}/${secrets.label}`, 'GET', known),
      await ask(`${url}/api/v1/policies/kong/${secrets.label}`, 'GET', known),
      await ask(`${url}/api/v1/alerts`, 'GET', known),
    ];
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(
      '401 401 400 400 400 400 400 200 413 404 404 404'.split(' '),
    );
    expectNone(answers.join('\n') + terminal.printed + terminal.complaints);
  });

  test('when files of secrets are spoiled while it runs', async () => {
    const url = await start();
    for (const file of ['token', 'user', 'tls.key', 'tls.crt']) {
      await writeFile(join(folder, file), `${secrets.caller} ${secrets.password}`);
    }
    await ask(`${url}/api/v1/policies`, 'GET', known);
    await ask(`${url}/api/v1/policies`, 'GET', {
      authorization: basic(`user:${secrets.password}`),
    });
    expect(terminal.logged('secret file unusable, the last one stays in force')).toHaveLength(2);
    expect(terminal.logged('TLS files unusable, the last ones stay in force')).toHaveLength(1);
    expectNone(terminal.printed + terminal.complaints);
  });

  test.each([
    ['--token-file'],
    ['--basic-auth-file'],
    ['--prometheus-token-file'],
    ['--kubeconfig'],
  ])('when the file of %s is refused at the start', async (flag) => {
    const file = join(folder, 'spoiled');
    await writeFile(file, `${secrets.caller} ${secrets.password}\n`);
    const args = ['serve', tutorialFolder, '--prometheus=http://127.0.0.1:9', `${flag}=${file}`];
    running = run(args, terminal);
    expect(await running).toBe(2);
    expectNone(terminal.printed + terminal.complaints);
  });
});
