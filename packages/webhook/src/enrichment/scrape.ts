import { expositionFormat, type MetricFamily, metricFamilies, readExposition } from '@flyball/core';
import { exchange } from '../http-client/index.ts';
import { failure, type HttpFetch, type Result, success } from '../ports/index.ts';

export interface ScrapeLimits {
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** So many samples may be in one answer. */
  readonly maxSamples: number;
}

/**
 * Scrapes one gateway. All or nothing: an answer that is cut off, cannot be read, names a label
 * twice or is too long fails the whole, as it does in Prometheus.
 */
export async function scrape(
  fetch: HttpFetch,
  url: string,
  limits: ScrapeLimits,
  signal: AbortSignal,
): Promise<Result<readonly MetricFamily[]>> {
  const headers = { accept: 'text/plain;version=0.0.4, */*;q=0.1', 'user-agent': 'flyball' };
  const answer = await exchange(fetch, { url, method: 'GET', headers }, { ...limits, signal });
  if (!answer.ok) return answer;
  const { status, contentType, body } = answer.value;
  const refuse = (message: string) => failure('malformed', `${url}: ${message}`);
  if (status !== 200) return statusFailure(url, status);
  const format = expositionFormat(contentType);
  if (format === undefined) {
    const shown = contentType === '' ? 'no Content-Type' : contentType.slice(0, 100);
    return refuse(`${shown} is no format of metrics; is this the path of the metrics?`);
  }
  const reading = readExposition(body, format);
  if (!reading.ok) {
    const { line, column, message } = reading.problem;
    return refuse(`line ${line}, column ${column}: ${message}`);
  }
  const samples = reading.entries.filter((entry) => entry.kind === 'sample');
  if (samples.length > limits.maxSamples) {
    return refuse(`${samples.length} samples, more than the ${limits.maxSamples} that are taken`);
  }
  const doubled = samples.find(({ duplicateLabel }) => duplicateLabel !== undefined);
  if (doubled !== undefined)
    return refuse(`${doubled.duplicateLabel} is twice in ${doubled.series}`);
  return success(metricFamilies(reading.entries));
}

function statusFailure(url: string, status: number): Result<never> {
  const message = `${url} answered ${status}`;
  if (status === 401) return failure('unauthorized', message);
  if (status === 403) return failure('forbidden', message);
  if (status === 404) {
    return failure(
      'not-found',
      `${message}: nothing is at this path; is the prometheus plugin on?`,
    );
  }
  return status === 429 || status >= 500
    ? failure('unavailable', message)
    : failure('malformed', message);
}
