import { checkedInt64, type Int64 } from '../go/index.ts';

/** The label as an int64, as `>` and `<` read it; nothing when it is none. */
export function parseLabelInteger(text: string): Int64 | undefined {
  const match = /^([+-]?)0*(\d{1,19})$/.exec(text);
  if (match === null) return undefined;
  const magnitude = BigInt(match[2] ?? '');
  return checkedInt64(match[1] === '-' ? -magnitude : magnitude);
}
