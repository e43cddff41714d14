import type { PolicyLimit, RateLimitStep, StabilizationStep } from '../trace.ts';
import type { Line } from './line.ts';
import { clock, span } from './words.ts';

/** Which recommendation the window picked, where it changed the size. */
export function windowLine(step: StabilizationStep): Line | null {
  const { direction, desired, result, picked, upWindow, downWindow } = step;
  if (direction === 'none') return null;
  const [rules, window] =
    direction === 'up' ? ['scaleUp', upWindow ?? downWindow] : ['scaleDown', downWindow];
  const within = `${rules} window of ${span(window)}`;
  const because =
    picked === null
      ? `keeps ${result}`
      : `the recommendation of ${picked.replicas} from ${clock(picked.at)} counts until ${clock(picked.until)}`;
  return { label: 'window', text: `${within}: ${because}, so ${result} and not ${desired}` };
}

const CHOICES = {
  up: { Max: 'the larger of', Min: 'the smaller of' },
  down: { Max: 'the smaller of', Min: 'the larger of' },
} as const;

/** The policies of the direction with what each allows, and which one binds. */
export function policyLine(step: RateLimitStep): Line | null {
  const { direction, select, policies, limit, limited, reason } = step;
  if (direction === 'none' || limit === null) return null;
  const bound = limited && (reason === 'ScaleUpLimit' || reason === 'ScaleDownLimit');
  if (select === 'Default') {
    if (direction === 'down') return null;
    const text = `none given: at most double, and at least 4 → ${limit}${bound ? LIMITED_HERE : ''}`;
    return { label: 'behavior', text };
  }
  const rules = direction === 'up' ? 'scaleUp' : 'scaleDown';
  if (select === 'Disabled') return { label: 'behavior', text: `${rules} is disabled` };
  const binding = bound ? policies.find((policy) => policy.limit === limit) : undefined;
  const each = policies.map((policy) => policyText(policy, policy === binding)).join('   ');
  const choice = policies.length > 1 ? `, ${CHOICES[direction][select]}` : '';
  const mark = bound && binding === undefined ? LIMITED_HERE : '';
  return { label: 'behavior', text: `${rules}${choice}  ${each}${mark}` };
}

const LIMITED_HERE = '     ◄ limited here';

function policyText({ type, value, period, limit }: PolicyLimit, binds: boolean): string {
  return `${type} ${value} in ${span(period)} → ${limit}${binds ? LIMITED_HERE : ''}`;
}

/** The bounds, and whether one of them binds. */
export function boundsLine({ minReplicas, maxReplicas, limited, reason }: RateLimitStep): Line {
  const binds = limited && (reason === 'TooFewReplicas' || reason === 'TooManyReplicas');
  return { label: 'bounds', text: `${minReplicas} … ${maxReplicas}${binds ? LIMITED_HERE : ''}` };
}
