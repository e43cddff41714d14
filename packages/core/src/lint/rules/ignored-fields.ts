import { placeOf } from '../place.ts';
import { membersOf } from '../plain.ts';
import type { LintRule, RuleFinding } from '../rule.ts';
import type { LintedAutoscaler } from '../subject.ts';

/** Fields that are written and never read: unknown ones, policies of a disabled direction. */
export const ignoredFields: LintRule = {
  code: 'FB101',
  page: 'ignored-fields',
  *check({ autoscalers }) {
    for (const autoscaler of autoscalers) {
      const { source, dropped } = autoscaler;
      for (const { path, message, remedy = '' } of dropped) {
        yield {
          severity: 'error',
          place: placeOf(source, path, 'key'),
          message: `${message}: the API server drops it, kubectl refuses the file.`,
          remedy,
        };
      }
      yield* disabledDirections(autoscaler);
      yield* anotherTargetsMember(autoscaler);
    }
  },
};

/** `selectPolicy: Disabled` leaves nothing for windows and policies to do. */
function* disabledDirections({ source, manifest }: LintedAutoscaler): Iterable<RuleFinding> {
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    if (manifest.spec.behavior?.[direction].selectPolicy !== 'Disabled') continue;
    const path = ['spec', 'behavior', direction];
    const spec = membersOf(source.document.value)['spec'];
    const written = membersOf(membersOf(membersOf(spec)['behavior'])[direction]);
    for (const name of ['policies', 'stabilizationWindowSeconds', 'tolerance']) {
      if (written[name] === undefined) continue;
      yield {
        severity: 'warning',
        place: placeOf(source, [...path, name], 'key'),
        message: `${direction} is Disabled, so ${name} is never read.`,
        remedy: `Remove ${name}, or write selectPolicy: Max.`,
      };
    }
  }
}

/** A target with two numbers is held against the one that its type names. */
function* anotherTargetsMember({ source, metrics }: LintedAutoscaler): Iterable<RuleFinding> {
  for (const { target, path } of metrics) {
    const [kept, unread] =
      target.type === 'AverageValue'
        ? (['averageValue', 'value'] as const)
        : (['value', 'averageValue'] as const);
    if (target[kept] === undefined || target[unread] === undefined) continue;
    yield {
      severity: 'warning',
      place: placeOf(source, [...path, unread], 'key'),
      message: `The target is of type ${target.type}: ${kept} counts, ${unread} is never read.`,
      remedy: `Remove ${unread}.`,
    };
  }
}
