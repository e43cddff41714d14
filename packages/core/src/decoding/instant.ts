import { goQuoteBytes } from '../go/index.ts';
import { formatInstant, parseInstant } from '../time/index.ts';

interface Element {
  /** As Go's layout has it. */
  readonly layout: string;
  readonly pattern: RegExp;
  /** What is out of range above `most` or below `least`. */
  readonly name?: string;
  readonly least?: number;
  readonly most?: number;
}

const elements: readonly Element[] = [
  { layout: '2006', pattern: /^\d{4}/ },
  { layout: '-', pattern: /^-/ },
  { layout: '01', pattern: /^\d\d/, name: 'month', least: 1, most: 12 },
  { layout: '-', pattern: /^-/ },
  { layout: '02', pattern: /^\d\d/ },
  { layout: 'T', pattern: /^T/ },
  { layout: '15', pattern: /^\d\d?/, name: 'hour', most: 23 },
  { layout: ':', pattern: /^:/ },
  { layout: '04', pattern: /^\d\d/, name: 'minute', most: 59 },
  { layout: ':', pattern: /^:/ },
  { layout: '05', pattern: /^\d\d(?:[.,]\d+)?/, name: 'second', most: 59 },
  { layout: 'Z07:00', pattern: /^(?:Z|[-+]\d\d:\d\d)/ },
];

/** What Go takes for no instant at all. */
const goZero = '0001-01-01T00:00:00Z';

/**
 * Reads an instant as Go's `time.Parse(time.RFC3339, …)` does, which also takes an hour of one
 * digit, and writes it as Kubernetes does: in UTC, whole seconds, Go's zero as null. Otherwise Go's
 * error text.
 */
export function readInstant(
  text: string,
): { readonly text: string | null } | { readonly error: string } {
  const parts: string[] = [];
  let rest = text;
  for (const { layout, pattern, name, least = 0, most } of elements) {
    const part = pattern.exec(rest)?.[0];
    if (part === undefined) {
      const as = `as "2006-01-02T15:04:05Z07:00": cannot parse ${goQuoteBytes(rest)} as "${layout}"`;
      return { error: `parsing time ${goQuoteBytes(text)} ${as}` };
    }
    const value = Number.parseInt(part, 10);
    if (most !== undefined && (value < least || value > most)) {
      return { error: `parsing time ${goQuoteBytes(text)}: ${name} out of range` };
    }
    parts.push(layout === '15' ? part.padStart(2, '0') : part);
    rest = rest.slice(part.length);
  }
  if (rest !== '')
    return { error: `parsing time ${goQuoteBytes(text)}: extra text: ${goQuoteBytes(rest)}` };
  try {
    const utc = formatInstant(parseInstant(parts.join('')));
    return { text: utc === goZero ? null : utc };
  } catch {
    return { error: `parsing time ${goQuoteBytes(text)}: day out of range` };
  }
}
