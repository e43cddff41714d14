const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 text that standard base64 holds (line breaks allowed), or undefined if it is not that. */
export function textFromBase64(base64: string): string | undefined {
  const text = base64.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    return undefined;
  }
  let bits = '';
  for (const character of text.replace(/=+$/, '')) {
    bits += alphabet.indexOf(character).toString(2).padStart(6, '0');
  }
  const bytes = bits.match(/[01]{8}/g) ?? [];
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${Number.parseInt(byte, 2).toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    return undefined;
  }
}
