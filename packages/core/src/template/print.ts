import {
  Byte,
  Imaginary,
  isList,
  isMap,
  sortedEntries,
  TemplateRecord,
  type TemplateValue,
} from './value.ts';

/** The value as an action prints it; a missing entry of a map is `<no value>`. */
export function printValue(value: TemplateValue): string {
  return value === undefined ? '<no value>' : plainText(value);
}

/** The value as Go's `%v` prints it. */
export function plainText(value: TemplateValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return floatText(value);
    case 'undefined':
      return '<nil>';
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return compoundText(value);
  }
}

function compoundText(
  value: Exclude<TemplateValue, string | number | boolean | bigint | undefined>,
): string {
  if (value instanceof Byte) return String(value.value);
  if (value instanceof Imaginary) return `(0${signed(value.value)}i)`;
  if (value instanceof TemplateRecord) {
    return value.print?.() ?? `{${[...value.fields.values()].map(plainText).join(' ')}}`;
  }
  if (isList(value)) return `[${value.join(' ')}]`;
  if (!isMap(value)) return '';
  return `map[${sortedEntries(value)
    .map(([key, entry]) => `${key}:${entry}`)
    .join(' ')}]`;
}

/** Go's `Sprint`: a space between two operands of which neither is a string. */
export function sprint(values: readonly TemplateValue[]): string {
  return values
    .map((value, i) => {
      const apart = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return `${apart ? ' ' : ''}${plainText(value)}`;
    })
    .join('');
}

/** The shortest digits that read back as the number, as `%v` writes a float64: with exponent from 1e6. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= 1e-4 && magnitude < 1e6)) return String(value);
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}

function signed(value: number): string {
  const text = floatText(value);
  return /^[-+]/.test(text) ? text : `+${text}`;
}
