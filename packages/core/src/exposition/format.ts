/** The two formats of text that programs show their metrics in. */
export type ExpositionFormat = 'text' | 'openmetrics';

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const MEDIA_TYPE = new RegExp(`^\\s*(${TOKEN}(?:/${TOKEN})?)\\s*(?:;|$)`);
const PARAMETER = new RegExp(
  `\\s*(${TOKEN})\\s*=\\s*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")\\s*(?:;|$)`,
  'y',
);

/**
 * The format that a Content-Type header announces; nothing where Prometheus, without a fallback,
 * would refuse to scrape: no header, one that cannot be read, another type, a newer version.
 */
export function expositionFormat(contentType: string): ExpositionFormat | undefined {
  const [intro, written = ''] = MEDIA_TYPE.exec(contentType) ?? [];
  if (intro === undefined) return undefined;
  const parameters = readParameters(contentType, intro.length);
  switch (parameters && written.toLowerCase()) {
    case 'text/plain':
      return 'text';
    case 'application/openmetrics-text':
      return parameters?.get('version') === '2.0.0' ? undefined : 'openmetrics';
    default:
      return undefined;
  }
}

function readParameters(text: string, from: number): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = from;
  while (text.slice(PARAMETER.lastIndex || from).trim() !== '') {
    const [, name = '', token, quoted] = PARAMETER.exec(text) ?? [];
    if (name === '' || parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), token ?? quoted ?? '');
    if (PARAMETER.lastIndex >= text.length) break;
  }
  return parameters;
}
