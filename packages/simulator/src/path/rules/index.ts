/** Rule groups of Prometheus over simulated series. */
export type { AlertSnapshot, AlertState, SentAlert } from './alert.ts';
export { EvaluationSlots, groupHash } from './evaluation-phase.ts';
export type { AlertingRuleFile, RecordingRuleFile, RuleGroupFile } from './rule-file.ts';
export {
  RuleEvaluation,
  RuleGroup,
  type RuleStep,
} from './rule-group.ts';
export type { RuleGroupOptions } from './rule-group-options.ts';
export { RuleLoop, type RuleLoopOptions } from './rule-loop.ts';
export { RuleGroupError, type RuleProblem, type RuleProblemCode } from './rule-problem.ts';
