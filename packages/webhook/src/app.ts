import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import {
  type Alert,
  compileAlertMatchers,
  type NotificationProblem,
  parseNotification,
  type WakeablePolicy,
} from './alertmanager/index.ts';
import type { PolicyConfig } from './config/index.ts';
import type { Attention, Control, Look } from './control/index.ts';
import type { RecentDecisions } from './decision-log/index.ts';
import {
  authentication,
  type Callers,
  noSuchPolicy,
  type Problem,
  pauseRoutes,
  problem,
} from './http/index.ts';
import type { Log } from './ports/index.ts';

/** What the app is made of. It reads no environment: whoever builds it does. */
export interface AppDependencies {
  readonly control: Control;
  /** Over the same control. */
  readonly attention: Attention;
  readonly log: Log;
  /**
   * Bearer tokens that callers may use; several while one is being replaced. A source is asked with
   * every request. Without tokens and without users everybody is let in, for an app that only this
   * machine can reach, or that stands behind something that knows its callers.
   */
  readonly tokens: Callers['tokens'];
  /**
   * Users of basic authentication, each as `user:password`.
   * @defaultValue none
   */
  readonly users?: Callers['users'];
  /** What `GET /api/v1/decisions` shows; without it there is no such path. */
  readonly decisions?: RecentDecisions;
  /**
   * The longest body that is read, in bytes.
   * @defaultValue 1 MiB
   */
  readonly maximumBodyBytes?: number;
  /**
   * How long a delivery may take, in milliseconds. Alertmanager waits for the answer and holds its
   * group until it comes.
   * @defaultValue 2,500
   */
  readonly deadlineMs?: number;
  /**
   * How long `POST /api/v1/reconcile` may take, in milliseconds: whoever calls it by a schedule
   * waits longer than Alertmanager does.
   * @defaultValue 25,000
   */
  readonly reconcileDeadlineMs?: number;
}

/** The webhook as a Hono app: give `fetch` to any runtime. */
export function createApp(dependencies: AppDependencies): Hono {
  const { control, attention, log, tokens, users = [], decisions } = dependencies;
  const { maximumBodyBytes = 1024 * 1024, deadlineMs = 2_500 } = dependencies;
  const { reconcileDeadlineMs = 25_000 } = dependencies;
  const policiesOf = alertMatching(control);
  const app = new Hono();

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    log.write('error', 'request failed', { path: context.req.path, problem: error.message });
    return problem(context, 500, {
      code: 'internal',
      message: 'the webhook failed on this request',
      remedy: 'see the log of the webhook; a retry is safe',
    });
  });
  app.notFound((context) =>
    problem(context, 404, {
      code: 'no-such-path',
      message: 'there is nothing at this path',
      remedy: 'POST /api/v1/alerts takes alerts, GET /api/v1/policies lists policies',
    }),
  );

  const guard = authentication({ tokens, users });
  if (guard !== null) app.use('/api/*', guard);

  app.post(
    '/api/v1/alerts',
    bodyLimit({
      maxSize: maximumBodyBytes,
      onError: (context) =>
        problem(context, 413, {
          code: 'body-too-large',
          message: `the body is longer than ${maximumBodyBytes} bytes`,
          remedy: 'set max_alerts in webhook_configs, or raise the limit of the webhook',
        }),
    }),
    async (context) => {
      const read = parseNotification(await context.req.text());
      if (!read.ok) return problem(context, 400, badNotification(read.problems));

      const deliveries = read.notification.alerts.map((alert) => ({
        alert,
        policies: policiesOf(alert),
      }));
      const looks = await attention.deliver(deliveries, AbortSignal.timeout(deadlineMs));
      const alerts = deliveries.map(({ alert: { fingerprint, status }, policies }) => ({
        fingerprint,
        status,
        policies,
      }));
      return context.json({ alerts, looks }, looks.some(retryMends) ? 503 : 200);
    },
  );

  app.post('/api/v1/reconcile', async (context) => {
    const key = context.req.query('policy');
    if (key !== undefined && control.policy(key) === undefined) return noSuchPolicy(context);
    const signal = AbortSignal.timeout(reconcileDeadlineMs);
    const looks = await attention.reconcile(key === undefined ? null : [key], signal);
    const answer = key === undefined ? looks.map(brief) : looks;
    return context.json({ looks: answer }, looks.some(retryMends) ? 503 : 200);
  });

  app.get('/api/v1/policies', (context) =>
    context.json({
      policies: control.policies.map(({ key }) => ({
        policy: key,
        ...attention.state(key),
        look: control.looks(key)[0] ?? null,
      })),
    }),
  );

  app.get('/api/v1/policies/:namespace/:name', (context) => {
    const key = `${context.req.param('namespace')}/${context.req.param('name')}`;
    const config = control.policy(key);
    if (config === undefined) return noSuchPolicy(context);
    return context.json({
      policy: key,
      ...attention.state(key),
      mode: config.settings.mode,
      target: config.target,
      minReplicas: config.manifest.spec.minReplicas,
      maxReplicas: config.manifest.spec.maxReplicas,
      queries: config.metrics.map((query) => ({
        metric: query.name,
        promql: 'promql' in query ? query.promql : null,
      })),
      looks: control.looks(key),
    });
  });

  if (decisions !== undefined) {
    app.get('/api/v1/decisions', (context) =>
      context.body(decisions.text(context.req.query('policy')), 200, {
        'content-type': 'application/x-ndjson',
      }),
    );
  }

  app.route('/', pauseRoutes(control, deadlineMs));
  return app;
}

/** What came of a look, without the way to it: of thousands, the whole would be too much. */
function brief(look: Look): Partial<Look> {
  const { id, policy, outcome, currentReplicas, desiredReplicas, reason, problems } = look;
  return { id, policy, outcome, currentReplicas, desiredReplicas, reason, problems };
}

/** Which of the policies that are in force an alert wakes. */
function alertMatching(control: Control): (alert: Alert) => readonly string[] {
  let policies: Control['policies'] | undefined;
  let match: ReturnType<typeof compileAlertMatchers> = () => [];
  return (alert) => {
    if (policies !== control.policies) {
      policies = control.policies;
      match = compileAlertMatchers(policies.map(wakeable));
    }
    return match(alert);
  };
}

function wakeable({ key, subject, settings }: PolicyConfig): WakeablePolicy {
  const { namespace, name } = subject;
  return { key, namespace, name, matchers: settings.alerts };
}

/** Whether asking Alertmanager for a retry (a 5xx) can make this look succeed. */
function retryMends(look: Look): boolean {
  const incomplete = look.outcome === 'failed' || look.outcome === 'holding';
  return incomplete && look.problems.some(({ retryable }) => retryable);
}

function badNotification(problems: readonly NotificationProblem[]): Problem {
  return {
    code: 'bad-notification',
    message: problems
      .map(({ path, problem }) => `${path === '' ? 'the body' : path} ${problem}`)
      .join('; '),
    remedy: "send Alertmanager's own body, version 4: webhook_configs without a payload template",
  };
}
