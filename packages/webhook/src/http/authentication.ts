import type { Context, MiddlewareHandler } from 'hono';
import { timingSafeEqual } from 'hono/utils/buffer';
import { type Problem, problem } from './problem.ts';

/** Secrets as they are now, asked for with every request: they may be replaced meanwhile. */
export type SecretSource = () => Promise<readonly string[]>;

/** Who may call: whoever has one of these. */
export interface Callers {
  /** Bearer tokens. */
  readonly tokens: readonly string[] | SecretSource;
  /** Users of basic authentication with their passwords, each as `user:password`. */
  readonly users: readonly string[] | SecretSource;
}

/** A way to prove who one is. */
interface Scheme {
  readonly name: 'Bearer' | 'Basic';
  readonly known: SecretSource;
  /** What the header carries, as `known` has it; null when it carries nothing of the kind. */
  readonly read: (credentials: string) => string | null;
  readonly challenge: string;
  readonly remedy: string;
}

/**
 * Lets a request pass that bears one of the tokens, or a user with its password. Several of each are
 * accepted, so that one can be replaced without a gap. They are compared in constant time (through
 * digests), and all of them, so that the time says nothing about which one it was.
 *
 * @param callers a list may be empty, which leaves that scheme out; a source that has none now lets
 *   nobody pass
 * @returns null when both lists are empty: everybody may call
 * @throws TypeError when a list has an empty token, or a user without its password
 */
export function authentication({ tokens, users }: Callers): MiddlewareHandler | null {
  const schemes: Scheme[] = [];
  if (typeof tokens === 'function' || tokens.length > 0) {
    schemes.push({
      name: 'Bearer',
      known: sourceOf(tokens, (token) => token.trim() !== '', 'a token may not be empty'),
      read: (credentials) => credentials,
      challenge: 'Bearer realm="flyball"',
      remedy: 'send "Authorization: Bearer <token>"; in Alertmanager: http_config.authorization',
    });
  }
  if (typeof users === 'function' || users.length > 0) {
    schemes.push({
      name: 'Basic',
      known: sourceOf(users, (user) => /^[^:]+:./.test(user), 'a user is written user:password'),
      read: readBasic,
      challenge: 'Basic realm="flyball", charset="UTF-8"',
      remedy: 'send a user and its password; in Alertmanager: http_config.basic_auth',
    });
  }
  if (schemes.length === 0) return null;

  return async (context, next) => {
    const header = context.req.header('authorization');
    if (header === undefined) return refuse(context, schemes, 401, missing);
    const [, name = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(header.trim()) ?? [];
    const scheme = schemes.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const given = scheme?.read(credentials) ?? null;
    if (scheme === undefined || given === null) return refuse(context, schemes, 400, malformed);
    if (!(await isAmong(await scheme.known(), given))) {
      return refuse(context, schemes, 401, unknown[scheme.name]);
    }
    return next();
  };
}

const missing = { code: 'unauthenticated', message: 'the request does not say who sends it' };
const malformed = {
  code: 'bad-authorization',
  message: 'the Authorization header cannot be read as what this server asks for',
};
const unknown = {
  Bearer: { code: 'unknown-token', message: 'the token is not one that this server knows' },
  Basic: {
    code: 'unknown-user',
    message: 'the user with this password is not one that this server knows',
  },
};

function refuse(
  context: Context,
  schemes: readonly Scheme[],
  status: 400 | 401,
  what: Omit<Problem, 'remedy'>,
): Response {
  const remedy = schemes.map((scheme) => scheme.remedy).join('; or ');
  for (const { challenge } of schemes) {
    context.header('www-authenticate', challenge, { append: true });
  }
  return problem(context, status, { ...what, remedy });
}

async function isAmong(secrets: readonly string[], given: string): Promise<boolean> {
  let found = false;
  for (const secret of secrets) {
    if ((await timingSafeEqual(secret, given)) && secret !== '') found = true;
  }
  return found;
}

/** The `user:password` of RFC 7617, in UTF-8. */
function readBasic(credentials: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(credentials), (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes(':') ? text : null;
  } catch {
    return null;
  }
}

function sourceOf(
  secrets: readonly string[] | SecretSource,
  isOne: (secret: string) => boolean,
  rule: string,
): SecretSource {
  if (typeof secrets === 'function') return secrets;
  if (!secrets.every(isOne)) throw new TypeError(`authentication: ${rule}`);
  const copy = [...secrets];
  return async () => copy;
}
