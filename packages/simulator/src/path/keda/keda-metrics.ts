import type { Reading } from '@flyball/core';
import type { QueryRunner } from '../query/index.ts';
import { type Beat, type Process, Ticker } from '../timing/index.ts';
import {
  type PrometheusTrigger,
  readTrigger,
  servedMilli,
  type TriggerReading,
} from './prometheus-trigger.ts';

export interface KedaMetricsOptions {
  readonly triggers: readonly PrometheusTrigger[];
  readonly prometheus: QueryRunner;
  readonly startedAt: number;
  /** `pollingInterval`; every 30,000 ms from the start by default. */
  readonly polling?: Beat;
}

/** A poll: what decides whether the target may be at zero. */
export interface KedaPoll {
  readonly at: number;
  /** Whether any trigger is active. */
  readonly active: boolean;
  /** In the order of the triggers. */
  readonly readings: readonly TriggerReading[];
}

/**
 * KEDA's reading of metrics: it polls to know whether there is anything to do, and asks again
 * whenever the HorizontalPodAutoscaler asks it, unless a trigger uses cached metrics.
 */
export class KedaMetrics implements Process<KedaPoll> {
  readonly #options: KedaMetricsOptions;
  readonly #ticker: Ticker;
  #polled: readonly TriggerReading[] = [];

  /** @throws {RangeError} if the polling interval is not positive */
  constructor(options: KedaMetricsOptions) {
    const { startedAt, polling = { interval: 30_000, phase: startedAt } } = options;
    this.#options = options;
    this.#ticker = new Ticker(polling, startedAt);
  }

  nextEventAt(): number {
    return this.#ticker.nextEventAt();
  }

  advance(to: number): readonly KedaPoll[] {
    return this.#ticker.advance(to).map((at) => this.#poll(at));
  }

  /**
   * What the HorizontalPodAutoscaler is answered for a trigger, by its place.
   *
   * @throws {RangeError} if there is no such trigger
   */
  read(index: number, at: number): Reading {
    const trigger = this.#options.triggers[index];
    if (trigger === undefined) throw new RangeError(`there is no trigger ${index}`);
    const cached = trigger.useCachedMetrics === true ? this.#polled[index] : undefined;
    const reading = cached ?? this.#ask(trigger, at);
    if (!reading.ok) return { error: { message: reading.message } };
    return { values: [servedMilli(reading.value)], at };
  }

  #poll(at: number): KedaPoll {
    const readings = this.#options.triggers.map((trigger) => this.#ask(trigger, at));
    this.#polled = readings;
    return { at, active: readings.some((reading) => reading.ok && reading.active), readings };
  }

  /** KEDA asks for whole seconds. */
  #ask(trigger: PrometheusTrigger, at: number): TriggerReading {
    const second = Math.floor(at / 1000) * 1000;
    return readTrigger(trigger, this.#options.prometheus.run(trigger.query, second));
  }
}
