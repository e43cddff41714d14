import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Control } from '../control/index.ts';
import type { Failure } from '../ports/index.ts';
import { readPauseBody } from './pause-body.ts';
import { noSuchPolicy, type Problem, problem } from './problem.ts';

const maximumBodyBytes = 16 * 1024;

const annotated: Problem = {
  code: 'paused-by-annotation',
  message: 'the policy is paused by the annotation flyball.dev/paused',
  remedy: 'remove the annotation from its manifest',
};

/**
 * `POST /api/v1/policies/<namespace>/<name>/pause` and `…/resume`. Both look at the policy
 * afterwards, and answer with that look.
 */
export function pauseRoutes(control: Control, deadlineMs: number): Hono {
  const routes = new Hono();
  const configOf = (context: Context) => {
    const key = `${context.req.param('namespace')}/${context.req.param('name')}`;
    return control.policy(key);
  };
  const limit = bodyLimit({
    maxSize: maximumBodyBytes,
    onError: (context) =>
      problem(context, 413, {
        code: 'body-too-large',
        message: `the body is longer than ${maximumBodyBytes} bytes`,
        remedy: 'shorten the reason',
      }),
  });

  routes.post('/api/v1/policies/:namespace/:name/pause', limit, async (context) => {
    const config = configOf(context);
    if (config === undefined) return noSuchPolicy(context);
    const read = readPauseBody(await context.req.text());
    if (!read.ok) return problem(context, 400, badBody(read.message));
    const signal = AbortSignal.timeout(deadlineMs);
    const done = await control.pause(config.key, read.wish, signal);
    if (!done.ok) return problem(context, 503, notStored(done));
    return context.json({ look: await control.look(config.key, 'request', signal) });
  });

  routes.post('/api/v1/policies/:namespace/:name/resume', limit, async (context) => {
    const config = configOf(context);
    if (config === undefined) return noSuchPolicy(context);
    const signal = AbortSignal.timeout(deadlineMs);
    const done = await control.resume(config.key, signal);
    if (!done.ok) return problem(context, 503, notStored(done));
    if (config.settings.paused) return problem(context, 409, annotated);
    return context.json({ look: await control.look(config.key, 'request', signal) });
  });

  return routes;
}

function badBody(message: string): Problem {
  return {
    code: 'bad-pause',
    message,
    remedy: 'send nothing, or {"for": "30m", "by": "<who>", "reason": "<why>"} or part of it',
  };
}

function notStored({ message }: Failure): Problem {
  return {
    code: 'memory-unavailable',
    message: `nothing was changed, as far as is known: ${message}`,
    remedy: 'try again; it is safe to repeat',
  };
}
