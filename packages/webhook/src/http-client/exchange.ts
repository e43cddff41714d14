import { type Deadline, startDeadline } from '../deadline/index.ts';
import { failure, type HttpFetch, type Result, success } from '../ports/index.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** None for a GET. */
  readonly body?: string;
}

/** An answer over HTTP, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfterMs?: number;
  readonly body: string;
}

export interface ExchangeLimits {
  readonly signal: AbortSignal;
  /** The longest wait for the answer; of a stream, until it begins. */
  readonly timeoutMs: number;
  /** The longest answer; of a stream, the longest line. */
  readonly maxResponseBytes: number;
}

/** What takes a stream of lines, as long as it lasts. */
export interface LineReader {
  /** The lines that have come since the last call; never an empty one. */
  readonly tell: (lines: readonly string[]) => void;
  /** A stream on which nothing comes for so long is given up. */
  readonly idleMs: number;
}

/**
 * Sends a request and reads the whole answer within the limits. Redirects are refused, not
 * followed: what we send holds credentials, and a redirected POST may arrive without its body.
 *
 * @param lines takes the body of a successful answer line by line; then the answer has none
 */
export async function exchange(
  fetch: HttpFetch,
  request: HttpRequest,
  limits: ExchangeLimits,
  lines?: LineReader,
): Promise<Result<HttpAnswer>> {
  const { url, method, headers, body } = request;
  const { origin } = new URL(url);
  const deadline = startDeadline(limits.signal, limits.timeoutMs);
  const { signal } = deadline;
  try {
    signal.throwIfAborted();
    const init = { method, headers: { ...headers }, signal, redirect: 'manual' } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    if (isRedirect(response)) {
      await response.body?.cancel();
      return failure(
        'malformed',
        `${origin} redirects${target(response, url)}, which is not followed; give the address where it ends`,
      );
    }
    const text =
      lines === undefined || !response.ok
        ? await readBody(response, limits.maxResponseBytes)
        : await readLines(response, limits.maxResponseBytes, lines, deadline);
    if (text === undefined) {
      return failure(
        'malformed',
        `${origin} answered more than ${limits.maxResponseBytes} bytes; ask for less, or raise maxResponseBytes`,
      );
    }
    const retryAfterMs = readRetryAfter(response.headers);
    return success({
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      body: text,
    });
  } catch (error) {
    if (!signal.aborted) {
      return failure('unavailable', `no connection to ${origin}${errorCode(error)}`);
    }
    return deadline.timedOut()
      ? failure('timeout', `no answer from ${origin} in time`)
      : failure('timeout', `the call to ${origin} was given up by its caller`);
  } finally {
    deadline.release();
  }
}

/** Node shows the status of a redirect that it did not follow, other runtimes an opaque 0. */
function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}

/** Where to, without the path: a redirect to a login page may carry a secret there. */
function target(response: Response, url: string): string {
  const location = response.headers.get('location');
  if (location === null) return '';
  try {
    return ` to ${new URL(location, url).origin}`;
  } catch {
    return '';
  }
}

/** The text of the body, or nothing when it is too long. */
async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Tells the lines as they come; nothing when one is too long. */
async function readLines(
  response: Response,
  maxBytes: number,
  { tell, idleMs }: LineReader,
  deadline: Deadline,
): Promise<string | undefined> {
  deadline.extend(idleMs);
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    deadline.extend(idleMs);
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    const whole = lines.filter((line) => line !== '');
    if (whole.length > 0) tell(whole);
    if (done) return '';
    if (rest.length > maxBytes) {
      await reader?.cancel();
      return undefined;
    }
  }
}

/** Seconds, or a date, which counts from the answer's own date: our clock may differ. */
function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined;
}

/** The system's word for what went wrong. The error's own message is not shown: it may quote us. */
function errorCode(error: unknown): string {
  for (const each of [error, error instanceof Error ? error.cause : undefined]) {
    if (typeof each !== 'object' || each === null || !('code' in each)) continue;
    if (typeof each.code === 'string') return ` (${each.code})`;
  }
  return '';
}
