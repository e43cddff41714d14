import { parseInstant, parsePrometheusDuration } from '@flyball/core';
import { refuse, type Shape } from './shape.ts';

/** Bounds of a number, both included. */
export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** A number within bounds. */
export function number(bounds: Bounds = {}): Shape<number> {
  return {
    read(value, path, report) {
      if (typeof value !== 'number' || !isWithin(value, bounds)) {
        return refuse(report, path, value, `a number${boundsText(bounds)}`, 'write a number');
      }
      return value;
    },
    schema: { type: 'number', ...boundsSchema(bounds) },
  };
}

/** A whole number within bounds. */
export function integer(bounds: Bounds = {}): Shape<number> {
  return {
    read(value, path, report) {
      if (!Number.isSafeInteger(value) || !isWithin(Number(value), bounds)) {
        const wanted = `a whole number${boundsText(bounds)}`;
        return refuse(report, path, value, wanted, 'write a whole number');
      }
      return Number(value);
    },
    schema: { type: 'integer', ...boundsSchema(bounds) },
  };
}

/** A text that is not empty. */
export function text(): Shape<string> {
  return {
    read(value, path, report) {
      if (typeof value === 'string' && value !== '') return value;
      return refuse(
        report,
        path,
        value,
        'a text',
        'write a text, in quotes where it looks like a number',
      );
    },
    schema: { type: 'string', minLength: 1 },
  };
}

/** A text, or a number as the text that it is written as. */
export function scalar(): Shape<string> {
  return {
    read(value, path, report) {
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return refuse(report, path, value, 'a text', 'write a text');
    },
    schema: { type: ['string', 'number', 'boolean'] },
  };
}

/** True or false. */
export function flag(): Shape<boolean> {
  return {
    read(value, path, report) {
      if (typeof value === 'boolean') return value;
      return refuse(report, path, value, 'true or false', 'write true or false');
    },
    schema: { type: 'boolean' },
  };
}

/** One of some words. */
export function choice<const Word extends string>(words: readonly Word[]): Shape<Word> {
  return {
    read(value, path, report) {
      const word = words.find((known) => known === value);
      if (word !== undefined) return word;
      return refuse(report, path, value, `one of ${words.join(', ')}`, `write ${words[0] ?? ''}`);
    },
    schema: { enum: words },
  };
}

/** A span: `250ms`, `30s`, `1h30m`, `2d`; a plain number is seconds. Read as seconds. */
export function span(least: number = 0): Shape<number> {
  const remedy = 'write a span as 250ms, 30s, 5m, 1h30m or 2d, or a number of seconds';
  return {
    read(value, path, report) {
      const seconds = spanSeconds(value);
      if (seconds !== undefined && seconds >= least) return seconds;
      const wanted = least > 0 ? `a span of ${least} s or more` : 'a span of time';
      return refuse(report, path, value, wanted, remedy);
    },
    schema: {
      anyOf: [
        { type: 'number', minimum: least },
        { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+$' },
      ],
    },
  };
}

function spanSeconds(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  // Prometheus knows no fractions and no order but its own; people write 1.5s.
  const single = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value);
  if (single !== null) {
    const [, count = '', unit = ''] = single;
    return Number(count) * ({ ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? Number.NaN);
  }
  try {
    return parsePrometheusDuration(value) / 1000;
  } catch {
    return undefined;
  }
}

/** A share: `95%` or `0.95`; above 0 and below 1. */
export function share(): Shape<number> {
  return {
    read(value, path, report) {
      const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(value) : null;
      const part = percent === null ? value : Number(percent[1]) / 100;
      if (typeof part === 'number' && part > 0 && part < 1) return part;
      return refuse(report, path, value, 'a share above 0 and below 1', 'write 95% or 0.95');
    },
    schema: {
      anyOf: [
        { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
        { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?\\s*%$' },
      ],
    },
  };
}

/** An instant as `2026-03-02T00:00:00Z`. Read as milliseconds since the epoch. */
export function instant(): Shape<number> {
  return {
    read(value, path, report) {
      try {
        if (typeof value === 'string') return parseInstant(value);
      } catch {
        // Told below.
      }
      return refuse(report, path, value, 'an instant', 'write it as "2026-03-02T00:00:00Z"');
    },
    schema: { type: 'string', format: 'date-time' },
  };
}

/** A number of pods, or a percentage: `2` or `25%`. */
export function countOrPercent(): Shape<number | `${number}%`> {
  return {
    read(value, path, report) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
      const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
      if (percent !== null) return `${Number(percent[1])}%`;
      return refuse(report, path, value, 'a number of pods or a percentage', 'write 1 or 25%');
    },
    schema: {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^[0-9]+%$' },
      ],
    },
  };
}

function isWithin(value: number, { least = -Infinity, most = Infinity }: Bounds): boolean {
  return value >= least && value <= most;
}

function boundsText({ least, most }: Bounds): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of ${least} or more`;
  return most === undefined ? '' : ` of ${most} or less`;
}

function boundsSchema({ least, most }: Bounds): Record<string, number> {
  return {
    ...(least !== undefined && { minimum: least }),
    ...(most !== undefined && { maximum: most }),
  };
}
