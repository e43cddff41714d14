import type { Int64 } from '../../go/index.ts';
import { readMilli } from '../milli.ts';
import type { Observation, PodsReading, SourceError } from '../observation.ts';

/** A reading that the metric can use, or the error that stands for it. */
export type Usable<T> = { readonly value: T } | { readonly error: SourceError };

/** One value: an Object's, or an External's that is summed already. */
export function readValue(observation: Observation, index: number): Usable<Int64> {
  const reading = observation.readings[index];
  if (reading === undefined) return absent(index);
  if ('error' in reading) return reading;
  if (!('value' in reading)) return unsuitable('one value');
  const value = readMilli(reading.value);
  return value === undefined ? notANumber(reading.value) : { value };
}

/** Values still to be summed. One value is taken for a list of one. */
export function readValues(observation: Observation, index: number): Usable<readonly Int64[]> {
  const reading = observation.readings[index];
  if (reading === undefined) return absent(index);
  if ('error' in reading) return reading;
  if ('pods' in reading) return unsuitable('values');
  const given = 'value' in reading ? [reading.value] : reading.values;
  // The original's client answers so; a sum of nothing is not zero.
  if (given.length === 0)
    return { error: { message: 'no metrics returned from external metrics API' } };
  const values: Int64[] = [];
  for (const milli of given) {
    const value = readMilli(milli);
    if (value === undefined) return notANumber(milli);
    values.push(value);
  }
  return { value: values };
}

/** Samples of pods. Whether each is a number shows when it is looked at. */
export function readPods(observation: Observation, index: number): Usable<PodsReading> {
  const reading = observation.readings[index];
  if (reading === undefined) return absent(index);
  if ('error' in reading) return reading;
  return 'pods' in reading ? { value: reading } : unsuitable('samples of pods');
}

function absent(index: number): Usable<never> {
  return { error: { reason: 'NoReading', message: `no reading for spec.metrics[${index}]` } };
}

function unsuitable(wanted: string): Usable<never> {
  return { error: { reason: 'UnsuitableReading', message: `the reading does not hold ${wanted}` } };
}

function notANumber(value: unknown): Usable<never> {
  const message = `the value ${String(value)} is not a whole number of thousandths within an int64`;
  return { error: { reason: 'NotANumber', message } };
}
