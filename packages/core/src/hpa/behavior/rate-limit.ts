import { MAX_INT32, MIN_INT32, toInt32 } from '../arithmetic.ts';
import type { CompiledBehavior, CompiledPolicy, CompiledRules } from '../compiled-behavior.ts';
import type { PolicyLimit, RateLimitStep } from '../trace.ts';
import { changeWithin, type Ledger } from './ledger.ts';

/** A stabilised size held against policies and bounds. */
export interface Limited {
  readonly replicas: number;
  readonly reason: RateLimitStep['reason'];
  /** The size that the policies allow; null when nothing moves. */
  readonly limit: number | null;
}

export interface Bounds {
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** With `behavior`: what the ledger leaves of the policies, then the bounds. */
export function limitRate(
  ledger: Ledger,
  current: number,
  desired: number,
  at: number,
  { scaleUp, scaleDown }: CompiledBehavior,
  { minReplicas, maxReplicas }: Bounds,
): Limited {
  if (desired > current) {
    const limit = Math.max(current, upLimit(ledger, current, at, scaleUp));
    const [cap, reason] =
      maxReplicas > limit
        ? ([limit, 'ScaleUpLimit'] as const)
        : ([maxReplicas, 'TooManyReplicas'] as const);
    return desired > cap ? { replicas: cap, reason, limit } : withinRange(desired, limit);
  }
  if (desired < current) {
    const limit = Math.min(current, downLimit(ledger, current, at, scaleDown));
    const [floor, reason] =
      minReplicas < limit
        ? ([limit, 'ScaleDownLimit'] as const)
        : ([minReplicas, 'TooFewReplicas'] as const);
    return desired < floor ? { replicas: floor, reason, limit } : withinRange(desired, limit);
  }
  return withinRange(desired, null);
}

/** Without `behavior`: at most double, at least 4, then the bounds. */
export function limitDefault(
  current: number,
  desired: number,
  { minReplicas, maxReplicas }: Bounds,
): Limited {
  const limit = toInt32(Math.max(2 * current, 4));
  if (desired < minReplicas) return { replicas: minReplicas, reason: 'TooFewReplicas', limit };
  if (maxReplicas > limit) {
    return desired > limit
      ? { replicas: limit, reason: 'ScaleUpLimit', limit }
      : withinRange(desired, limit);
  }
  return desired > maxReplicas
    ? { replicas: maxReplicas, reason: 'TooManyReplicas', limit }
    : withinRange(desired, limit);
}

function withinRange(replicas: number, limit: number | null): Limited {
  return { replicas, reason: 'DesiredWithinRange', limit };
}

function upLimit(ledger: Ledger, current: number, at: number, rules: CompiledRules): number {
  if (rules.select === 'Disabled') return current;
  const least = rules.select === 'Min';
  let result = least ? MAX_INT32 : MIN_INT32;
  for (const policy of rules.policies) {
    const allowed = upPolicy(policy, startOf(ledger, current, at, policy.period));
    result = least ? Math.min(result, allowed) : Math.max(result, allowed);
  }
  return result;
}

function downLimit(ledger: Ledger, current: number, at: number, rules: CompiledRules): number {
  if (rules.select === 'Disabled') return current;
  const least = rules.select === 'Min';
  let result = least ? MIN_INT32 : MAX_INT32;
  for (const policy of rules.policies) {
    const allowed = downPolicy(policy, startOf(ledger, current, at, policy.period));
    result = least ? Math.max(result, allowed) : Math.min(result, allowed);
  }
  return result;
}

/** The size at the start of the period, as the ledger tells it. */
function startOf(ledger: Ledger, current: number, at: number, period: number): number {
  const added = changeWithin(ledger.scaleUpEvents, at, period);
  const removed = changeWithin(ledger.scaleDownEvents, at, period);
  return (current - added + removed) | 0;
}

// In doubles, and the quotient first: 50 by 10 % up is 56, not 55, as the original has it.
function upPolicy({ type, value }: CompiledPolicy, start: number): number {
  return type === 'Pods' ? (start + value) | 0 : toInt32(Math.ceil(start * (1 + value / 100)));
}

function downPolicy({ type, value }: CompiledPolicy, start: number): number {
  return type === 'Pods' ? (start - value) | 0 : toInt32(start * (1 - value / 100));
}

/** Each policy of the direction with what it allows, for the trace. */
export function policyLimits(
  ledger: Ledger,
  current: number,
  at: number,
  rules: CompiledRules,
  direction: 'up' | 'down',
): readonly PolicyLimit[] {
  return rules.policies.map((policy) => {
    const { type, value, period } = policy;
    const start = startOf(ledger, current, at, period);
    const limit = direction === 'up' ? upPolicy(policy, start) : downPolicy(policy, start);
    return { type, value, period, start, limit, until: firstExpiry(ledger, at, period) };
  });
}

function firstExpiry(ledger: Ledger, at: number, period: number): number | null {
  let first: number | null = null;
  for (const events of [ledger.scaleUpEvents, ledger.scaleDownEvents]) {
    for (const event of events) {
      const until = event.at + period;
      if (until > at && (first === null || until < first)) first = until;
    }
  }
  return first;
}
