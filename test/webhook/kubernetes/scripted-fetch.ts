import type { HttpFetch } from '@flyball/webhook';

/** A request as it was sent. */
export interface SentRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly breaks: string };

/** A `fetch` that answers from a list, in order, and keeps what it was asked. */
export class ScriptedFetch {
  readonly sent: SentRequest[] = [];
  readonly #answers: Answer[];

  constructor(...answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  /** `PATCH /apis/…` of all that was sent. */
  get lines(): readonly string[] {
    return this.sent.map(({ method, path }) => `${method} ${path}`);
  }

  readonly fetch: HttpFetch = async (url, init) => {
    const { pathname, search } = new URL(url);
    this.sent.push({
      method: init.method ?? 'GET',
      path: pathname + search,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
    });
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('no answer is left');
    if ('breaks' in answer) {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: answer.breaks } });
    }
    const { status, body, headers = {} } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
    return new Response(text, {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
  };
}

/** The explanation of an API server. */
export function status(code: number, reason: string, message: string): Answer {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code };
  return { status: code, body };
}

/** A Scale as an API server shows it. */
export function scale(replicas: number, resourceVersion: string): Answer {
  return {
    status: 200,
    body: {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'command', namespace: 'kong', uid: 'u-1', resourceVersion },
      spec: { replicas },
      status: { replicas: 3, selector: 'app=command' },
    },
  };
}
