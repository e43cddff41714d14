import {
  Alertmanager,
  type AlertmanagerConfig,
  type Delivery,
  type Draw,
  type Webhook,
  type WebhookAnswer,
} from '../alertmanager/index.ts';
import { Attention } from '../attention/index.ts';
import type { RuleGroup, RuleStep } from '../rules/index.ts';
import { MetricSources } from './metric-sources.ts';
import type { MetricsPath } from './metrics-path.ts';
import type { MetricSourceOptions, PrometheusOptions } from './path-options.ts';
import { PathRun } from './path-run.ts';
import { prometheusStages, ruleEvents } from './prometheus-stages.ts';

export interface FlyballPathOptions extends PrometheusOptions, MetricSourceOptions {
  /** With the alerting rules. */
  readonly ruleGroups: readonly RuleGroup[];
  readonly alertmanager: AlertmanagerConfig;
  /** Which deliveries wake this policy; by default all. */
  readonly wakes?: (delivery: Delivery) => boolean;
  /** How the webhook answers; by default with 200 at once. */
  readonly answer?: (webhook: Webhook, at: number) => WebhookAnswer;
  /** The source of randomness for Alertmanager's retries. */
  readonly draw: Draw;
  /** How often the webhook looks while the policy is awake; 15,000 ms by default. */
  readonly syncPeriod?: number;
  /** How often while it sleeps; 300,000 ms by default. */
  readonly safetyPeriod?: number;
  /** Whether the webhook looks by itself too, as `AttentionOptions` has it; true by default. */
  readonly timers?: boolean;
}

/**
 * The path of Flyball: Prometheus scrapes and evaluates its alerts, Alertmanager groups them and
 * calls the webhook, which looks at once and reads Prometheus itself. In one instant they act in that
 * order.
 *
 * @throws {RangeError} for an interval that is not positive, and a metric that nobody answers for
 */
export function flyballPath(options: FlyballPathOptions): MetricsPath {
  const sources = new MetricSources(options);
  const alertmanager = alertmanagerOf(options);
  const attention = attentionOf(options);
  const { wakes = () => true } = options;
  const run = new PathRun((emit) => {
    const deliver = (to: number): void => {
      for (const delivery of alertmanager.advance(to)) {
        emit({ kind: 'delivery', at: delivery.at, delivery });
        const heard = delivery.status >= 200 && delivery.status < 300;
        if (heard && wakes(delivery)) attention.deliver(delivery.message, delivery.at);
      }
    };
    const tell = ruleEvents(emit);
    const post = (group: string, step: RuleStep): void => {
      tell(group, step);
      if (step.sent.length === 0 || options.faults?.alerts?.(step.at) !== undefined) return;
      deliver(step.at);
      alertmanager.postAlerts(step.at, step.sent);
    };
    return [
      ...prometheusStages(options, post),
      ...sources.stages,
      { nextEventAt: () => alertmanager.nextEventAt(), advance: deliver },
      {
        nextEventAt: () => attention.nextEventAt(),
        advance: (to) => {
          for (const look of attention.advance(to)) {
            if (options.faults?.webhook?.(look.at) === undefined) emit({ kind: 'look', ...look });
          }
        },
      },
    ];
  });
  return {
    nextEventAt: () => run.nextEventAt(),
    advance: (to) => run.advance(to),
    readings: (at, pods) => sources.readings(at, pods),
    looked: (at, { troubled, ...look }) => {
      // Whoever does not reach Prometheus has found nothing out, whatever the decision says.
      const unreached = options.faults?.query?.(at) === 'unavailable';
      attention.looked(at, { ...look, troubled: troubled || unreached });
    },
  };
}

function alertmanagerOf({
  alertmanager: config,
  startedAt,
  draw,
  faults = {},
  answer = (_, at) => ({
    status: faults.webhook?.(at) === undefined && faults.alerts?.(at) === undefined ? 200 : 503,
    latency: 0,
  }),
}: FlyballPathOptions): Alertmanager {
  return new Alertmanager({ config, startedAt, draw, answer });
}

function attentionOf(options: FlyballPathOptions): Attention {
  const { startedAt, syncPeriod, safetyPeriod, timers } = options;
  const { namespace = 'default', name = '' } = options.policy.metadata;
  return new Attention({
    startedAt,
    policy: `${namespace}/${name}`,
    ...(syncPeriod === undefined ? {} : { syncPeriod }),
    ...(safetyPeriod === undefined ? {} : { safetyPeriod }),
    ...(timers === undefined ? {} : { timers }),
  });
}
