import type {
  AdapterCompatibility,
  AdapterConfig,
  ExplicitRule,
  KindRow,
  RuleTerms,
} from '@flyball/core';

/** A prometheus-adapter file, and whom its rules ask. */
export interface AdapterRules {
  /** As messages call it: the name of the file. */
  readonly name: string;
  readonly config: AdapterConfig;
  /** The server and the tenant of all its rules, which the file itself cannot say. */
  readonly terms: Pick<RuleTerms, 'server' | 'headers'>;
}

/** What metrics there are, as the user has written it. */
export interface MetricRules {
  readonly adapters: readonly AdapterRules[];
  readonly explicit: readonly ExplicitRule[];
  /** Kinds that no cluster tells of. */
  readonly kinds: readonly KindRow[];
  readonly compatibility: AdapterCompatibility;
}
