import { humanDuration } from '@flyball/webhook';
import { expect, test } from 'vitest';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Source: the cases of `duration.HumanDuration` follow from its thresholds in apimachinery 0.37. */
test.each([
  [-5 * second, '<invalid>'],
  [-1 * second, '0s'],
  [-1, '0s'],
  [0, '0s'],
  [999, '0s'],
  [119_999, '119s'],
  [2 * minute, '2m'],
  [2 * minute + 3 * second, '2m3s'],
  [10 * minute - 1, '9m59s'],
  [10 * minute, '10m'],
  [3 * hour - 1, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 5 * minute, '3h5m'],
  [8 * hour, '8h'],
  [2 * day - 1, '47h'],
  [2 * day, '2d'],
  [2 * day + 3 * hour, '2d3h'],
  [8 * day, '8d'],
  [2 * 365 * day - 1, '729d'],
  [2 * 365 * day, '2y'],
  [2 * 365 * day + 10 * day, '2y10d'],
  [8 * 365 * day, '8y'],
])('%d ms is %s', (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text);
});
