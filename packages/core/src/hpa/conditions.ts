import type { Condition, ConditionType } from './status.ts';

/**
 * Sets a condition in place: behind the others if it is new, its instant moved only when the status
 * changes.
 */
export function setCondition(
  conditions: Condition[],
  at: number,
  type: ConditionType,
  status: Condition['status'],
  reason: string,
  message: string,
): void {
  for (let i = 0; i < conditions.length; i++) {
    const former = conditions[i];
    if (former?.type !== type) continue;
    if (former.status === status && former.reason === reason && former.message === message) return;
    const lastTransitionTime = former.status === status ? former.lastTransitionTime : at;
    conditions[i] = { type, status, reason, message, lastTransitionTime };
    return;
  }
  conditions.push({ type, status, reason, message, lastTransitionTime: at });
}

/** Whether the condition is there and true. */
export function isTrue(conditions: readonly Condition[], type: ConditionType): boolean {
  for (const condition of conditions) {
    if (condition.type === type) return condition.status === 'True';
  }
  return false;
}
