import type { AdapterCompatibility } from '../compatibility.ts';
import type { ExternalQuestion, ObjectQuestion, RuleQuery } from './query-writer.ts';

/** What is served where a query brings no number. */
export type Substitute = 'error' | number;

/** What a rule says beside its query. */
export interface RuleTerms {
  /** Which Prometheus to ask; the only one, or the first, if absent. */
  readonly server?: string;
  /** Sent with the query: a tenant, for example. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a time the value stands for, in milliseconds; the HPA takes a minute if absent. */
  readonly window?: number;
  /** For an object that the answer does not name; an error if absent. */
  readonly absent?: Substitute;
  /** For NaN and the infinities; an error if absent. */
  readonly notANumber?: Substitute;
}

/** Whatever can write the queries of a metric. */
export interface MetricRule {
  readonly terms: RuleTerms;
  /** How its samples become values. */
  readonly compatibility: AdapterCompatibility;
  objectQuery(question: ObjectQuestion): RuleQuery;
  externalQuery(question: ExternalQuestion): RuleQuery;
}
