import type { Failure } from './examine.ts';

const SHOWN_DIFFERENCES = 5;
const SHOWN_LENGTH = 160;

/** A failure as a person reads it: the case, then path, expected and got of its first differences. */
export function renderFailure({ file, line, id, problem, differences }: Failure): string {
  const place = line === undefined ? file : `${file}:${line}`;
  const rows = [id === undefined ? place : `${place}  ${id}`];
  if (problem !== undefined) rows.push(`  ${problem}`);
  for (const { path, expected, got } of differences.slice(0, SHOWN_DIFFERENCES)) {
    const [left, right] = windows(print(expected), print(got));
    rows.push(
      `  ${path === '' ? 'answer' : path}`,
      `    expected ${left}`,
      `    got      ${right}`,
    );
  }
  const more = differences.length - SHOWN_DIFFERENCES;
  if (more > 0) rows.push(`  and ${more} more`);
  return rows.join('\n');
}

function print(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
}

/** Cuts two long texts to the stretch around their first difference. */
function windows(a: string, b: string): readonly [string, string] {
  if (a.length <= SHOWN_LENGTH && b.length <= SHOWN_LENGTH) return [a, b];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const start = Math.max(0, same - SHOWN_LENGTH / 2);
  const cut = (text: string) =>
    `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN_LENGTH)}${
      text.length > start + SHOWN_LENGTH ? '…' : ''
    }`;
  return [cut(a), cut(b)];
}
