import type { Growth } from './guard-memory.ts';
import type { Unresponsive } from './guarded-policy.ts';
import { replicas } from './words.ts';

/** One look at a metric that is to fall when replicas are added. */
export interface Reaction {
  readonly at: number;
  readonly size: number;
  /** The metric and its target, in thousandths. */
  readonly value: number;
  readonly target: number;
  /** Null when it is not known. */
  readonly load: number | null;
}

export interface Judgement {
  /** What to remember. */
  readonly growth: Growth | null;
  /** What was found, empty as long as nothing was. */
  readonly finding: string;
  /** Whether it is found for the first time. */
  readonly first: boolean;
  /** When time alone allows to judge. */
  readonly deadline: number;
}

/**
 * Watches a metric from the look at which it stands above its target: when the size has grown by a
 * factor and the metric has had time to follow, it must have fallen. A floor above the target that
 * does not depend on replicas (a fixed wait inside each request) otherwise drives the size to its
 * maximum and keeps it there.
 */
export function judge(former: Growth | null, now: Reaction, options: Unresponsive): Judgement {
  if (now.value <= now.target) return watching(null);
  if (former === null || begins(former, now, options.change)) return watching(start(now));
  if (now.size < former.replicas * options.growth) return watching({ ...former, grownAt: null });
  const grownAt = former.grownAt ?? now.at;
  const due = grownAt + options.settle;
  if (now.at < due) return { ...watching({ ...former, grownAt }), deadline: due };
  const share = Math.round((now.value / former.value - 1) * 100);
  const moved = share === 0 ? 'has not moved' : `has moved by ${share} %`;
  const grown = `${replicas(former.replicas)} became ${now.size}`;
  return {
    growth: { ...former, grownAt, reported: true },
    finding: `${moved} while ${grown}: it does not react to replicas`,
    first: !former.reported,
    deadline: Number.POSITIVE_INFINITY,
  };
}

/** Whether what is seen now is not the consequence of the former beginning. */
function begins(former: Growth, now: Reaction, change: number): boolean {
  if (now.size < former.replicas) return true;
  if (Math.abs(now.value - former.value) > former.value * change) return true;
  return now.load !== null && former.load !== null && now.load > former.load * (1 + change);
}

function start({ size, value, load }: Reaction): Growth {
  return { replicas: Math.max(1, size), value, load, grownAt: null, reported: false };
}

function watching(growth: Growth | null): Judgement {
  return { growth, finding: '', first: false, deadline: Number.POSITIVE_INFINITY };
}
