import type { BenchmarkResult } from './benchmark.ts';

/** One line a task: the median and the 99th percentile of an operation, limit and peer. */
export function renderResults(results: readonly BenchmarkResult[]): readonly string[] {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map((result) => {
    const { name, median, p99 } = result;
    const notes = [limitNote(result), peerNote(result, results)].filter((note) => note !== '');
    const figures = `${duration(median)}  p99 ${duration(p99)}`;
    return `  ${name.padEnd(width)}  ${figures}  ${notes.join('; ')}`.trimEnd();
  });
}

function limitNote({ median, limit }: BenchmarkResult): string {
  if (limit === undefined) return '';
  return `${median <= limit * 1000 ? 'within' : 'OVER'} ${limit} µs`;
}

function peerNote(result: BenchmarkResult, all: readonly BenchmarkResult[]): string {
  if (result.peer === undefined) return '';
  const peer = all.find(({ name }) => name === result.peer);
  if (peer === undefined) throw new Error(`${result.name} has no peer ${result.peer}`);
  const ratio = peer.median / result.median;
  return ratio >= 1
    ? `${times(ratio)} as fast as ${peer.name}`
    : `${times(1 / ratio)} as slow as ${peer.name}`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`;
}

function duration(nanoseconds: number): string {
  const [value, unit] =
    nanoseconds < 1e3
      ? [nanoseconds, 'ns']
      : nanoseconds < 1e6
        ? [nanoseconds / 1e3, 'µs']
        : nanoseconds < 1e9
          ? [nanoseconds / 1e6, 'ms']
          : [nanoseconds / 1e9, 's'];
  return `${value.toPrecision(3)} ${unit}`.padStart(8);
}
