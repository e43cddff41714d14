import {
  type Codec,
  decode,
  int32,
  list,
  map,
  optional,
  pointer,
  quantity,
  readJson,
  required,
  struct,
  text,
} from '@flyball/core';
import { describe, expect, it } from 'vitest';

interface Target {
  readonly type: string;
  readonly value?: string;
  readonly count: number;
}

interface Thing {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly targets?: readonly Target[];
  readonly first?: Target;
}

const target: Codec<Target> = struct<Target>('v2.Target', {
  type: required(text()),
  value: optional(pointer(quantity)),
  count: required(int32),
});
const thing: Codec<Thing> = struct<Thing>('v2.Thing', {
  name: optional(text()),
  labels: optional(map(text())),
  targets: optional(list(target)),
  first: optional(pointer(target)),
});

function read(json: string, caseSensitive = true) {
  const reading = readJson(json);
  if (!reading.ok) throw new Error(reading.error.message);
  return decode(thing, reading.node, { caseSensitive });
}

// How Go 1.24's encoding/json and sigs.k8s.io/json decode into structs.
describe('values', () => {
  it.each([
    ['{}', {}],
    ['null', {}],
    ['{"name":null,"labels":null,"targets":null,"first":null}', { name: '' }],
    ['{"first":{}}', { first: { type: '', count: 0 } }],
    ['{"first":{"value":0.50}}', { first: { type: '', value: '500m', count: 0 } }],
    [
      '{"targets":[{"type":"a"},null]}',
      {
        targets: [
          { type: 'a', count: 0 },
          { type: '', count: 0 },
        ],
      },
    ],
    ['{"first":{"count":-0}}', { first: { type: '', count: 0 } }],
    ['{"labels":{"__proto__":"x"}}', { labels: JSON.parse('{"__proto__":"x"}') }],
  ])('%s', (json, value) => {
    expect(read(json)).toMatchObject({ ok: true });
    const decoding = read(json);
    expect(decoding.ok && decoding.value).toEqual(value);
  });
});

describe('a duplicate field', () => {
  it.each([
    ['replaces a scalar', '{"name":"a","name":"b"}', { name: 'b' }],
    [
      'is merged into a struct',
      '{"first":{"type":"a"},"first":{"count":1}}',
      { first: { type: 'a', count: 1 } },
    ],
    [
      'is merged into a map',
      '{"labels":{"a":"1"},"labels":{"b":"2"}}',
      { labels: { a: '1', b: '2' } },
    ],
    [
      'is merged item by item',
      '{"targets":[{"type":"a"},{}],"targets":[{"count":1}]}',
      { targets: [{ type: 'a', count: 1 }] },
    ],
    ['as null leaves a text', '{"name":"a","name":null}', { name: 'a' }],
    ['as null empties a pointer', '{"first":{},"first":null}', {}],
  ])('%s', (_, json, value) => {
    const decoding = read(json);
    expect(decoding.ok && decoding.value).toEqual(value);
    expect(decoding.ok && decoding.findings.map(({ kind }) => kind)).toEqual(['duplicate-field']);
  });
});

describe('findings', () => {
  it.each([
    ['{"nam":1}', 'unknown field "nam"', 'name'],
    ['{"Name":"a"}', 'unknown field "Name"', 'name'],
    ['{"count":1}', 'unknown field "count"', 'targets.count'],
    ['{"first":{"vaule":1}}', 'unknown field "first.vaule"', 'value'],
    ['{"targets":[{},{"x":{"y":1,"y":2}}]}', 'unknown field "targets[1].x"', undefined],
    ['{"labels":{"a":"1","a":"2"}}', 'duplicate field "labels.a"', undefined],
  ])('%s', (json, message, suggestion) => {
    const decoding = read(json);
    expect(decoding.ok && decoding.findings.map(({ message: told }) => told)).toEqual([message]);
    expect(decoding.ok && decoding.findings[0]?.suggestion).toBe(suggestion);
  });

  it('are told once each, and a hundred at most', () => {
    const unknown = Array.from({ length: 200 }, (_, index) => `"x${index % 150}":1`);
    const decoding = read(`{${unknown.join(',')}}`);
    expect(decoding.ok && decoding.findings.length).toBe(100);
  });

  it('are none where case does not matter', () => {
    expect(read('{"NAME":"a","FIRST":{"Count":2}}', false)).toMatchObject({
      value: { name: 'a', first: { count: 2 } },
      findings: [],
    });
  });
});

describe('failures', () => {
  it.each([
    ['[]', 'json: cannot unmarshal array into Go value of type v2.Thing'],
    ['{"name":5}', 'json: cannot unmarshal number into Go struct field Thing.name of type string'],
    [
      '{"labels":[]}',
      'json: cannot unmarshal array into Go struct field Thing.labels of type map[string]string',
    ],
    [
      '{"labels":{"a":true}}',
      'json: cannot unmarshal bool into Go struct field Thing.labels of type string',
    ],
    [
      '{"targets":{}}',
      'json: cannot unmarshal object into Go struct field Thing.targets of type []v2.Target',
    ],
    [
      '{"targets":[{"count":1.0}]}',
      'json: cannot unmarshal number 1.0 into Go struct field Target.targets.count of type int32',
    ],
    [
      '{"first":{"count":2147483648}}',
      'json: cannot unmarshal number 2147483648 into Go struct field Target.first.count of type int32',
    ],
    [
      '{"first":{"value":"abc"}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      '{"first":{"value":{}}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      '{"first":{"value":"4\\u0030"}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('%s', (json, message) => {
    const decoding = read(json);
    expect(!decoding.ok && decoding.failure.message).toBe(message);
  });

  it('report a refused quantity before wrong types that stand earlier, and tell all with their places', () => {
    const decoding = read('{"name":1,"targets":[{"count":"x"},{"value":"x"},{"value":"y"}]}');
    expect(!decoding.ok && decoding.failures.map(({ field }) => field)).toEqual([
      'targets[1].value',
      'name',
      'targets[0].count',
      'targets[2].value',
    ]);
  });
});
