const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether objects and lists in a JSON text stand deeper in one another than is allowed. It is asked
 * before the text is parsed, and a text that is no JSON may get either answer.
 */
export function isDeeperThan(text: string, allowed: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > allowed) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      default:
    }
  }
  return false;
}

/** Where the string that begins at `start` ends: at a quote that an even number of \ precedes. */
function endOfString(text: string, start: number): number {
  for (let end = start; ; ) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
}
