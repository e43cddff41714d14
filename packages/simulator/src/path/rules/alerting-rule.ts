import { SortedLabels, type Vector } from '../../promql/index.ts';
import type { Alert, SentAlert } from './alert.ts';
import { RuleFailure, type RuleOutput } from './rule-output.ts';
import type { RuleTemplate } from './rule-template.ts';

/** How long a resolved alert is sent again and again. */
const RETENTION = 15 * 60_000;

export interface AlertingRuleSpec {
  readonly alert: string;
  /** Milliseconds, as the others. */
  readonly holdDuration: number;
  readonly keepFiringFor: number;
  readonly labels: readonly (readonly [name: string, template: RuleTemplate])[];
  readonly annotations: readonly (readonly [name: string, template: RuleTemplate])[];
}

/** The alerts of one rule, from evaluation to evaluation. */
export class AlertingRule {
  readonly #spec: AlertingRuleSpec;
  readonly #limit: number;
  readonly #alerts = new Map<string, Alert>();
  readonly #labels = new WeakMap<SortedLabels, SortedLabels>();
  readonly #memorable: boolean;
  readonly #written = new WeakMap<
    SortedLabels,
    Record<'firing' | 'pending' | 'since', SortedLabels>
  >();

  constructor(spec: AlertingRuleSpec, limit: number) {
    this.#spec = spec;
    this.#limit = limit;
    this.#memorable = spec.labels.every(([, template]) => template.ofLabelsAlone);
  }

  get alerts(): readonly Alert[] {
    return [...this.#alerts.values()];
  }

  /**
   * Takes the result of the rule's expression. What the rule then writes: `ALERTS` and
   * `ALERTS_FOR_STATE` of every alert that is pending or firing.
   *
   * @throws {RuleFailure} if two alerts would have the same labels, or there are more than the limit
   */
  evaluate(at: number, result: Vector): readonly RuleOutput[] {
    const present = this.#presentAlerts(at, result);
    for (const [key, fresh] of present) {
      const known = this.#alerts.get(key);
      if (known === undefined || known.state === 'inactive') this.#alerts.set(key, fresh);
      else {
        known.value = fresh.value;
        known.source = fresh.source;
      }
    }
    const outputs: RuleOutput[] = [];
    let active = 0;
    for (const [key, alert] of this.#alerts) {
      if (!this.#advance(key, alert, at, present.has(key))) continue;
      active++;
      outputs.push(...this.#outputsOf(alert));
    }
    if (this.#limit > 0 && active > this.#limit) {
      this.#alerts.clear();
      throw new RuleFailure(`the limit is ${this.#limit}, and there are ${active} alerts`);
    }
    return outputs;
  }

  /** The alerts to send now. An alert counts as sent whether or not it arrives. */
  takeAlertsToSend(at: number, resendDelay: number, interval: number): readonly SentAlert[] {
    const sent: SentAlert[] = [];
    for (const alert of this.#alerts.values()) {
      if (!isDue(alert, at, resendDelay)) continue;
      alert.lastSentAt = at;
      sent.push({
        labels: alert.labels.toRecord(),
        annotations: this.#annotationsOf(alert),
        startsAt: alert.firedAt ?? alert.activeAt,
        endsAt: alert.resolvedAt ?? at + 4 * Math.max(interval, resendDelay),
      });
    }
    return sent;
  }

  #presentAlerts(at: number, { labels, values }: Vector): ReadonlyMap<string, Alert> {
    const present = new Map<string, Alert>();
    for (const [i, source] of labels.entries()) {
      const value = values[i] ?? 0;
      const set = this.#labelsOf(source, value);
      if (present.has(set.key)) {
        throw new RuleFailure('two elements of the result make alerts with the same labels');
      }
      present.set(set.key, newAlert(set, source, value, at));
    }
    return present;
  }

  /** Whether the alert is pending or firing afterwards. */
  #advance(key: string, alert: Alert, at: number, present: boolean): boolean {
    if (present) alert.keepFiringSince = undefined;
    else if (!this.#keepsFiring(alert, at)) {
      const { state, resolvedAt } = alert;
      const old = resolvedAt !== undefined && at - resolvedAt > RETENTION;
      if (state === 'pending' || old) this.#alerts.delete(key);
      if (state !== 'inactive') {
        alert.state = 'inactive';
        alert.resolvedAt = at;
      }
      return false;
    }
    if (alert.state === 'pending' && at - alert.activeAt >= this.#spec.holdDuration) {
      alert.state = 'firing';
      alert.firedAt = at;
    }
    return true;
  }

  #keepsFiring(alert: Alert, at: number): boolean {
    const { keepFiringFor } = this.#spec;
    if (alert.state !== 'firing' || keepFiringFor === 0) return false;
    alert.keepFiringSince ??= at;
    return at - alert.keepFiringSince < keepFiringFor;
  }

  /** The element's labels without the name, then the rule's, then the alert's name. */
  #labelsOf(source: SortedLabels, value: number): SortedLabels {
    const known = this.#memorable ? this.#labels.get(source) : undefined;
    if (known !== undefined) return known;
    const set = SortedLabels.fromEntries([
      ...source.entries(),
      ['__name__', ''],
      ...this.#spec.labels.map(
        ([name, template]) => [name, template.expand(source, value)] as const,
      ),
      ['alertname', this.#spec.alert],
    ]);
    if (this.#memorable) this.#labels.set(source, set);
    return set;
  }

  #annotationsOf({ source, value }: Alert): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#spec.annotations.map(([name, template]) => [name, template.expand(source, value)]),
    );
  }

  #outputsOf({ labels, state, activeAt }: Alert): readonly RuleOutput[] {
    let written = this.#written.get(labels);
    if (written === undefined) {
      const named = (name: string, alertstate: string) =>
        SortedLabels.fromEntries([
          // As they are written in the rule, where the alert has none of that name.
          ...this.#spec.labels.map(([label, { text }]) => [label, text] as const),
          ...labels.entries(),
          ['__name__', name],
          ['alertstate', alertstate],
        ]);
      written = {
        firing: named('ALERTS', 'firing'),
        pending: named('ALERTS', 'pending'),
        since: named('ALERTS_FOR_STATE', labels.get('alertstate')),
      };
      this.#written.set(labels, written);
    }
    const series = state === 'firing' ? written.firing : written.pending;
    return [
      { labels: series, value: 1 },
      { labels: written.since, value: Math.floor(activeAt / 1000) },
    ];
  }
}

function newAlert(labels: SortedLabels, source: SortedLabels, value: number, at: number): Alert {
  return {
    labels,
    source,
    state: 'pending',
    value,
    activeAt: at,
    firedAt: undefined,
    resolvedAt: undefined,
    keepFiringSince: undefined,
    lastSentAt: Number.NEGATIVE_INFINITY,
  };
}

function isDue(alert: Alert, at: number, resendDelay: number): boolean {
  if (alert.state === 'pending') return false;
  const { resolvedAt = Number.NEGATIVE_INFINITY, lastSentAt } = alert;
  return resolvedAt > lastSentAt || lastSentAt + resendDelay < at;
}
