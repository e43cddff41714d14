/**
 * Lower case as Go maps it, character by character: `İ` becomes `i` where JavaScript appends a
 * combining dot, and a final `Σ` is no special case.
 */
export function goLowerCase(text: string): string {
  let lower = '';
  for (const character of text) {
    lower += character === '\u0130' ? 'i' : character.toLowerCase();
  }
  return lower;
}
