import { type FieldError, forbiddenField, invalidField, requiredField } from '../fields/index.ts';
import { checkLabelValue, checkQualifiedName } from '../names/index.ts';
import {
  type LabelSelector,
  type LabelSelectorRequirement,
  sortedLabels,
} from './label-selector.ts';

/** Everything that the API server finds wrong with the selector of an object at `path`. */
export function validateLabelSelector(
  object: LabelSelector | null | undefined,
  path: string,
): readonly FieldError[] {
  if (object === null || object === undefined) return [];
  const labels = sortedLabels(object).flatMap(([key, value]) => [
    ...invalid(`${path}.matchLabels`, key, checkQualifiedName(key)),
    ...invalid(`${path}.matchLabels`, value, checkLabelValue(value)),
  ]);
  const expressions = (object.matchExpressions ?? []).flatMap((expression, i) =>
    validateExpression(expression, `${path}.matchExpressions[${i}]`),
  );
  return [...labels, ...expressions];
}

function validateExpression(
  { key, operator, values }: LabelSelectorRequirement,
  path: string,
): readonly FieldError[] {
  const given = values ?? [];
  return [
    ...validateOperator(operator, given.length, path),
    ...invalid(`${path}.key`, key, checkQualifiedName(key)),
    ...given.flatMap((value, i) => invalid(`${path}.values[${i}]`, value, checkLabelValue(value))),
  ];
}

function validateOperator(operator: string, values: number, path: string): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn': {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      return values > 0 ? [] : [requiredField(`${path}.values`, detail)];
    }
    case 'Exists':
    case 'DoesNotExist': {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      return values === 0 ? [] : [forbiddenField(`${path}.values`, detail)];
    }
    default:
      return [invalidField(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}

function invalid(path: string, value: string, problems: readonly string[]): readonly FieldError[] {
  return problems.map((problem) => invalidField(path, value, problem));
}
