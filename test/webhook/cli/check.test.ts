import { afterEach, describe, expect, test } from 'vitest';
import { run } from '../../../packages/webhook/src/cli/run.ts';
import { type ApiServer, startApiServer } from '../../support/prometheus-api-server.ts';
import { tutorialFolder } from '../../support/tutorial-files.ts';
import { CollectedTerminal } from './collected-terminal.ts';

let server: ApiServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const rate = (part: string): string =>
  `sum by (exported_service) (rate(kong_upstream_latency_ms_${part}{exported_namespace="kong",exported_service="command"}[60s:10s]))`;

const policy = `kong/command → Deployment kong/command, 1 to 10 replicas
  kong_upstream_latency_ms_60s_average
    ${rate('sum')}
      /
    ${rate('count')}
`;

test('says what every policy scales and asks', async () => {
  const terminal = new CollectedTerminal();
  expect(await run(['check', tutorialFolder], terminal)).toBe(0);
  expect(terminal.printed.startsWith(`${policy}\n`), terminal.printed).toBe(true);
  expect(terminal.printed.endsWith('\n1 policy, no mistakes\n'), terminal.printed).toBe(true);
  expect(terminal.complaints).toBe('');
});

const answer = (value: string): string =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'vector',
      result: [{ metric: { exported_service: 'command' }, value: [1_700_000_000, value] }],
    },
  });

describe('with --prometheus, says what each query returns now', () => {
  test.each<
    readonly [what: string, status: number, body: string, code: number, said: string, sum: string]
  >([
    ['a value', 200, answer('102.312'), 0, '= 102.312', '1 of 1'],
    ['zero, which is a value', 200, answer('0'), 0, '= 0', '1 of 1'],
    ['no requests', 200, answer('NaN'), 1, 'no value: kong_upstream_latency_ms_60s', '0 of 1'],
    [
      'no series',
      200,
      '{"status":"success","data":{"resultType":"vector","result":[]}}',
      1,
      'no value: Prometheus has no sample of kong_upstream_latency_ms_60s_average',
      '0 of 1',
    ],
    ['an outage', 503, 'down', 1, 'no value: ', '0 of 1'],
  ])('%s', async (_, status, body, code, said, sum) => {
    server = await startApiServer(() => ({ status, body }));
    const terminal = new CollectedTerminal();
    expect(await run(['check', tutorialFolder, `--prometheus=${server.url}`], terminal)).toBe(code);
    expect(terminal.printed).toContain(`${policy}    ${said}`);
    expect(terminal.printed).toContain(`1 policy, no mistakes; ${sum} queries have a value\n`);
  });
});
