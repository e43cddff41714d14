import { readJson, type SourceMapping, type SourceNode } from '../../documents/index.ts';
import { goParseFloat } from '../../go/index.ts';
import type { QueryOutcome, QuerySample } from '../values/query-outcome.ts';

/** What an HTTP server said to a query, undecoded. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Ends reading; never leaves this file. */
class AnswerFault extends Error {}

/**
 * Reads the answer to `/api/v1/query` as prometheus-adapter's client does: bodies of 2xx, 400, 422
 * and 503; values as quoted numbers; timestamps without exponent, cut behind the third decimal;
 * what is missing in a sample is 0.
 */
export function readQueryAnswer({ status, body }: HttpAnswer): QueryOutcome {
  const readable = Math.floor(status / 100) === 2 || [400, 422, 503].includes(status);
  if (!readable) return { kind: 'failure', reason: `unknown response code ${status}` };
  const reading = readJson(body);
  if (!reading.ok) return { kind: 'failure', reason: reading.error.message };
  try {
    return readBody(mapping(reading.node));
  } catch (error) {
    if (!(error instanceof AnswerFault)) throw error;
    return { kind: 'failure', reason: error.message };
  }
}

function readBody(body: SourceMapping | undefined): QueryOutcome {
  if (optionalText(member(body, 'status')) === 'error') {
    const type = optionalText(member(body, 'errorType'));
    throw new AnswerFault(`${type}: ${optionalText(member(body, 'error'))}`);
  }
  const data = mapping(member(body, 'data'));
  const result = member(data, 'result');
  const type = optionalText(member(data, 'resultType'));
  if (result === undefined) throw new AnswerFault('the answer has no result');
  switch (type) {
    case 'vector':
      if (result.kind === 'null') return { kind: 'null-vector' };
      return { kind: 'vector', samples: list(result).flatMap(readSample) };
    case 'scalar':
      return { kind: 'scalar', ...readScalar(result) };
    case 'matrix':
      for (const series of list(result)) checkSeries(series);
      return { kind: 'matrix' };
    default:
      throw new AnswerFault(`unexpected value type ${JSON.stringify(type)}`);
  }
}

function readSample(node: SourceNode): readonly QuerySample[] {
  if (node.kind === 'null') return [];
  const sample = mapping(node);
  const labels = readLabels(member(sample, 'metric'));
  const histogram = member(sample, 'histogram');
  if (histogram !== undefined && histogram.kind !== 'null') {
    return [{ labels, at: readInstant(list(histogram)[0]), value: 'histogram' }];
  }
  return [{ labels, ...readPair(member(sample, 'value')) }];
}

function readLabels(node: SourceNode | undefined): Readonly<Record<string, string>> {
  const entries = mapping(node)?.entries ?? [];
  return Object.fromEntries(entries.map(({ name, value }) => [name, text(value)]));
}

function checkSeries(node: SourceNode): void {
  if (node.kind === 'null') return;
  const series = mapping(node);
  readLabels(member(series, 'metric'));
  for (const pair of list(member(series, 'values'))) readPair(pair);
}

function readPair(node: SourceNode | undefined): { readonly at: number; readonly value: number } {
  const [at, value] = list(node);
  return { at: readInstant(at), value: readValue(value) };
}

function readScalar(node: SourceNode): { readonly at: number; readonly value: number } {
  const [at, value] = list(node);
  if (value?.kind !== 'string') throw new AnswerFault('a scalar has no value');
  return { at: readInstant(at), value: numberOf(value.value) };
}

/** Seconds with decimals, to milliseconds. */
function readInstant(node: SourceNode | undefined): number {
  if (node === undefined || node.kind === 'null') return 0;
  const source = node.kind === 'number' ? node.source : '';
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(source);
  if (match === null) throw new AnswerFault('a timestamp is no decimal number');
  const [, sign, seconds = '', decimals = ''] = match;
  const milliseconds = Number(seconds) * 1000 + Number(decimals.slice(0, 3).padEnd(3, '0'));
  return sign === '-' ? -milliseconds : milliseconds;
}

function readValue(node: SourceNode | undefined): number {
  if (node === undefined || node.kind === 'null') return 0;
  if (node.kind !== 'string') throw new AnswerFault('a sample value is not quoted');
  return numberOf(node.source);
}

function numberOf(source: string): number {
  const value = goParseFloat(source);
  if (value === undefined) throw new AnswerFault(`${JSON.stringify(source)} is no number`);
  return value;
}

function mapping(node: SourceNode | undefined): SourceMapping | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind !== 'mapping')
    throw new AnswerFault(`a ${node.kind} stands where an object is wanted`);
  return node;
}

function list(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind !== 'sequence')
    throw new AnswerFault(`a ${node.kind} stands where an array is wanted`);
  return node.items;
}

function text(node: SourceNode): string {
  if (node.kind === 'null') return '';
  if (node.kind !== 'string')
    throw new AnswerFault(`a ${node.kind} stands where a string is wanted`);
  return node.value;
}

function optionalText(node: SourceNode | undefined): string {
  return node === undefined ? '' : text(node);
}

function member(parent: SourceMapping | undefined, name: string): SourceNode | undefined {
  return parent?.entries.findLast((entry) => entry.name === name)?.value;
}
