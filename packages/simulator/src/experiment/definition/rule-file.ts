import type { RuleGroupFile } from '../../path/index.ts';
import {
  integer,
  list,
  named,
  object,
  optional,
  type Shape,
  scalar,
  text,
} from '../schema/index.ts';

/** A rule as a file has it: an alert or a record. */
interface WrittenRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const rule: Shape<WrittenRule> = object({
  alert: optional(text()),
  record: optional(text()),
  expr: scalar(),
  for: optional(scalar()),
  keep_firing_for: optional(scalar()),
  labels: optional(named(scalar())),
  annotations: optional(named(scalar())),
});

const group = object({
  name: text(),
  interval: optional(text()),
  query_offset: optional(text()),
  limit: optional(integer({ least: 0 })),
  labels: optional(named(scalar())),
  rules: list(rule),
});

/** A rule file of Prometheus. */
export const ruleFileShape: Shape<{ readonly groups: readonly WrittenGroup[] }> = object({
  groups: list(group),
});

/** A group as a file has it. */
export interface WrittenGroup extends Omit<RuleGroupFile, 'rules'> {
  readonly rules: readonly WrittenRule[];
}

/** The group as it is evaluated; undefined when a rule is neither an alert nor a record, or both. */
export function ruleGroupOf(written: WrittenGroup): RuleGroupFile | undefined {
  const rules = written.rules.map(({ alert, record, expr, ...rest }) => {
    if (alert !== undefined && record === undefined) return { alert, expr, ...rest };
    if (record !== undefined && alert === undefined) {
      const { labels } = rest;
      return { record, expr, ...(labels && { labels }) };
    }
    return undefined;
  });
  const whole = rules.filter((one) => one !== undefined);
  return whole.length === rules.length ? { ...written, rules: whole } : undefined;
}
