import { matchesSelector } from '../selectors/index.ts';
import type { Look } from './look.ts';
import { readSelection, type SelectionProblem, selectionProblem } from './selection.ts';

/** Finds another policy that selects one of the same pods. */
export function findRival(look: Look, text: string): SelectionProblem | null {
  const { observation, policy } = look;
  const { otherPolicies = [] } = observation;
  if (otherPolicies.length === 0) return null;
  const rivals = rivalNames(look);
  if (rivals.length === 0) return null;
  const own = `${policy.namespace}/${policy.name}`;
  const names = [own, ...rivals].sort();
  const message = policy.features.newTexts
    ? `pods by selector ${text} are controlled by more than one HPA (e.g. [${names.slice(0, 2).join(' ')}])`
    : `pods by selector ${text} are controlled by multiple HPAs: [${names.join(' ')}]`;
  return selectionProblem('AmbiguousSelector', message);
}

function rivalNames(look: Look): readonly string[] {
  const { observation, policy } = look;
  const names: string[] = [];
  for (const { name, selector } of observation.otherPolicies ?? []) {
    const other = name === policy.name ? null : readSelection(selector);
    if (other === null || 'event' in other) continue;
    const shares = look
      .pods()
      .some(({ labels }) => labels !== undefined && matchesSelector(other, labels));
    if (shares) names.push(`${policy.namespace}/${name}`);
  }
  return names;
}
