import { readDocuments } from '@flyball/core';
import { describe, expect, it } from 'vitest';

function meaningOf(source: string): unknown {
  return readDocuments(`a: ${source}\n`, { dialect: 'kubernetes' })[0]?.value;
}

// Each row: how Go's yaml.v2 2.4.0 resolves the plain scalar (resolve.go), which kubectl goes by.
describe('a plain scalar means what it means to kubectl', () => {
  it.each([
    ['', null],
    ['~', null],
    ['NULL', null],
    ['nULL', 'nULL'],
    ['yes', true],
    ['On', true],
    ['y', true],
    ['oN', 'oN'],
    ['off', false],
    ['N', false],
    ['40', 40],
    ['+12', 12],
    ['-0', 0],
    ['1_000', 1000],
    ['0x1F', 31],
    ['0o17', 15],
    ['017', 15],
    ['0b101', 5],
    ['08', 8],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['.1_3', 0.13],
    ['1e3', 1000],
    ['1.', 1],
    ['1e400', '1e400'],
    ['12:30', '12:30'],
    ['2001-01-01', '2001-01-01'],
    ['100m', '100m'],
    ['1Ki', '1Ki'],
    ['_1', '_1'],
    ['!!str 40', '40'],
    ['!!int "40"', 40],
    ['! "40"', 40],
    ['!', ''],
    ['"40"', '40'],
    ['!!binary aGVsbG8=', 'hello'],
    ['!mine 40', '40'],
  ])('%s', (source, value) => {
    expect(meaningOf(source)).toEqual({ a: value });
  });
});
