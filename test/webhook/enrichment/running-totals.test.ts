import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunningTotals } from '../../../packages/webhook/src/enrichment/running-totals.ts';

/** What happens to the counters of one gateway between two scrapes. */
type Step =
  | { readonly kind: 'requests'; readonly route: number; readonly count: number }
  | { readonly kind: 'remove'; readonly route: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'forget' };

const requests = fc.record({
  kind: fc.constant('requests'),
  route: fc.nat(3),
  count: fc.nat(100),
});
/** Route 0 stays, so that the series is never gone. */
const remove = fc.record({ kind: fc.constant('remove'), route: fc.integer({ min: 1, max: 3 }) });
const restart = fc.record({ kind: fc.constant('restart') });
const forget = fc.record({ kind: fc.constant('forget') });

/** Plays the steps, one scrape after each; what Prometheus counts of it, and what there was. */
function play(steps: readonly Step[]): { readonly counted: number; readonly happened: number } {
  let totals = new RunningTotals();
  const routes = new Map([[0, 7]]);
  let last: number | undefined;
  let counted = 0;
  let happened = 0;
  const scrape = (): void => {
    const readings = [...routes].map(([route, value]) => ({
      group: `route ${route}`,
      input: `route ${route}`,
      output: 'service',
      value,
    }));
    const value = totals.take(readings).get('service') ?? Number.NaN;
    // Prometheus: a counter that falls has begun again at zero.
    if (last !== undefined) counted += value >= last ? value - last : value;
    last = value;
  };
  scrape();
  for (const step of steps) {
    if (step.kind === 'requests') {
      routes.set(step.route, (routes.get(step.route) ?? 0) + step.count);
      happened += step.count;
    } else if (step.kind === 'remove') routes.delete(step.route);
    else if (step.kind === 'restart') for (const route of routes.keys()) routes.set(route, 0);
    else totals = new RunningTotals();
    scrape();
  }
  return { counted, happened };
}

test('every request of a service is counted once, whichever routes come and go', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(requests, remove)), (steps) => {
      const { counted, happened } = play(steps as Step[]);
      expect(counted).toBe(happened);
    }),
  );
});

test('restarts, of the gateway or of ours, may lose requests and never make any up', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(requests, remove, restart, forget)), (steps) => {
      const { counted, happened } = play(steps as Step[]);
      expect(counted).toBeLessThanOrEqual(happened);
    }),
  );
});

test('when one part of a histogram shows that it began again, so did the others', () => {
  const totals = new RunningTotals();
  const take = (sum: number, count: number) =>
    Object.fromEntries(
      totals.take([
        { group: 'a', input: 'sum', output: 'sum', value: sum },
        { group: 'a', input: 'count', output: 'count', value: count },
      ]),
    );
  take(500, 5);
  // After a restart: six requests of 10 ms. The count alone would show one.
  expect(take(60, 6)).toEqual({ sum: 60, count: 6 });
});
