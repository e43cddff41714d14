import type { MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { timingSafeEqual } from 'hono/utils/buffer';
import type { Problem } from './problem.ts';

/** The tokens as they are now, asked for with every request: they may be replaced meanwhile. */
export type TokenSource = () => Promise<readonly string[]>;

const remedy =
  'send "Authorization: Bearer <token>"; in Alertmanager: http_config.authorization.credentials_file';

function refusal(code: string, message: string): { message: { error: Problem } } {
  return { message: { error: { code, message, remedy } } };
}

/**
 * Lets a request pass that bears one of the tokens. Several are accepted, so that one can be replaced
 * without a gap. Tokens are compared in constant time (by hono, through digests).
 *
 * @param tokens at least one, each non-empty; a source that has none lets nobody pass
 * @throws TypeError when the list has none, or an empty one
 */
export function bearerAuthentication(tokens: readonly string[] | TokenSource): MiddlewareHandler {
  const source = typeof tokens === 'function' ? tokens : fixed(tokens);
  return bearerAuth({
    verifyToken: async (token) => {
      let isKnown = false;
      // All of them are compared, so that the time says nothing about which one it was.
      for (const known of await source()) {
        if ((await timingSafeEqual(known, token)) && known !== '') isKnown = true;
      }
      return isKnown;
    },
    noAuthenticationHeader: refusal('unauthenticated', 'the request bears no token'),
    invalidAuthenticationHeader: refusal(
      'bad-authorization',
      'the Authorization header is no bearer token',
    ),
    invalidToken: refusal('unknown-token', 'the token is not one that this server knows'),
  });
}

function fixed(tokens: readonly string[]): TokenSource {
  if (tokens.length === 0 || tokens.some((token) => token.trim() === '')) {
    throw new TypeError('bearerAuthentication: needs at least one token, and none may be empty');
  }
  const copy = [...tokens];
  return async () => copy;
}
