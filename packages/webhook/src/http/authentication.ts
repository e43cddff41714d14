import type { MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import type { Problem } from './problem.ts';

const remedy =
  'send "Authorization: Bearer <token>"; in Alertmanager: http_config.authorization.credentials_file';

function refusal(code: string, message: string): { message: { error: Problem } } {
  return { message: { error: { code, message, remedy } } };
}

/**
 * Lets a request pass that bears one of the tokens. Several are accepted, so that one can be replaced
 * without a gap. Tokens are compared in constant time (by hono, through digests).
 *
 * @param tokens at least one, each non-empty
 * @throws TypeError when there is none, or an empty one
 */
export function bearerAuthentication(tokens: readonly string[]): MiddlewareHandler {
  if (tokens.length === 0 || tokens.some((token) => token.trim() === '')) {
    throw new TypeError('bearerAuthentication: needs at least one token, and none may be empty');
  }
  return bearerAuth({
    token: [...tokens],
    noAuthenticationHeader: refusal('unauthenticated', 'the request bears no token'),
    invalidAuthenticationHeader: refusal(
      'bad-authorization',
      'the Authorization header is no bearer token',
    ),
    invalidToken: refusal('unknown-token', 'the token is not one that this server knows'),
  });
}
