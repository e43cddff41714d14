import type { Reading } from '@flyball/core';
import {
  Alertmanager,
  type AlertmanagerConfig,
  type Delivery,
  type Draw,
  type Webhook,
  type WebhookAnswer,
} from '../alertmanager/index.ts';
import { Attention, type LookResult } from '../attention/index.ts';
import type { RuleGroup, RuleStep } from '../rules/index.ts';
import { advanceTogether, nextEventOf, type Stage } from '../timing/index.ts';
import { MetricSources } from './metric-sources.ts';
import type { MetricsPath, PathEvent, PodsInView } from './metrics-path.ts';
import type { MetricSourceOptions, PrometheusOptions } from './path-options.ts';
import { prometheusStages } from './prometheus-stages.ts';

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
  readonly safetyPeriod?: number;
}

/**
 * The path of Flyball: Prometheus scrapes and evaluates its alerts, Alertmanager groups them and
 * calls the webhook, which looks at once and reads Prometheus itself. In one instant they act in that
 * order.
 *
 * @throws {RangeError} for an interval that is not positive, and a metric that nobody answers for
 */
export function flyballPath(options: FlyballPathOptions): MetricsPath {
  return new FlyballPath(options);
}

class FlyballPath implements MetricsPath {
  readonly #sources: MetricSources;
  readonly #attention: Attention;
  readonly #alertmanager: Alertmanager;
  readonly #wakes: (delivery: Delivery) => boolean;
  readonly #stages: readonly Stage[];
  #events: PathEvent[] = [];

  constructor(options: FlyballPathOptions) {
    const { startedAt, alertmanager: config, answer, draw, wakes = () => true } = options;
    const { syncPeriod, safetyPeriod } = options;
    this.#wakes = wakes;
    this.#sources = new MetricSources(options);
    this.#alertmanager = new Alertmanager({
      config,
      startedAt,
      draw,
      ...(answer === undefined ? {} : { answer }),
    });
    this.#attention = new Attention({
      startedAt,
      ...(syncPeriod === undefined ? {} : { syncPeriod }),
      ...(safetyPeriod === undefined ? {} : { safetyPeriod }),
    });
    this.#stages = [
      ...prometheusStages(options, (group, step) => this.#post(group, step)),
      ...this.#sources.stages,
      {
        nextEventAt: () => this.#alertmanager.nextEventAt(),
        advance: (to) => this.#deliver(to),
      },
      {
        nextEventAt: () => this.#attention.nextEventAt(),
        advance: (to) => {
          for (const look of this.#attention.advance(to)) {
            this.#events.push({ kind: 'look', ...look });
          }
        },
      },
    ];
  }

  nextEventAt(): number {
    return nextEventOf(this.#stages);
  }

  advance(to: number): readonly PathEvent[] {
    this.#events = [];
    advanceTogether(this.#stages, to);
    return this.#events;
  }

  readings(at: number, pods: PodsInView): readonly Reading[] {
    return this.#sources.readings(at, pods);
  }

  looked(at: number, result: LookResult): void {
    this.#attention.looked(at, result);
  }

  #post(group: string, step: RuleStep): void {
    this.#events.push({ kind: 'rules', at: step.at, group, step });
    if (step.sent.length === 0) return;
    this.#deliver(step.at);
    this.#alertmanager.postAlerts(step.at, step.sent);
  }

  #deliver(to: number): void {
    for (const delivery of this.#alertmanager.advance(to)) {
      this.#events.push({ kind: 'delivery', at: delivery.at, delivery });
      const heard = delivery.status >= 200 && delivery.status < 300;
      if (heard && this.#wakes(delivery)) this.#attention.deliver(delivery.message, delivery.at);
    }
  }
}
