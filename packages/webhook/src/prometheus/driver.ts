import { PrometheusDriver } from 'prometheus-query';
import type { HttpRequest } from '../http-client/index.ts';

/** What is asked of the API. Instants and durations are milliseconds. */
export type ApiCall =
  | {
      readonly endpoint: 'query';
      readonly promql: string;
      readonly at: number | undefined;
      readonly timeoutMs: number;
    }
  | {
      readonly endpoint: 'query_range';
      readonly promql: string;
      readonly start: number;
      readonly end: number;
      readonly stepMs: number;
      readonly timeoutMs: number;
    }
  | {
      readonly endpoint: 'series';
      readonly selectors: readonly string[];
      readonly start: number;
      readonly end: number;
    };

/**
 * Has prometheus-query make a call, and hands over what came back. The library forms the request.
 * Its reading of an answer turns infinities into NaN, drops warnings, infos and the HTTP status,
 * and fails on native histograms: so its transport is ours, which keeps the answer for us and gives
 * the library an empty one. It posts forms, since its GET carries a body, which `fetch` refuses.
 *
 * This is the only file that imports the library.
 *
 * @param url the address before `/api/v1`
 */
export async function callThroughDriver<T>(
  url: string,
  call: ApiCall,
  send: (request: HttpRequest) => Promise<T>,
): Promise<T> {
  let answer: { readonly value: T } | undefined;
  const driver = new PrometheusDriver({
    endpoint: url,
    preferPost: true,
    requestInterceptor: {
      onFulfilled(config) {
        config.adapter = async (request) => {
          const value = await send({
            url: `${request.baseURL}${request.url}`,
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: form(call, String(request.data)),
          });
          answer = { value };
          return { data: empty(call), status: 200, statusText: '', headers: {}, config: request };
        };
        return config;
      },
    },
  });
  await make(driver, call);
  if (answer === undefined) throw new Error('prometheus-query sent no request');
  return answer.value;
}

async function make(driver: PrometheusDriver, call: ApiCall): Promise<void> {
  switch (call.endpoint) {
    case 'query':
      await driver.instantQuery(call.promql, instant(call.at ?? 0), duration(call.timeoutMs));
      return;
    case 'query_range':
      await driver.rangeQuery(
        call.promql,
        instant(call.start),
        instant(call.end),
        call.stepMs / 1000,
        duration(call.timeoutMs),
      );
      return;
    case 'series':
      await driver.series([...call.selectors], instant(call.start), instant(call.end));
      return;
  }
}

/** The library takes the number 0 for "no time given"; as a Date it is the epoch. */
function instant(at: number): number | Date {
  return at === 0 ? new Date(0) : at;
}

/** As Prometheus reads it: in whole milliseconds, and not zero. */
function duration(ms: number): string {
  return `${Math.max(1, Math.floor(ms))}ms`;
}

/** The library always sends a time; without one the database takes its own, which is meant. */
function form(call: ApiCall, body: string): string {
  if (call.endpoint !== 'query' || call.at !== undefined) return body;
  const fields = new URLSearchParams(body);
  fields.delete('time');
  return fields.toString();
}

function empty(call: ApiCall): unknown {
  const data = call.endpoint === 'series' ? [] : { resultType: 'vector', result: [] };
  return { status: 'success', data };
}
