import * as v from 'valibot';
import { closeDifferences, type Tolerance } from './close.ts';
import type { Difference } from './difference.ts';
import { defineSuite, type Suite } from './suite.ts';

/** One function of a recording of `{"fn", "args", "values"}` lines. */
export interface RecordedFunction {
  readonly fn: string;
  compare(args: unknown, values: unknown): readonly Difference[];
}

/** One tolerance for all values, or one by the name of each; `else` for those that have none. */
export type Tolerances = Tolerance | Readonly<Record<string, Tolerance>>;

/**
 * Says how a recorded function is answered.
 *
 * @param args the arguments it is recorded with; one that is not named here is refused.
 * @param answer the values, all of which are compared; one too many or too few is a difference.
 */
export function recordedFunction<Entries extends v.ObjectEntries>(
  fn: string,
  args: Entries,
  answer: (args: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>) => unknown,
  tolerances:
    | Tolerances
    | ((args: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>) => Tolerances),
): RecordedFunction {
  const schema = v.strictObject(args);
  return {
    fn,
    compare(given, values) {
      const parsed = v.parse(schema, given);
      const got = answer(parsed);
      const tolerance = typeof tolerances === 'function' ? tolerances(parsed) : tolerances;
      if (isTolerance(tolerance)) return closeDifferences(values, got, tolerance);
      return closeByKey(values, got, tolerance);
    },
  };
}

function isTolerance(value: object): value is Tolerance {
  return 'relative' in value && typeof value.relative === 'number';
}

/** Tolerances by the name of a value; `else` for those that have no name of their own. */
function closeByKey(
  values: unknown,
  got: unknown,
  tolerances: Readonly<Record<string, Tolerance>>,
): readonly Difference[] {
  const expected = new Map(Object.entries(values ?? {}));
  const answered = new Map(Object.entries(got ?? {}));
  return [...new Set([...expected.keys(), ...answered.keys()])].flatMap((key) => {
    const tolerance = tolerances[key] ?? tolerances['else'] ?? { relative: 0, absolute: 0 };
    return closeDifferences(expected.get(key), answered.get(key), tolerance, key);
  });
}

/** A suite over lines `{"fn", "args", "values"}`. A function that is not listed is a failure. */
export function defineFunctionSuite(name: string, functions: readonly RecordedFunction[]): Suite {
  const byName = new Map(functions.map((entry) => [entry.fn, entry]));
  return defineSuite({
    name,
    case: v.strictObject({
      fn: v.picklist([...byName.keys()]),
      args: v.unknown(),
      values: v.unknown(),
    }),
    compare({ fn, args, values }) {
      const entry = byName.get(fn);
      if (entry === undefined) throw new Error(`no function ${fn}`);
      return entry.compare(args, values);
    },
  });
}
