import { createEnrichmentApp, type Enrichment } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { CollectedLog } from '../../support/collected-log.ts';

function appOf(collect: Enrichment['collect']) {
  const log = new CollectedLog();
  return { log, app: createEnrichmentApp({ enrichment: { collect }, log, guard: null }) };
}

test('GET /metrics answers in the text format', async () => {
  const samples = [{ name: 'a', labels: { b: 'c' }, value: 1 }];
  const { app } = appOf(async () => [{ name: 'a', type: 'gauge', samples }]);
  const answer = await app.request('/metrics');
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toBe('# TYPE a gauge\na{b="c"} 1\n');
});

test('a round may take what Prometheus gives it, less the time to answer', async () => {
  const { app } = appOf(
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve([]), { once: true });
      }),
  );
  const answer = await app.request('/metrics', {
    headers: { 'x-prometheus-scrape-timeout-seconds': '0.02' },
  });
  expect(answer.status).toBe(200);
});

test('a failure of ours is a 500 that says nothing of the inside', async () => {
  const { app, log } = appOf(() => Promise.reject(new Error('secret')));
  const answer = await app.request('/metrics');
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
  expect(log.lines).toHaveLength(1);
});

test('there is a health check, and nothing else', async () => {
  const { app } = appOf(async () => []);
  expect((await app.request('/healthz')).status).toBe(200);
  expect((await app.request('/')).status).toBe(404);
});
