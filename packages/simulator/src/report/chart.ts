import { stepValue } from '@flyball/core';
import type { RunRecord } from '../engine/index.ts';
import { formatLatency, formatNumber, formatSpan } from './format.ts';

const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const MARGIN = 12;

/** Latencies above so many times the goal are cut off: the rest would be too small to see. */
const MOST_OVER_GOAL = 4;

/** One row of columns over time: bars, and perhaps a line across them. */
interface Panel {
  readonly title: string;
  readonly bars: readonly (number | null)[];
  /** A mark above the bars where it is higher, as what was asked for above what is there. */
  readonly marks?: readonly (number | null)[];
  /** A line at a height, as a target. */
  readonly line?: number;
  readonly height: number;
  readonly show: (value: number) => string;
}

/**
 * Load, pods and latency of a run over one axis of time, in characters: bars for what is, `╌` for what
 * was asked for or for the target, nothing where there is no value.
 *
 * @param width columns of the terminal.
 */
export function runChart(run: RunRecord, width: number = 80): string[] {
  const columns = Math.max(20, width - MARGIN - 2);
  const spans = Array.from({ length: columns }, (_, k) => ({
    from: (run.duration * k) / columns,
    to: (run.duration * (k + 1)) / columns,
  }));
  const over = (of: (bin: RunRecord['bins'][number]) => number | null) =>
    spans.map(({ from, to }) => {
      const values = run.bins
        .filter((bin) => bin.to > from && bin.from < to)
        .map(of)
        .filter((value): value is number => value !== null);
      return values.length === 0 ? null : Math.max(...values);
    });
  const steps = (track: RunRecord['ready']) => spans.map(({ to }) => stepValue(track, to - 1e-9));
  const ceiling = MOST_OVER_GOAL * run.goal.latency;
  const panels: Panel[] = [
    {
      title: 'requests/s',
      bars: over(({ attempts, from, to }) => attempts / (to - from)),
      height: 4,
      show: formatNumber,
    },
    {
      title: 'pods ready',
      bars: steps(run.ready),
      marks: steps(run.desired),
      height: 5,
      show: formatNumber,
    },
    {
      title: 'p95',
      bars: over(({ p95 }) => (p95 === null ? null : Math.min(p95, ceiling))),
      line: run.goal.latency,
      height: 5,
      show: (value) => `${value >= ceiling ? '≥ ' : ''}${formatLatency(value)}`,
    },
  ];
  return [...panels.flatMap(panelLines), axisLine(run.duration, columns)];
}

function panelLines({ title, bars, marks, line, height, show }: Panel): string[] {
  const values = [...bars, ...(marks ?? []), line ?? 0].filter((value) => value !== null);
  const top = Math.max(...values, 1e-12);
  const eighths = (value: number): number => Math.round((value / top) * height * 8);
  const rows: string[] = [];
  for (let row = height - 1; row >= 0; row -= 1) {
    const cells = bars.map((bar, k) => {
      const mark = marks?.[k] ?? line ?? null;
      const markHere = mark !== null && Math.max(0, Math.ceil(eighths(mark) / 8) - 1) === row;
      const filled = bar === null ? 0 : Math.max(0, Math.min(8, eighths(bar) - row * 8));
      if (filled > 0 && !(markHere && filled < 8)) return BLOCKS[filled];
      return markHere ? '╌' : ' ';
    });
    const label =
      row === height - 1 ? show(top) : row === 0 ? '0' : row === height - 2 ? title : '';
    rows.push(`${label.padStart(MARGIN)} ${cells.join('')}`.trimEnd());
  }
  return [...rows, ''];
}

function axisLine(duration: number, columns: number): string {
  const end = formatSpan(duration);
  const middle = formatSpan(duration / 2);
  const left = '0s'.padEnd(Math.floor(columns / 2) - Math.floor(middle.length / 2));
  return `${' '.repeat(MARGIN)} ${`${left}${middle}`.padEnd(columns - end.length)}${end}`;
}
