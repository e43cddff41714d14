import { type InferOutput, number, object, optional, safeParse, string } from 'valibot';
import { type HttpAnswer, safeMessage } from '../http-client/index.ts';
import { type Failure, type FailureReason, failure } from '../ports/index.ts';

/** What matters of a `metav1.Status`. */
const statusSchema = object({
  message: optional(string(), ''),
  reason: optional(string(), ''),
  /** What the message is about, where it says so itself. */
  details: optional(object({ kind: optional(string(), '') }), { kind: '' }),
});

type Status = InferOutput<typeof statusSchema>;

/**
 * What an answer that is no success means. The API server explains itself with a Status; a proxy
 * in front of it answers with whatever it likes, of which only the kind is told.
 *
 * @param asked method and path, as they may be shown
 * @param secrets what we sent and must not show up, should the other side have echoed it
 */
export function statusFailure(
  answer: HttpAnswer,
  asked: string,
  secrets: readonly string[],
): Failure {
  const status = readStatus(answer.body);
  const reason = reasonOf(answer.status, status?.reason ?? '');
  return failure(reason, messageOf(answer, status, asked, secrets), answer.retryAfterMs);
}

/** The API server's own words where they name the object: so they stand in events, too. */
function messageOf(
  { status: code, contentType }: HttpAnswer,
  status: Status | null,
  asked: string,
  secrets: readonly string[],
): string {
  if (status === null) return `${asked}: ${code} ${notTheApi(contentType)}`;
  const words = safeMessage(status.message, secrets);
  return status.details.kind !== '' && words !== ''
    ? words
    : `${asked}: ${code} ${words}`.trimEnd();
}

/** What a Status means that comes in the middle of a stream, where it has no HTTP status. */
export function watchFailure(status: unknown, asked: string): Failure {
  const read = safeParse(streamedStatusSchema, status);
  if (!read.success) return failure('malformed', `${asked}: an error that does not explain itself`);
  const { code, reason, message } = read.output;
  return failure(reasonOf(code, reason), `${asked}: ${code} ${safeMessage(message, [])}`);
}

const streamedStatusSchema = object({
  code: optional(number(), 500),
  reason: optional(string(), ''),
  message: optional(string(), ''),
});

function readStatus(body: string): Status | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const read = safeParse(statusSchema, value);
  return read.success ? read.output : null;
}

function notTheApi(contentType: string): string {
  const kind = /^[\w.+-]+\/[\w.+-]+/.exec(contentType)?.[0] ?? 'nothing';
  return `with ${kind}, which is not how an API server explains itself`;
}

function reasonOf(httpStatus: number, statusReason: string): FailureReason {
  switch (httpStatus) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return statusReason === 'AlreadyExists' ? 'exists' : 'conflict';
    case 429:
      return 'throttled';
    case 410:
      return 'expired';
    default:
      if (httpStatus >= 500 || httpStatus === 408) return 'unavailable';
      return httpStatus >= 400 ? 'invalid' : 'malformed';
  }
}
