import { formatInstant } from '@flyball/core';
import type { RunRecord } from '../engine/index.ts';
import type { Score } from '../score/index.ts';
import { runChart } from './chart.ts';
import { formatLatency, formatNumber, formatShare, formatSpan } from './format.ts';

const MOST_CHANGES = 40;

/** One run as a terminal shows it: chart, what it came to, and every change of size with its reason. */
export function runText(name: string, run: RunRecord, score: Score, width: number = 80): string {
  const { goal, duration, startsAt, seed } = run;
  return [
    `${name}   ${formatSpan(duration)} from ${formatInstant(startsAt)}   seed ${seed}`,
    '',
    ...runChart(run, width),
    '',
    ...figures(run, score, goal),
    '',
    ...changes(run),
    '',
  ].join('\n');
}

function figures(run: RunRecord, score: Score, goal: RunRecord['goal']): string[] {
  const missed = `${formatShare(score.missedByRequest)} of ${formatNumber(score.requests)} requests`;
  const lost = score.lost > 0 ? `, ${formatNumber(score.lost)} of them lost` : '';
  const lines: [string, string][] = [
    ['goal', `${formatShare(goal.share)} of requests within ${formatLatency(goal.latency)}`],
    [
      'missed',
      `${missed}${lost}; in the worst five minutes ${formatShare(score.worstFiveMinutes)}`,
    ],
    [
      'latency',
      `p50 ${formatLatency(score.p50)}, p95 ${formatLatency(score.p95)}, p99 ${formatLatency(score.p99)}`,
    ],
    ['pods', `${formatNumber(score.podHours)} pod-hours, at most ${formatNumber(score.mostPods)}`],
    [
      'scaling',
      `${formatNumber(score.changes)} changes, ${formatNumber(score.reversals)} of them turn back; reacts in ${formatSpan(score.reactsIn)}`,
    ],
    [
      'elasticity',
      `short of pods ${formatShare(score.elasticity.timeshareUnder / 100)} of the time, too many ${formatShare(score.elasticity.timeshareOver / 100)}`,
    ],
  ];
  if (score.cost > 0) lines.push(['cost', formatNumber(score.cost)]);
  if (run.totals.attempts > score.requests * 1.01) {
    lines.push(['attempts', `${formatNumber(run.totals.attempts)}, tries again included`]);
  }
  return lines.map(([label, text]) => `  ${label.padEnd(12)}${text}`);
}

function changes({ decisions, desired, startsAt }: RunRecord): string[] {
  const rescales = decisions.filter(({ rescale }) => rescale !== null);
  if (rescales.length === 0) {
    const path = desired.map(([, replicas]) => replicas);
    return path.length < 2 ? ['  no change of size'] : [`  ${path.join(' → ')}`];
  }
  const shown = rescales.slice(0, MOST_CHANGES).map(({ at, rescale, reason }) => {
    return `  ${clock((at - startsAt) / 1000)}  ${rescale?.from} → ${rescale?.to}  ${rescale?.reason || reason.text}`;
  });
  const more = rescales.length - shown.length;
  return more > 0 ? [...shown, `  … and ${more} more`] : shown;
}

/** Time since the start: `12:01:33`, with days before it once there are some. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value % 60).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const days = hours >= 24 ? `${Math.floor(hours / 24)}d ` : '';
  return `${days}${String(hours % 24).padStart(2, '0')}:${two(Math.floor(whole / 60))}:${two(whole)}`;
}
