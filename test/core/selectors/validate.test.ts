import { formatFieldError, validateLabelSelector } from '@flyball/core';
import { describe, expect, test } from 'vitest';

const validate = (object: Parameters<typeof validateLabelSelector>[0]) =>
  validateLabelSelector(object, 'spec.selector').map(formatFieldError);

describe('the API server finds', () => {
  test('nothing wrong with an absent or a valid selector', () => {
    expect(validate(null)).toEqual([]);
    expect(validate({ matchLabels: { app: 'web' } })).toEqual([]);
  });

  test('everything that is wrong, with its place and the value', () => {
    const object = {
      matchLabels: { app: 'web', '': 'a b' },
      matchExpressions: [
        { key: 'env', operator: 'In', values: [] },
        { key: 'env', operator: 'Exists', values: ['x'] },
        { key: '/', operator: 'in', values: ['-'] },
      ],
    };
    expect(validate(object)).toEqual([
      'spec.selector.matchLabels: Invalid value: "": name part must be non-empty',
      expect.stringMatching(
        /^spec\.selector\.matchLabels: Invalid value: "": name part must consist/,
      ),
      expect.stringMatching(
        /^spec\.selector\.matchLabels: Invalid value: "a b": a valid label must/,
      ),
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      'spec.selector.matchExpressions[2].operator: Invalid value: "in": not a valid selector operator',
      'spec.selector.matchExpressions[2].key: Invalid value: "/": prefix part must be non-empty',
      'spec.selector.matchExpressions[2].key: Invalid value: "/": name part must be non-empty',
      expect.stringMatching(
        /matchExpressions\[2]\.key: Invalid value: "\/": name part must consist/,
      ),
      expect.stringMatching(/matchExpressions\[2]\.values\[0]: Invalid value: "-": a valid label/),
    ]);
  });
});
