import { compareText, goQuote } from '../../go/index.ts';
import type { RequirementOperator, Selector } from '../../selectors/index.ts';

/** The selector of a metric as its items repeat it, or why it cannot be repeated. */
export type SelectorEcho =
  | { readonly ok: true; readonly selector: object | null }
  | { readonly ok: false; readonly message: string };

const OPERATORS: Readonly<Partial<Record<RequirementOperator, string>>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** Writes a selector as the object that metrics carry. That object knows neither `!=` nor `gt`. */
export function echoSelector({ requirements }: Selector): SelectorEcho {
  if (requirements.length === 0) return { ok: true, selector: null };
  const labels = new Map<string, string>();
  const matchExpressions: object[] = [];
  for (const { key, operator, values } of requirements) {
    if (operator === '=' || operator === '==') {
      labels.set(key, values[0] ?? '');
      continue;
    }
    const name = OPERATORS[operator];
    if (name === undefined) {
      return { ok: false, message: `${goQuote(operator)} is not a valid label selector operator` };
    }
    const list = [...new Set(values)].sort(compareText);
    matchExpressions.push({ key, operator: name, ...(list.length > 0 && { values: list }) });
  }
  const sorted = [...labels].sort(([one], [other]) => compareText(one, other));
  const selector = {
    ...(labels.size > 0 && { matchLabels: Object.fromEntries(sorted) }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
  return { ok: true, selector };
}
