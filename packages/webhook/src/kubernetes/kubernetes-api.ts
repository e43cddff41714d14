import { checkPathSegmentName } from '@flyball/core';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import { type GenericSchema, getDotPath, safeParse } from 'valibot';
import { sleepUntilDue } from '../deadline/index.ts';
import { exchange, type HttpAnswer, type LineReader } from '../http-client/index.ts';
import { type CallOptions, failure, type Result, success } from '../ports/index.ts';
import { type GeneratedApi, loadGeneratedApi } from './generated-api.ts';
import { type KubernetesOptions, readServer } from './kubernetes-options.ts';
import { type CallKind, waitBeforeRetry } from './retry.ts';
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

/** A call whose answer is a stream of lines. */
export interface KubernetesStream extends Omit<KubernetesCall<never>, 'kind' | 'schema'> {
  readonly lines: LineReader;
}

interface Prepared {
  readonly request: RequestContext;
  /** Method and path, as they may be shown. */
  readonly asked: string;
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
    const prepared = await this.#prepare(call);
    if (!prepared.ok) return prepared;
    const { request, asked } = prepared.value;
    const answer = await this.#try(call, request, asked);
    return answer.ok ? readAnswer(answer.value.body, call.schema, asked) : answer;
  }

  /** Sends a call that is answered bit by bit, as a watch is, until the server ends it. */
  async stream(call: KubernetesStream): Promise<Result<void>> {
    const prepared = await this.#prepare(call);
    if (!prepared.ok) return prepared;
    const { request, asked } = prepared.value;
    const answer = await this.#try({ ...call, kind: 'stream' }, request, asked);
    return answer.ok ? success(undefined) : answer;
  }

  async #prepare({
    names,
    request,
  }: Pick<KubernetesStream, 'names' | 'request'>): Promise<Result<Prepared>> {
    for (const name of names) {
      const problems = name === '' ? ['may not be empty'] : checkPathSegmentName(name);
      if (problems.length > 0) {
        return failure('invalid', `the name ${JSON.stringify(name)} ${problems.join(', ')}`);
      }
    }
    this.#generated ??= loadGeneratedApi(this.#server);
    const context = await request(await this.#generated);
    const asked = `${context.getHttpMethod()} ${new URL(context.getUrl()).pathname}`;
    return success({ request: context, asked });
  }

  async #try(
    call: CallOptions & { readonly kind: CallKind; readonly lines?: LineReader },
    request: RequestContext,
    asked: string,
  ): Promise<Result<HttpAnswer>> {
    const { kind, signal, lines } = call;
    const { sleep = sleepUntilDue, random = Math.random } = this.#options;
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const answer = await this.#send(request, asked, renewed, signal, lines);
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
    lines?: LineReader,
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
      lines,
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
