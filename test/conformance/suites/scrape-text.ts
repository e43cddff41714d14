import { type ExpositionEntry, expositionFormat, readExposition } from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import { labels, writeFloat } from './support/recorded-series.ts';

const text = v.string();

const entry = v.variant('entry', [
  v.strictObject({ entry: v.literal('type'), name: text, type: text }),
  v.strictObject({ entry: v.literal('help'), name: text, help: text }),
  v.strictObject({ entry: v.literal('unit'), name: text, unit: text }),
  v.strictObject({ entry: v.literal('comment'), comment: text }),
  v.strictObject({
    entry: v.literal('series'),
    series: text,
    labels,
    value: text,
    ts: v.optional(v.number()),
    exemplars: v.optional(
      v.array(v.strictObject({ labels, value: text, ts: v.nullable(v.number()) })),
    ),
    duplicateLabel: v.optional(text),
  }),
]);

/** The parser of Go's client library: it is recorded beside, and does not read scrapes. */
const expfmt = v.unknown();

const shape = v.strictObject({
  id: text,
  contentType: text,
  input: v.optional(text),
  inputBase64: v.optional(text),
  entries: v.array(entry),
  error: v.optional(text),
  contentTypeWarning: v.optional(text),
  expfmt: v.optional(expfmt),
});

/**
 * Expositions as the scrapes of Prometheus 3.16 read them. Every entry is compared, those before a
 * mistake too; of errors, that there is one; of refused headers, that they are refused.
 */
export const suite: Suite = defineSuite({
  name: 'scrape-text',
  case: shape,
  compare({ contentType, input, inputBase64, entries, error, contentTypeWarning }) {
    const format = expositionFormat(contentType);
    const expected = {
      refused: contentTypeWarning !== undefined,
      error: error !== undefined,
      entries,
    };
    if (format === undefined) {
      return differences(expected, { refused: true, error: true, entries: [] });
    }
    const body = input ?? surrogateText(Buffer.from(inputBase64 ?? '', 'base64'));
    const reading = readExposition(body, format);
    const got = reading.entries.map((each) => recorded(each));
    return differences(expected, { refused: false, error: !reading.ok, entries: got });
  },
});

function recorded(each: ExpositionEntry): object {
  if (each.kind !== 'sample') {
    const { kind, ...rest } = each;
    return { entry: kind, ...rest };
  }
  const { series, value, at, exemplar, duplicateLabel } = each;
  const exemplars = exemplar && [
    {
      labels: shown(exemplar.labels),
      value: writeFloat(exemplar.value),
      ts: exemplar.at ?? null,
    },
  ];
  return {
    entry: 'series',
    series: replaced(series),
    labels: shown(each.labels),
    value: writeFloat(value),
    ...(at !== undefined && { ts: at }),
    ...(exemplars !== undefined && { exemplars }),
    ...(duplicateLabel !== undefined && { duplicateLabel }),
  };
}

/** Broken bytes as the recording, which is JSON, shows them. */
function replaced(given: string): string {
  return given.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function shown(set: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(set).map((pair) => pair.map(replaced)));
}

/** UTF-8 to text, with each byte that belongs to no character as a lone surrogate. */
function surrogateText(bytes: Buffer): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let decoded = '';
  for (let from = 0; from < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => {
      try {
        return [...decoder.decode(bytes.subarray(from, from + size))].length === 1;
      } catch {
        return false;
      }
    });
    decoded +=
      length === undefined
        ? String.fromCharCode(0xdc00 + (bytes[from] ?? 0))
        : decoder.decode(bytes.subarray(from, from + length));
    from += length ?? 1;
  }
  return decoded;
}
