import type { Workload } from './workload.ts';

/** A mistake in an expression, with its place. */
export class ExpressionError extends Error {
  override readonly name: string = 'ExpressionError';
  /** Characters before the mistake. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Puts loads together as people write it: `diurnal * weekday + flash`. Names stand for loads, numbers
 * for constants; `*` binds closer than `+`; parentheses group.
 *
 * @param text the expression.
 * @param parts the loads by name.
 * @throws ExpressionError for a text that is none, or a name that has no load.
 */
export function parseWorkloadExpression(
  text: string,
  parts: Readonly<Record<string, Workload>>,
): Workload {
  const tokens = tokenize(text);
  let place = 0;
  const peek = (): Token | undefined => tokens[place];
  const endOffset = text.length;

  const operand = (): Workload => {
    const token = peek();
    if (token === undefined) {
      throw new ExpressionError('a load, a number or ( is missing at the end', endOffset);
    }
    place += 1;
    if (token.text === '(') {
      const inside = sum();
      const close = peek();
      if (close?.text !== ')') {
        throw new ExpressionError(') is missing', close?.offset ?? endOffset);
      }
      place += 1;
      return inside;
    }
    if (/^[\d.]/.test(token.text)) return { kind: 'constant', rate: Number(token.text) };
    if (/^[A-Za-z_]/.test(token.text)) return partNamed(token, parts);
    throw new ExpressionError(
      `a load, a number or ( must stand here, not ${token.text}`,
      token.offset,
    );
  };
  const chain = (kind: 'sum' | 'product', sign: string, next: () => Workload): Workload => {
    const members = [next()];
    while (peek()?.text === sign) {
      place += 1;
      members.push(next());
    }
    const [only] = members;
    return members.length === 1 && only !== undefined ? only : { kind, parts: members };
  };
  const product = (): Workload => chain('product', '*', operand);
  const sum = (): Workload => chain('sum', '+', product);

  const whole = sum();
  const rest = peek();
  if (rest !== undefined) {
    throw new ExpressionError(`+ or * must stand here, not ${rest.text}`, rest.offset);
  }
  return whole;
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*([A-Za-z_][\w-]*|\d+(?:\.\d+)?|\.\d+|\S)/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, token = ''] = match;
    tokens.push({ text: token, offset: match.index + whole.length - token.length });
  }
  return tokens;
}

function partNamed({ text, offset }: Token, parts: Readonly<Record<string, Workload>>): Workload {
  const part = Object.hasOwn(parts, text) ? parts[text] : undefined;
  if (part !== undefined) return part;
  const known = Object.keys(parts).join(', ') || 'none';
  throw new ExpressionError(`no load is named ${text}; there is: ${known}`, offset);
}
