import { checkPathSegmentName } from '@flyball/core';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import { type GenericSchema, getDotPath, safeParse } from 'valibot';
import { exchange, type HttpAnswer } from '../http-client/index.ts';
import { type CallOptions, failure, type Result, success } from '../ports/index.ts';
import { type GeneratedApi, loadGeneratedApi } from './generated-api.ts';
import { type KubernetesOptions, readServer } from './kubernetes-options.ts';
import { sleepUntilDue, waitBeforeRetry } from './retry.ts';
import { statusFailure } from './status-failure.ts';

/** Headers whose values must never show up anywhere. */
const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** A call that the generated code has prepared. */
export interface KubernetesCall<Value> extends CallOptions {
  readonly kind: 'read' | 'write';
  /** Names that go into the path. One that the generated code would let climb out of it is refused. */
  readonly names: readonly string[];
  readonly request: (generated: GeneratedApi) => Promise<RequestContext>;
  /** Read from the answer, defensively: what does not fit is `malformed`. */
  readonly schema: GenericSchema<unknown, Value>;
}

/**
 * Sends what @kubernetes/client-node's generated API prepares: within deadlines, without following
 * redirects, with limits on answers, with credentials that are renewed once when refused, and with
 * a few retries where they can do no harm. All that fails is a value.
 *
 * The generated code makes paths, parameters and bodies. Answers are read by schemas of ours
 * instead of its own models: those believe whatever comes, and cost three times as much.
 */
export class KubernetesApi {
  readonly #options: KubernetesOptions;
  readonly #server: string;
  #generated: Promise<GeneratedApi> | undefined;

  /** @throws {KubernetesOptionsError} when the server's address is none */
  constructor(options: KubernetesOptions) {
    this.#options = options;
    this.#server = readServer(options.server);
  }

  async call<Value>(call: KubernetesCall<Value>): Promise<Result<Value>> {
    for (const name of call.names) {
      const problems = name === '' ? ['may not be empty'] : checkPathSegmentName(name);
      if (problems.length > 0) {
        return failure('invalid', `the name ${JSON.stringify(name)} ${problems.join(', ')}`);
      }
    }
    this.#generated ??= loadGeneratedApi(this.#server);
    const request = await call.request(await this.#generated);
    const asked = `${request.getHttpMethod()} ${new URL(request.getUrl()).pathname}`;
    const answer = await this.#try(call, request, asked);
    return answer.ok ? readAnswer(answer.value.body, call.schema, asked) : answer;
  }

  async #try(
    { kind, signal }: CallOptions & { readonly kind: 'read' | 'write' },
    request: RequestContext,
    asked: string,
  ): Promise<Result<HttpAnswer>> {
    const { sleep = sleepUntilDue, random = Math.random } = this.#options;
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const answer = await this.#send(request, asked, renewed, signal);
      if (answer.ok || signal.aborted) return answer;
      if (answer.reason === 'unauthorized' && !renewed) {
        renewed = true;
        continue;
      }
      const wait = waitBeforeRetry(answer, kind, tries, random());
      if (wait === null) return answer;
      await sleep(wait, signal);
    }
  }

  async #send(
    request: RequestContext,
    asked: string,
    renew: boolean,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer>> {
    const { fetch, credentials, userAgent = 'flyball' } = this.#options;
    const { timeoutMs = 10_000, maxResponseBytes = 16 * 2 ** 20 } = this.#options;
    let proof: Readonly<Record<string, string>>;
    try {
      proof = (await credentials?.headers(renew)) ?? {};
    } catch {
      // What a credential plugin says may hold what it must keep secret.
      return failure('unauthorized', `${asked}: the credentials could not be had`);
    }
    const body = request.getBody();
    const answer = await exchange(
      fetch,
      {
        url: request.getUrl(),
        method: request.getHttpMethod(),
        headers: { ...request.getHeaders(), 'user-agent': userAgent, ...proof },
        ...(typeof body === 'string' ? { body } : {}),
      },
      { signal, timeoutMs, maxResponseBytes },
    );
    if (!answer.ok) return { ...answer, message: `${asked}: ${answer.message}` };
    const { status } = answer.value;
    if (status >= 200 && status < 300) return answer;
    return statusFailure(answer.value, asked, secretsOf(proof));
  }
}

/** Each secret header as a whole, and the part of it behind the scheme. */
function secretsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers)
    .filter(([name]) => secretHeaders.has(name.toLowerCase()))
    .flatMap(([, value]) => [value, value.slice(value.indexOf(' ') + 1)]);
}

function readAnswer<Value>(
  body: string,
  schema: GenericSchema<unknown, Value>,
  asked: string,
): Result<Value> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return failure('malformed', `${asked}: the answer is not JSON`);
  }
  const read = safeParse(schema, value, { abortEarly: true });
  if (read.success) return success(read.output);
  const path = getDotPath(read.issues[0]);
  const place = path === null ? 'the answer' : `${path} in the answer`;
  return failure('malformed', `${asked}: ${place} is not what an API server sends`);
}
