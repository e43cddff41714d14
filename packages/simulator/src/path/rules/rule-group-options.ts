/** What Prometheus is told outside of rule files; durations in milliseconds. */
export interface RuleGroupOptions {
  /** The path of the rule file, by which Prometheus shifts evaluations; `rules.yml` by default. */
  readonly file?: string;
  /** `evaluation_interval`, 60,000 by default. */
  readonly evaluationInterval?: number;
  /** `rule_query_offset`, 0 by default. */
  readonly queryOffset?: number;
  /** `--rules.alert.resend-delay`, 60,000 by default. */
  readonly resendDelay?: number;
  /** `--query.lookback-delta`, 300,000 by default. */
  readonly lookback?: number;
  /** `--enable-feature=promql-experimental-functions`. */
  readonly experimentalFunctions?: boolean;
}
