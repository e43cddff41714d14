import { goUnquote } from '../../go/index.ts';

const BARE = /^\s*([A-Za-z_:][A-Za-z0-9_:]*)\s*(?:\{|$)/;
const NAMED =
  /^\s*\{(?:[^"'`]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)*?[{,\s]__name__\s*=\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)/;

/** The one series that a selector names, if it names one: `up{…}` or `{__name__="up",…}`. */
export function seriesNamed(selector: string): string | undefined {
  const bare = BARE.exec(selector)?.[1];
  if (bare !== undefined) return bare;
  const literal = NAMED.exec(selector.replace('{', '{ '))?.[1];
  return literal === undefined ? undefined : goUnquote(literal);
}
