import type { DocumentPath } from '../documents/index.ts';
import type { DefaultedBehavior } from '../hpa/manifest/index.ts';
import { type AlertingProblem, problemAt } from './problem.ts';
import { quantityAt } from './quantity-at.ts';
import type { ToleranceBand } from './tolerance-band.ts';

/** The tolerances of a behavior; `fallback`, the controller's flag, where it has none. */
export function readTolerances(
  behavior: DefaultedBehavior | undefined,
  fallback: number | undefined,
  problems: AlertingProblem[],
): Pick<ToleranceBand, 'scaleUp' | 'scaleDown'> {
  const tolerance = fallback ?? 0.1;
  checkTolerance(tolerance, tolerance, ['options', 'tolerance'], problems);
  const read = (direction: 'scaleUp' | 'scaleDown'): number => {
    const text = behavior?.[direction].tolerance;
    const path = ['spec', 'behavior', direction, 'tolerance'];
    if (text === undefined) return tolerance;
    const value = quantityAt(text, path, problems)?.asApproximateFloat64() ?? tolerance;
    checkTolerance(value, text, path, problems);
    return value;
  };
  return { scaleUp: read('scaleUp'), scaleDown: read('scaleDown') };
}

function checkTolerance(
  value: number,
  written: number | string,
  path: DocumentPath,
  problems: AlertingProblem[],
): void {
  if (value >= 0 && Number.isFinite(value)) return;
  const message = `the tolerance ${written} is no finite number of 0 or more`;
  problems.push(
    problemAt(path, 'bad-tolerance', message, 'give a part of the target, such as 0.1'),
  );
}
