/** What Prometheus accepts as a name: the old ASCII rules, or any text in UTF-8. */
export type NameRules = 'legacy' | 'utf8';

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

export function isLabelName(name: string, rules: NameRules): boolean {
  return rules === 'legacy' ? LABEL.test(name) : isUtf8Name(name);
}

/** A metric's name may hold colons, which recording rules put there. */
export function isMetricName(name: string, rules: NameRules): boolean {
  return rules === 'legacy' ? METRIC.test(name) : isUtf8Name(name);
}

function isUtf8Name(name: string): boolean {
  return name !== '' && !/\p{Surrogate}/u.test(name);
}

/** The name with `_` for what a label's name cannot hold; a leading digit stays. */
export function sanitizeLabelName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/gu, '_');
}

/** The same, and a valid name in any case: `_` for a leading digit and for the empty text. */
export function sanitizeFullLabelName(name: string): string {
  return name === '' ? '_' : sanitizeLabelName(name).replace(/^[0-9]/, '_');
}
