import { fc, test } from '@fast-check/vitest';
import { bandEdges, bandSide, metricMilli, type ToleranceBand } from '@flyball/core';
import { describe, expect, it } from 'vitest';

/** The doubles next to one, from its bits. */
function neighbours(value: number): readonly number[] {
  const view = new DataView(new ArrayBuffer(8));
  return [-1n, 0n, 1n].map((step) => {
    view.setFloat64(0, value);
    view.setBigInt64(0, view.getBigInt64(0) + step);
    return view.getFloat64(0);
  });
}

const band = (targetMilli: number, scaleUp = 0.1, scaleDown = 0.1): ToleranceBand => ({
  targetMilli,
  scaleUp,
  scaleDown,
});

describe('bandSide', () => {
  // Worked by hand from (1-down) <= milli/target <= (1+up), pkg/controller/podautoscaler 1.33.
  it.each([
    ['at the target', 40, 'within'],
    ['on the upper edge: 44000/40000 = 1.1', 44, 'within'],
    ['cut to 44000', 44.0009, 'within'],
    ['44001/40000', 44.001, 'above'],
    ['on the lower edge: 36000/40000 = 0.9', 36, 'within'],
    ['cut to 35999', 35.9999, 'below'],
    ['nothing', 0, 'below'],
    ['negative', -5, 'below'],
    ['+Inf', Number.POSITIVE_INFINITY, 'above'],
    ['-Inf', Number.NEGATIVE_INFINITY, 'below'],
    ['NaN', Number.NaN, undefined],
  ])('%s', (_, value, side) => {
    expect(bandSide(value, band(40_000))).toBe(side);
  });

  // In decimals these values are on an edge, and so inside. In doubles 1 + 0.36 is
  // 1.3599999999999999 and 1 - 0.18 is 0.8200000000000001.
  it('has the rounding of doubles, as Kubernetes has', () => {
    expect(bandSide(1.36, band(1_000, 0.36))).toBe('above');
    expect(bandSide(0.82, band(1_000, 0.1, 0.18))).toBe('below');
    expect(bandSide(1.37, band(1_000, 0.37))).toBe('within');
    expect(bandSide(0.83, band(1_000, 0.1, 0.17))).toBe('within');
  });
});

describe('bandEdges', () => {
  it.each([
    ['40 with 10 %', band(40_000), 36, 44.001],
    ['40 without tolerance', band(40_000, 0, 0), 40, 40.001],
    ['one thousandth', band(1), 0.001, 0.002],
    // The quotient 1100 / 1000 is 1.1, and 1 + 0.1 is 1.1: the edge itself is inside.
    ['1 with 10 %', band(1_000), 0.9, 1.101],
  ])('%s', (_, given, below, above) => {
    const edges = bandEdges(given);
    // A neighbour may reach the same thousandths by the rounding of the product.
    expect(Math.abs(edges.below - below)).toBeLessThanOrEqual(Number.EPSILON * below);
    expect(Math.abs(edges.above - above)).toBeLessThanOrEqual(Number.EPSILON * above);
  });

  it('only a negative value is below when the whole target is tolerated', () => {
    const { below } = bandEdges(band(40_000, 0.1, 1));
    expect(below).toBeLessThan(0);
    expect(bandSide(below, band(40_000, 0.1, 1))).toBe('within');
    expect(bandSide(-0.001, band(40_000, 0.1, 1))).toBe('below');
  });

  it('are finite even for a band that reaches beyond the doubles: their product by 1000 is not', () => {
    const given = band(2 ** 62, 1e300, 1e300);
    const { below, above } = bandEdges(given);
    expect(Number.isFinite(below) && Number.isFinite(above)).toBe(true);
    agree(above, given);
  });

  const bands = fc.record<ToleranceBand>({
    targetMilli: fc.oneof(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    ),
    scaleUp: fc.oneof(
      fc.constantFrom(0, 0.05, 0.1, 0.2, 1),
      fc.double({ min: 0, max: 10, noNaN: true }),
    ),
    scaleDown: fc.oneof(
      fc.constantFrom(0, 0.05, 0.1, 0.2, 1),
      fc.double({ min: 0, max: 2, noNaN: true }),
    ),
  });

  /** The comparisons as Prometheus makes them, beside the controller's on what the adapter sends. */
  function agree(value: number, given: ToleranceBand): void {
    const { above, below } = bandEdges(given);
    const reading = metricMilli(value, 'flyball', 'custom');
    const side = reading.ok
      ? controller(Number(reading.milli) / given.targetMilli, given)
      : bandSide(value, given);
    expect({ above: value >= above, below: value < below }).toEqual({
      above: side === 'above',
      below: side === 'below',
    });
  }

  function controller(usageRatio: number, { scaleUp, scaleDown }: ToleranceBand): string {
    if (1 - scaleDown <= usageRatio && usageRatio <= 1 + scaleUp) return 'within';
    return usageRatio > 1 ? 'above' : 'below';
  }

  test.prop([fc.double(), bands])('judge any double as the controller does', agree);

  test.prop([fc.double({ min: 0, max: 3, noNaN: true }), bands])(
    'judge values about the target as the controller does',
    (ratio, given) => agree((ratio * given.targetMilli) / 1000, given),
  );

  test.prop([bands])(
    'judge themselves and the doubles next to them as the controller does',
    (given) => {
      const { above, below } = bandEdges(given);
      for (const value of [...neighbours(above), ...neighbours(below)]) agree(value, given);
    },
  );

  test.prop([bands])('judge the thousandths next to them as the controller does', (given) => {
    const { above, below } = bandEdges(given);
    for (const edge of [above, below]) {
      const milli = Math.round(edge * 1000);
      for (const near of [milli - 1, milli, milli + 1]) agree(near / 1000, given);
    }
  });
});
