const mostBytes = 30;

/**
 * What the API server shows of a body that it does not recognize: the first 30 bytes, as text if
 * it begins like an object, else in hexadecimal.
 */
export function summarize(body: string): string {
  if (body === '') return '<empty>';
  const bytes = utf8Bytes(body);
  const shown = bytes.slice(0, mostBytes);
  const text = body.startsWith('{') ? textOf(shown) : shown.join('').replaceAll('%', '');
  return bytes.length > mostBytes ? `${text} ...` : text;
}

/** Every byte as `%xx`. */
function utf8Bytes(text: string): string[] {
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return [...encoded.matchAll(/%..|./g)].map(([part]) =>
    part.length === 3 ? part.toLowerCase() : `%${part.charCodeAt(0).toString(16)}`,
  );
}

/** The text of bytes; those of a character that was cut are replaced one by one. */
function textOf(bytes: readonly string[]): string {
  for (let whole = bytes.length; whole > 0; whole -= 1) {
    try {
      const text = decodeURIComponent(bytes.slice(0, whole).join(''));
      return text + '\ufffd'.repeat(bytes.length - whole);
    } catch {
      // A character of up to four bytes was cut.
    }
  }
  return '';
}
