import type { LabelSet } from '@flyball/core';

/** A group of a rule file of Prometheus, field for field; durations as Prometheus writes them. */
export interface RuleGroupFile {
  readonly name: string;
  /** By default what `evaluation_interval` says. */
  readonly interval?: string;
  /** How long before the instant of an evaluation its queries look; by default not at all. */
  readonly query_offset?: string;
  /** Most alerts or series that a rule may make; 0, the default, for any number. */
  readonly limit?: number;
  /** Labels for all rules of the group; those of a rule win. */
  readonly labels?: LabelSet;
  readonly rules: readonly (AlertingRuleFile | RecordingRuleFile)[];
}

export interface AlertingRuleFile {
  readonly alert: string;
  readonly expr: string;
  /** How long the condition must hold before the alert fires; 0 by default. */
  readonly for?: string;
  /** How long the alert fires on when the condition has gone; 0 by default. */
  readonly keep_firing_for?: string;
  /** May hold templates, as annotations may. */
  readonly labels?: LabelSet;
  readonly annotations?: LabelSet;
}

export interface RecordingRuleFile {
  readonly record: string;
  readonly expr: string;
  readonly labels?: LabelSet;
}
