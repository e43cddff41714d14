import { decode, instant, treeOfValue } from '@flyball/core';
import { describe, expect, it } from 'vitest';

function read(value: unknown): unknown {
  const decoding = decode(instant, treeOfValue(value));
  return decoding.ok ? decoding.value : decoding.failure.message;
}

// metav1.Time of apimachinery 0.37: time.Parse(time.RFC3339, …), written in UTC to the second.
describe('an instant', () => {
  it.each([
    [null, null],
    ['0001-01-01T00:00:00Z', null],
    ['2026-11-24T00:00:00Z', '2026-11-24T00:00:00Z'],
    ['2026-11-24T01:30:00+01:30', '2026-11-24T00:00:00Z'],
    ['2026-11-24T00:00:00.999Z', '2026-11-24T00:00:00Z'],
    ['2026-11-24T5:00:00Z', '2026-11-24T05:00:00Z'],
    [
      'nonsense',
      'parsing time "nonsense" as "2006-01-02T15:04:05Z07:00": cannot parse "nonsense" as "2006"',
    ],
    [
      '2026-11-24',
      'parsing time "2026-11-24" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
    ],
    ['2026-13-24T00:00:00Z', 'parsing time "2026-13-24T00:00:00Z": month out of range'],
    ['2026-02-30T00:00:00Z', 'parsing time "2026-02-30T00:00:00Z": day out of range'],
    ['2026-11-24T24:00:00Z', 'parsing time "2026-11-24T24:00:00Z": hour out of range'],
    ['2026-11-24T00:00:00Zx', 'parsing time "2026-11-24T00:00:00Zx": extra text: "x"'],
    [5, 'json: cannot unmarshal number into Go value of type string'],
    [[], 'json: cannot unmarshal array into Go value of type string'],
  ])('%j', (value, answer) => {
    expect(read(value)).toBe(answer);
  });
});
