import type { MetricsRoute, Routing } from '@flyball/core';
import type {
  AccessAnswer,
  AccessQuestion,
  AccessReviews,
  Clock,
  Result,
  User,
} from '../ports/index.ts';
import { ExpiringCache } from './expiring-cache.ts';

/** Whether somebody may do what was asked. */
export type Authorization =
  | { readonly kind: 'allowed' }
  /** Answered 403. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /** Nobody could be asked: answered 503. */
  | { readonly kind: 'unknown'; readonly problem: string };

export interface AuthorizerOptions {
  readonly reviews: AccessReviews;
  readonly clock: Clock;
  /** So long a permission counts, in milliseconds; 60,000 by default. */
  readonly allowedLifetimeMs?: number;
  /** So long a refusal counts, in milliseconds; 10,000 by default. */
  readonly deniedLifetimeMs?: number;
}

/** How many answers are remembered. */
const capacity = 16_384;

/** The longest wait for the API server's word. */
const reviewTimeoutMs = 10_000;

/** Has the API server say who may do what, and remembers it for a while. */
export class Authorizer {
  readonly #reviews: AccessReviews;
  readonly #answers: ExpiringCache<Result<AccessAnswer>>;

  constructor(options: AuthorizerOptions) {
    const { reviews, clock, allowedLifetimeMs = 60_000, deniedLifetimeMs = 10_000 } = options;
    this.#reviews = reviews;
    this.#answers = new ExpiringCache({
      clock,
      capacity,
      lifetimeOf: (answer) => {
        if (!answer.ok) return 0;
        return answer.value.allowed ? allowedLifetimeMs : deniedLifetimeMs;
      },
    });
  }

  async authorize(user: User, question: AccessQuestion): Promise<Authorization> {
    // The API server lets this group do everything, and may be away.
    if (user.groups.includes('system:masters')) return { kind: 'allowed' };
    const answer = await this.#answers.get(JSON.stringify([user, question]), () =>
      this.#reviews.mayDo(user, question, { signal: AbortSignal.timeout(reviewTimeoutMs) }),
    );
    if (!answer.ok) return { kind: 'unknown', problem: answer.message };
    if (answer.value.allowed) return { kind: 'allowed' };
    return { kind: 'forbidden', message: refusal(user, question, answer.value.reason) };
  }
}

/** What a request does, in the terms of the API server, which has judged it by the same. */
export function accessQuestion(routing: Routing, path: string): AccessQuestion {
  if (routing.kind === 'route') {
    const question = questionOf(routing.route);
    if (question !== undefined) return question;
  }
  return { kind: 'path', verb: 'get', path };
}

function questionOf(route: MetricsRoute): AccessQuestion | undefined {
  if (route.kind === 'external') {
    const { version, namespace, metric } = route;
    const external = { group: 'external.metrics.k8s.io', version, namespace, resource: metric };
    return { kind: 'resource', verb: 'list', ...external, subresource: '', name: '' };
  }
  if (route.kind !== 'custom') return undefined;
  const { version, namespace, resource, name, metric } = route;
  const custom = {
    kind: 'resource',
    verb: 'get',
    group: 'custom.metrics.k8s.io',
    version,
  } as const;
  return resource === 'namespaces' && namespace === ''
    ? // The path is namespaces/<name>/metrics/<metric>.
      { ...custom, namespace: name, resource: 'metrics', subresource: '', name: metric }
    : { ...custom, namespace, resource, subresource: metric, name };
}

/** In the words of the API server. */
function refusal({ name }: User, question: AccessQuestion, reason: string): string {
  const because = reason === '' ? '' : `: ${reason}`;
  if (question.kind === 'path') {
    return `forbidden: User "${name}" cannot ${question.verb} path "${question.path}"${because}`;
  }
  const { verb, group, namespace, resource, subresource, name: object } = question;
  const about = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = object === '' ? `${about}.${group}` : `${about}.${group} "${object}"`;
  return `${what} is forbidden: User "${name}" cannot ${verb} resource "${about}" in API group "${group}" ${where}${because}`;
}
