import type { HttpAnswer } from '../http-client/index.ts';
import { type FailureReason, failure, type Remarks, type Result, success } from '../ports/index.ts';

/** What every successful answer of the API wraps its data in. */
export interface Envelope extends Remarks {
  readonly data: unknown;
}

/**
 * Reads the frame of an answer: JSON of Prometheus with its `status`, or whatever a proxy puts in
 * its place.
 *
 * @param origin who answered, for messages
 */
export function readEnvelope(answer: HttpAnswer, origin: string): Result<Envelope> {
  const body = parseObject(answer.body);
  if (body?.['status'] === 'success' && answer.status >= 200 && answer.status < 300) {
    // VictoriaMetrics says it this way when some of its stores did not respond.
    const partial = body['isPartial'] === true ? ['the answer is partial (isPartial)'] : [];
    return success({
      data: body['data'],
      warnings: [...texts(body['warnings']), ...partial],
      infos: texts(body['infos']),
    });
  }
  if (body?.['status'] === 'error') {
    const type = typeof body['errorType'] === 'string' ? body['errorType'] : 'error';
    const error = typeof body['error'] === 'string' ? body['error'] : '';
    return failure(
      byErrorType.get(type) ?? byStatus(answer.status),
      `${origin} answered ${answer.status} ${type}: ${error}`,
      answer.retryAfterMs,
    );
  }
  return failure(byStatus(answer.status), notTheApi(answer, origin), answer.retryAfterMs);
}

/** The classes of errors that Prometheus has; any other goes by its status. */
const byErrorType = new Map<string, FailureReason>([
  ['bad_data', 'invalid'],
  ['execution', 'invalid'],
  ['not_acceptable', 'invalid'],
  ['timeout', 'timeout'],
  ['canceled', 'timeout'],
  ['internal', 'unavailable'],
  ['unavailable', 'unavailable'],
  ['not_found', 'not-found'],
]);

function byStatus(status: number): FailureReason {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 405) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status >= 400) return 'invalid';
  return 'malformed';
}

function notTheApi({ status, contentType }: HttpAnswer, origin: string): string {
  const type = contentType === '' ? 'no content type' : contentType;
  const what = `${origin} answered ${status} with ${type}, not as the Prometheus API does`;
  if (status === 401 || status === 403) return `${what}; check the credentials`;
  if (status === 429 || status >= 500) return what;
  return `${what}; check the address and its path prefix`;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
