import { EXPOSITION_CONTENT_TYPE, writeExposition } from '@flyball/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { problem } from '../http/index.ts';
import type { Log } from '../ports/index.ts';
import type { Enrichment } from './enrichment.ts';

export interface EnrichmentAppDependencies {
  readonly enrichment: Enrichment;
  readonly log: Log;
  /** Lets callers in; everybody if null, as `/metrics` of Kong's operator does. */
  readonly guard: MiddlewareHandler | null;
}

/** How long a round may take where the scrape does not say it: Prometheus' own default. */
const usualTimeoutMs = 10_000;

/** What the answer needs of the time that the scrape leaves. */
const reserveMs = 500;

/** `GET /metrics` for Prometheus, and `GET /healthz`: a Hono app, for any runtime. */
export function createEnrichmentApp(dependencies: EnrichmentAppDependencies): Hono {
  const { enrichment, log, guard } = dependencies;
  const app = new Hono();
  app.onError((error, context) => {
    log.write('error', 'request failed', { path: context.req.path, problem: error.message });
    return problem(context, 500, {
      code: 'internal',
      message: 'the enrichment failed on this request',
      remedy: 'see its log; a retry is safe',
    });
  });
  app.notFound((context) =>
    problem(context, 404, {
      code: 'no-such-path',
      message: 'there is nothing at this path',
      remedy: 'GET /metrics has the metrics of the data planes',
    }),
  );
  if (guard !== null) app.use('/metrics', guard);
  app.get('/metrics', async (context) => {
    const timeoutMs = scrapeTimeout(context.req.header('x-prometheus-scrape-timeout-seconds'));
    const families = await enrichment.collect({ signal: AbortSignal.timeout(timeoutMs) });
    return context.body(writeExposition(families), 200, {
      'content-type': EXPOSITION_CONTENT_TYPE,
    });
  });
  app.get('/healthz', (context) => context.text('ok\n'));
  return app;
}

/** Prometheus says in each scrape how long it waits. */
function scrapeTimeout(header: string | undefined): number {
  const seconds = Number(header);
  const whole = seconds > 0 && seconds < 3600 ? seconds * 1000 : usualTimeoutMs;
  return Math.max(whole - reserveMs, whole / 2);
}
