import { aggregateFieldErrors, type FieldError, invalidField } from '../fields/index.ts';
import { checkLabelValue, checkQualifiedName } from '../names/index.ts';
import { SelectorError } from './error.ts';
import { parseLabelInteger } from './label-integer.ts';

/** How a label is compared, in the spelling of Kubernetes' `selection` package. */
export type RequirementOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

/** One condition on one label. */
export interface Requirement {
  readonly key: string;
  readonly operator: RequirementOperator;
  /** Sorted. Empty for `exists` and `!`, one for `=`, `==`, `!=`, `gt` and `lt`. */
  readonly values: readonly string[];
}

/**
 * A requirement that follows the rules for label keys and values, and has as many values as its
 * operator takes.
 *
 * @throws {SelectorError} `requirement`
 */
export function requirement(
  key: string,
  operator: RequirementOperator,
  values: readonly string[],
): Requirement {
  const errors = [...keyErrors(key, 'key'), ...countErrors(operator, values)];
  if (operator === 'gt' || operator === 'lt') errors.push(...integerErrors(values));
  for (const [i, value] of values.entries()) {
    const problems = checkLabelValue(value);
    if (problems.length > 0) {
      errors.push(invalidField(`values[${i}][${key}]`, value, problems.join('; ')));
    }
  }
  if (errors.length > 0) throw new SelectorError('requirement', aggregateFieldErrors(errors));
  return { key, operator, values: values.toSorted() };
}

/** What is wrong with a label's key, under a path. */
export function keyErrors(key: string, path: string): readonly FieldError[] {
  const problems = checkQualifiedName(key);
  return problems.length === 0 ? [] : [invalidField(path, key, problems.join('; '))];
}

function countErrors(
  operator: RequirementOperator,
  values: readonly string[],
): readonly FieldError[] {
  const list = values.length === 0 ? null : values;
  switch (operator) {
    case 'in':
    case 'notin': {
      const detail = "for 'in', 'notin' operators, values set can't be empty";
      return values.length > 0 ? [] : [invalidField('values', list, detail)];
    }
    case 'exists':
    case '!': {
      const detail = 'values set must be empty for exists and does not exist';
      return values.length === 0 ? [] : [invalidField('values', list, detail)];
    }
    case 'gt':
    case 'lt': {
      const detail = "for 'Gt', 'Lt' operators, exactly one value is required";
      return values.length === 1 ? [] : [invalidField('values', list, detail)];
    }
    default: {
      const detail = 'exact-match compatibility requires one single value';
      return values.length === 1 ? [] : [invalidField('values', list, detail)];
    }
  }
}

function integerErrors(values: readonly string[]): readonly FieldError[] {
  const detail = "for 'Gt', 'Lt' operators, the value must be an integer";
  return [...values.entries()]
    .filter(([, value]) => parseLabelInteger(value) === undefined)
    .map(([i, value]) => invalidField(`values[${i}]`, value, detail));
}
