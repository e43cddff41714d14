import type { DocumentPath } from '../../documents/index.ts';
import { parseQuantity } from '../../quantity/index.ts';
import type { DraftBehavior, DraftPolicy, DraftRules } from './draft.ts';
import {
  invalidError,
  type ManifestError,
  requiredError,
  unsupportedError,
} from './manifest-error.ts';

const selectPolicies = ['Disabled', 'Max', 'Min'];
const policyTypes = ['Percent', 'Pods'];
const longestWindow = 3600;
const longestPeriod = 1800;

/** The rules for `spec.behavior`. */
export function validateBehavior(behavior: DraftBehavior, path: DocumentPath): ManifestError[] {
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction) => {
    const rules = behavior[direction];
    return rules === undefined ? [] : validateRules(rules, [...path, direction]);
  });
}

function validateRules(rules: DraftRules, path: DocumentPath): ManifestError[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const errors: ManifestError[] = [];
  const windowPath = [...path, 'stabilizationWindowSeconds'];
  if (window !== undefined && window < 0) {
    errors.push(invalidError(windowPath, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > longestWindow) {
    errors.push(invalidError(windowPath, window, `must be less than or equal to ${longestWindow}`));
  }
  if (selectPolicy !== undefined && !selectPolicies.includes(selectPolicy)) {
    errors.push(unsupportedError([...path, 'selectPolicy'], selectPolicy, selectPolicies));
  }
  const policiesPath = [...path, 'policies'];
  if (policies.length === 0) {
    errors.push(requiredError(policiesPath, 'must specify at least one Policy'));
  }
  errors.push(
    ...policies.flatMap((policy, index) => validatePolicy(policy, [...policiesPath, index])),
  );
  if (tolerance !== undefined && parseQuantity(tolerance).sign() < 0) {
    const detail = 'must be greater than or equal to 0';
    errors.push(invalidError([...path, 'tolerance'], tolerance, detail));
  }
  return errors;
}

function validatePolicy(policy: DraftPolicy, path: DocumentPath): ManifestError[] {
  const { type, value, periodSeconds: period } = policy;
  const errors: ManifestError[] = [];
  if (!policyTypes.includes(type)) {
    errors.push(unsupportedError([...path, 'type'], type, policyTypes));
  }
  if (value <= 0) {
    errors.push(invalidError([...path, 'value'], value, 'must be greater than zero'));
  }
  const periodPath = [...path, 'periodSeconds'];
  if (period <= 0) errors.push(invalidError(periodPath, period, 'must be greater than zero'));
  if (period > longestPeriod) {
    const detail = `must be less than or equal to ${longestPeriod}`;
    errors.push(invalidError(periodPath, period, detail));
  }
  return errors;
}
