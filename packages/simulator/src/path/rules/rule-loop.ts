import type { SeriesStore } from '../../promql/index.ts';
import type { Process } from '../timing/index.ts';
import type { AlertSnapshot } from './alert.ts';
import type { RuleEvaluation, RuleGroup, RuleStep } from './rule-group.ts';

export interface RuleLoopOptions {
  readonly group: RuleGroup;
  readonly store: SeriesStore;
  /** When Prometheus starts, in milliseconds. */
  readonly startedAt: number;
  /** Evaluations that are left out, as while Prometheus is down. */
  readonly fault?: (at: number) => 'skipped' | undefined;
}

/** Evaluates a rule group at the instants at which Prometheus would. */
export class RuleLoop implements Process<RuleStep> {
  readonly #evaluation: RuleEvaluation;
  readonly #fault: RuleLoopOptions['fault'];
  #next: number;

  constructor({ group, store, startedAt, fault }: RuleLoopOptions) {
    this.#evaluation = group.over(store, true);
    this.#fault = fault;
    this.#next = group.slots.firstAfterStart(startedAt);
  }

  alerts(): readonly AlertSnapshot[] {
    return this.#evaluation.alerts();
  }

  nextEventAt(): number {
    return this.#next;
  }

  advance(to: number): readonly RuleStep[] {
    const steps: RuleStep[] = [];
    while (this.#next <= to) {
      const at = this.#next;
      this.#next = this.#evaluation.group.slots.next(at);
      if (this.#fault?.(at) === undefined) steps.push(this.#evaluation.evaluate(at));
    }
    return steps;
  }
}
