import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * What went wrong with a request, for a machine and for a person. Alertmanager copies the whole body
 * of a refused delivery into its log, so it is short and never repeats what was sent.
 */
export interface Problem {
  /** A fixed word to search for. */
  readonly code: string;
  readonly message: string;
  /** What the sender can do about it. */
  readonly remedy: string;
}

export function problem(context: Context, status: ContentfulStatusCode, body: Problem): Response {
  return context.json({ error: body }, status);
}

export function noSuchPolicy(context: Context): Response {
  return problem(context, 404, {
    code: 'no-such-policy',
    message: 'no policy of this name is configured',
    remedy: 'GET /api/v1/policies lists those that are',
  });
}
