import { fc, test } from '@fast-check/vitest';
import {
  alertRules,
  compilePolicy,
  type DefaultedHorizontalPodAutoscaler,
  decide,
  emptyMemory,
  metricMilli,
  parseMilli,
  type Reading,
} from '@flyball/core';
import { RuleGroup, SeriesStore } from '@flyball/simulator';
import { describe, expect } from 'vitest';
import { autoscaler, objectMetric } from '../../core/alerting/autoscaler.ts';

/** A value at an evaluation; null where the series is gone. */
type Series = readonly (number | null)[];

const interval = 15_000;

/** The alert that fires at each evaluation of the policy's rules, as Prometheus evaluates them. */
function firing(manifest: DefaultedHorizontalPodAutoscaler, values: Series): readonly string[] {
  const { group } = alertRules(manifest, ['load'], { interval });
  if (group === undefined) throw new Error('the policy can be alerted on');
  const store = new SeriesStore();
  const load = store.series({ __name__: 'load', service: 'command' });
  const evaluation = new RuleGroup(group).over(store);
  return values.map((value, step) => {
    const at = step * interval;
    if (value === null) load.markStale(at);
    else load.append(at, value);
    evaluation.evaluate(at);
    const names = evaluation
      .alerts()
      .filter(({ state }) => state === 'firing')
      .map(({ labels }) => labels['alertname']);
    return names.join(' and ');
  });
}

/** Where `decide` sees the same values: beside which edge of the band, if beside one. */
function leaving(manifest: DefaultedHorizontalPodAutoscaler, values: Series): readonly string[] {
  const policy = compilePolicy(manifest);
  return values.map((value, step) => {
    const decision = decide(
      {
        at: step * interval,
        scale: { specReplicas: 3, statusReplicas: 3, selector: 'app=command' },
        pods: [],
        readings: [readingOf(value)],
      },
      emptyMemory,
      { policy, trace: true },
    );
    const ratio = decision.trace?.find(({ step }) => step === 'ratio');
    if (ratio?.step !== 'ratio' || ratio.within) return '';
    return ratio.ratio > 1 ? 'FlyballAboveTarget' : 'FlyballBelowTarget';
  });
}

/** The value as the adapter would send it. */
function readingOf(value: number | null): Reading {
  const milli = value === null ? null : metricMilli(value, 'flyball', 'custom');
  return milli?.ok === true ? { value: String(milli.milli) } : { error: { message: 'no value' } };
}

describe('the alerts of a policy', () => {
  const parts = fc.constantFrom('0', '50m', '100m', '180m', '0.57', '1');
  const targets = fc.constantFrom('40', '1500m', '7m', '200Mi', '333333');
  const policies = fc
    .record({ target: targets, up: parts, down: parts })
    .map(({ target, up, down }) => ({
      value: Number(parseMilli(target)) / 1000,
      manifest: autoscaler([objectMetric(target)], {
        scaleUp: { tolerance: up },
        scaleDown: { tolerance: down },
      }),
    }));
  const ratios = fc.oneof(
    fc.constantFrom(0, 0.43, 0.9, 0.95, 1, 1.05, 1.1, 1.57, 2),
    fc.double({ min: 0, max: 3, noNaN: true }),
  );

  test.prop([policies, fc.array(fc.option(fc.oneof(ratios, fc.constant(Number.NaN))))])(
    'are on at an evaluation exactly when the controller would leave the band there',
    ({ value, manifest }, relative) => {
      const values = relative.map((ratio) => (ratio === null ? null : ratio * value));
      expect(firing(manifest, values)).toEqual(leaving(manifest, values));
    },
  );
});
