import { type BoundQuery, EvaluationError, type SeriesStore } from '../../promql/index.ts';
import type { AlertSnapshot, SentAlert } from './alert.ts';
import { AlertingRule } from './alerting-rule.ts';
import { type CompiledRule, compileRules } from './compile-rules.ts';
import { EvaluationSlots } from './evaluation-phase.ts';
import { RecordingRule } from './recording-rule.ts';
import type { RuleGroupFile } from './rule-file.ts';
import type { RuleGroupOptions } from './rule-group-options.ts';
import { RuleFailure, type RuleOutput } from './rule-output.ts';
import { RuleWriter } from './rule-writer.ts';

/** What one evaluation of a group did. */
export interface RuleStep {
  readonly at: number;
  /** What goes to Alertmanager. */
  readonly sent: readonly SentAlert[];
  /** Rules that failed, by their place in the group. */
  readonly errors: ReadonlyMap<number, Error>;
}

/** A rule group, read and checked once, to be put over any number of stores. */
export class RuleGroup {
  readonly name: string;
  /** In milliseconds, as the others. */
  readonly interval: number;
  readonly queryOffset: number;
  readonly resendDelay: number;
  readonly limit: number;
  /** When Prometheus evaluates it. */
  readonly slots: EvaluationSlots;
  readonly #rules: readonly CompiledRule[];

  /** @throws {RuleGroupError} with everything that is wrong */
  constructor(file: RuleGroupFile, options: RuleGroupOptions = {}) {
    const compiled = compileRules(file, options);
    this.name = file.name;
    this.interval = compiled.interval;
    this.queryOffset = compiled.queryOffset;
    this.limit = file.limit ?? 0;
    this.resendDelay = options.resendDelay ?? 60_000;
    this.slots = new EvaluationSlots(options.file ?? 'rules.yml', file.name, this.interval);
    this.#rules = compiled.rules;
  }

  /**
   * Puts the group over a store.
   *
   * @param justStarted whether Prometheus has started only now: it then writes `ALERTS` from the
   *   third evaluation on, for it looks first how long alerts have been pending
   */
  over(store: SeriesStore, justStarted = false): RuleEvaluation {
    return new RuleEvaluation(this, this.#rules, store, justStarted);
  }
}

interface RunningRule {
  readonly query: BoundQuery;
  readonly rule: AlertingRule | RecordingRule;
  readonly writer: RuleWriter;
}

const EVALUATIONS_BEFORE_RESTORE = 2;

/** A group at work over one store. */
export class RuleEvaluation {
  readonly group: RuleGroup;
  readonly #rules: readonly RunningRule[];
  #unrestored: number;

  constructor(
    group: RuleGroup,
    rules: readonly CompiledRule[],
    store: SeriesStore,
    justStarted: boolean,
  ) {
    this.group = group;
    this.#unrestored = justStarted ? EVALUATIONS_BEFORE_RESTORE : 0;
    this.#rules = rules.map(({ query, spec }) => ({
      query: query.over(store),
      writer: new RuleWriter(store),
      rule:
        'alert' in spec
          ? new AlertingRule(spec, group.limit)
          : new RecordingRule(spec.record, spec.labels, group.limit),
    }));
  }

  /** Every alert there is, in the order of the rules. */
  alerts(): readonly AlertSnapshot[] {
    return this.#rules.flatMap(({ rule }, place) =>
      rule instanceof RecordingRule
        ? []
        : rule.alerts.map((alert) => ({
            rule: place,
            labels: alert.labels.toRecord(),
            state: alert.state,
            value: alert.value,
            activeAt: alert.activeAt,
            firedAt: alert.firedAt,
            resolvedAt: alert.resolvedAt,
            keepFiringSince: alert.keepFiringSince,
          })),
    );
  }

  /** Evaluates the rules in their order; each sees what those before it wrote. */
  evaluate(at: number): RuleStep {
    const { queryOffset, resendDelay, interval } = this.group;
    const seen = at - queryOffset;
    const sent: SentAlert[] = [];
    const errors = new Map<number, Error>();
    for (const [place, { query, rule, writer }] of this.#rules.entries()) {
      try {
        const result = query.vectorAt(seen);
        let outputs: readonly RuleOutput[];
        if (rule instanceof RecordingRule) outputs = rule.evaluate(result);
        else {
          outputs = rule.evaluate(at, result);
          sent.push(...rule.takeAlertsToSend(at, resendDelay, interval));
          if (this.#unrestored > 0) outputs = [];
        }
        writer.write(seen, outputs);
      } catch (error) {
        if (!(error instanceof RuleFailure || error instanceof EvaluationError)) throw error;
        errors.set(place, error);
      }
    }
    if (this.#unrestored > 0) this.#unrestored--;
    return { at, sent, errors };
  }
}
