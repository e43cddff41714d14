import { goTrimSpace } from '../go/index.ts';
import { parseQuantity } from './parse.ts';
import { Quantity } from './quantity.ts';

/**
 * Reads a quantity as the API server reads it out of JSON: from the raw text of the value, which
 * may be a number or a string. White space is trimmed, escapes are not resolved (`"\u0031"` is
 * refused), and `null` is zero with an empty format. For a value that is parsed already pass
 * `JSON.stringify(value)`.
 *
 * @throws {QuantityError} when there is no quantity in it
 */
export function decodeQuantity(token: string): Quantity {
  if (token === 'null') return new Quantity(0, 0, '');
  const quoted = token.length >= 2 && token.startsWith('"') && token.endsWith('"');
  return parseQuantity(goTrimSpace(quoted ? token.slice(1, -1) : token));
}
