import { type ContainerUsage, MetricsServer, type MetricsServerOptions } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { SECOND } from './support.ts';

/** A pod of two containers that use 0.25 and 0.5 cores from their start on. */
function usageOf(startedAt: number, name = 'a'): MetricsServerOptions['usage'] {
  return (at) => {
    if (at < startedAt) return [];
    const cpuSeconds = (at - startedAt) / SECOND;
    const common = { pod: name, startedAt, at, memoryBytes: 1_000_000 };
    const used = (container: string, cores: number): ContainerUsage => ({
      ...common,
      container,
      cpuSeconds: cores * cpuSeconds,
    });
    return [used('app', 0.25), used('sidecar', 0.5)];
  };
}

function serverOf(options: Partial<MetricsServerOptions>): MetricsServer {
  return new MetricsServer({ usage: usageOf(0), startedAt: 0, ...options });
}

describe('usage of pods', () => {
  const nothing = { error: { message: 'no metrics returned from resource metrics API' } };

  // From the storage of metrics-server 0.8: two measurements make a rate; of a container that is
  // 10 s to one resolution old, one does.
  test.each([
    ['before a measurement', 0, 0, undefined],
    ['a container that is 7 s old has no rate', 8, 15, undefined],
    ['one that is 12 s old has that since its start', 3, 15, 12],
    ['one that is 15 s old is no fresh one any more', 0, 15, undefined],
    ['two measurements make a rate', 8, 30, 15],
  ])('%s', (_, started, at, window) => {
    const server = serverOf({ usage: usageOf(started * SECOND) });
    server.advance(at * SECOND);
    const sample = { value: 750, at: at * SECOND, window: (window ?? 0) * SECOND };
    expect(server.read('cpu')).toEqual(window === undefined ? nothing : { pods: { a: sample } });
  });

  test('are sums over containers, or of one', () => {
    const server = serverOf({});
    server.advance(30 * SECOND);
    const measured = { at: 30 * SECOND, window: 15 * SECOND };
    expect(server.read('memory')).toEqual({ pods: { a: { value: 2_000_000_000, ...measured } } });
    expect(server.read('cpu', 'app')).toEqual({ pods: { a: { value: 250, ...measured } } });
    expect(server.read('cpu', 'nosuch')).toEqual({
      error: { message: 'container nosuch not present in metrics for pod a' },
    });
  });

  test('are those of the last beat, whenever they are asked for', () => {
    const server = serverOf({ resolution: { interval: 15_000, phase: 4_000 } });
    expect(server.advance(50 * SECOND)).toEqual([4_000, 19_000, 34_000, 49_000]);
    expect(server.nextEventAt()).toBe(64_000);
  });

  test('a kubelet that has measured nothing new leaves what was known', () => {
    const measured = usageOf(0);
    const server = serverOf({ usage: () => measured(20 * SECOND) });
    server.advance(45 * SECOND);
    // The second measurement never comes: there is no rate, rather than a rate over nothing.
    expect(server.read('cpu')).toEqual(nothing);
  });

  test('a container that has restarted begins anew', () => {
    const server = serverOf({ usage: (at) => usageOf(at >= 40_000 ? 38_000 : 0)(at) });
    server.advance(30 * SECOND);
    expect(server.read('cpu')).toMatchObject({ pods: { a: { value: 750 } } });
    server.advance(45 * SECOND);
    expect(server.read('cpu')).toEqual(nothing);
  });

  test('stay as they were while it cannot ask', () => {
    const server = serverOf({ fault: (at) => (at > 30_000 ? 'unavailable' : undefined) });
    server.advance(120 * SECOND);
    expect(server.read('cpu')).toMatchObject({ pods: { a: { at: 30_000 } } });
  });
});
