import { goUnquote } from '../go/index.ts';
import { TemplateError } from './error.ts';
import type { Command, Operand, Pipeline } from './node.ts';
import { numericConstant } from './number.ts';
import { refuse, unexpected } from './refusal.ts';
import type { Token, TokenKind } from './token.ts';
import type { Words } from './words.ts';

/** Reads what stands in an action: commands, operands, and the variables that they set. */
export class PipelineParser {
  /** Those that may be read at this place; whoever ends a block shortens the list. */
  readonly variables: string[] = ['$'];
  readonly #words: Words;
  readonly #functions: ReadonlySet<string>;

  constructor(words: Words, functions: ReadonlySet<string>) {
    this.#words = words;
    this.#functions = functions;
  }

  /** Reads to the end of an action, or of a parenthesis. */
  pipeline(context: string, end: TokenKind = 'right'): Pipeline {
    const { declarations, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#words.peekNonSpace();
      if (token.kind === end) {
        this.#words.take();
        this.#checkCommands(commands, context, token);
        return { declarations, assigns, commands };
      }
      if (!STARTS_OPERAND.has(token.kind)) unexpected(token, `in ${context}`);
      commands.push(this.#command());
    }
  }

  #declarations(context: string): Pick<Pipeline, 'declarations' | 'assigns'> {
    const declarations: string[] = [];
    while (this.#words.peekNonSpace().kind === 'variable') {
      const ahead = this.#words.peek(1).kind === 'space' ? 2 : 1;
      const next = this.#words.peek(ahead);
      const comma = next.kind === 'other' && next.text === ',';
      if (next.kind !== 'assign' && next.kind !== 'declare' && !comma) break;
      const variable = this.#words.take();
      this.#words.takeNonSpace();
      declarations.push(variable.text);
      this.variables.push(variable.text);
      if (!comma) return { declarations, assigns: next.kind === 'assign' };
      if (context !== 'range' || declarations.length > 1) {
        refuse(next.offset, `too many variables in ${context}`);
      }
      if (!['variable', 'right', 'close'].includes(this.#words.peekNonSpace().kind)) {
        refuse(next.offset, 'range can only set variables');
      }
    }
    return { declarations, assigns: false };
  }

  #checkCommands(commands: readonly Command[], context: string, token: Token): void {
    if (commands.length === 0) refuse(token.offset, `the value of ${context} is missing`);
    for (const { operands, offset } of commands.slice(1)) {
      const kind = operands[0]?.kind ?? 'nil';
      if (['constant', 'string', 'dot', 'nil'].includes(kind)) {
        refuse(offset, 'only a function can take the value of a pipeline');
      }
    }
  }

  #command(): Command {
    const operands: Operand[] = [];
    const { offset } = this.#words.peekNonSpace();
    for (;;) {
      this.#words.skipSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const { kind } = this.#words.peek();
      if (kind === 'space') continue;
      if (kind === 'pipe') this.#words.take();
      else if (kind !== 'right' && kind !== 'close') {
        unexpected(this.#words.peek(), 'in an operand');
      }
      if (operands.length === 0) refuse(offset, 'the command is empty');
      return { operands, offset };
    }
  }

  #operand(): Operand | undefined {
    const operand = this.#term();
    if (operand === undefined || this.#words.peek().kind !== 'field') return operand;
    const names: string[] = [];
    while (this.#words.peek().kind === 'field') names.push(this.#words.take().text.slice(1));
    const { offset } = operand;
    switch (operand.kind) {
      case 'field':
        return { kind: 'field', names: [...operand.names, ...names], offset };
      case 'variable':
        return { kind: 'variable', name: operand.name, names, offset };
      case 'function':
      case 'pipeline':
      case 'chain':
        return { kind: 'chain', operand, names, offset };
      default:
        return refuse(offset, 'this has no fields');
    }
  }

  #term(): Operand | undefined {
    const token = this.#words.peek();
    if (!STARTS_OPERAND.has(token.kind)) return undefined;
    this.#words.take();
    const { offset, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(text)) {
          throw new TemplateError('unknown-function', offset, `there is no function ${text}`);
        }
        return { kind: 'function', name: text, offset };
      case 'dot':
      case 'nil':
        return { kind: token.kind, offset };
      case 'variable':
        if (!this.variables.includes(text)) refuse(offset, `the variable ${text} is not set`);
        return { kind: 'variable', name: text, names: [], offset };
      case 'field':
        return { kind: 'field', names: [text.slice(1)], offset };
      case 'bool':
        return { kind: 'constant', value: text === 'true', offset };
      case 'character':
        return { kind: 'constant', value: this.#codePoint(token), offset };
      case 'number':
        return this.#number(token);
      case 'open':
        return { kind: 'pipeline', pipeline: this.pipeline('parentheses', 'close'), offset };
      default:
        return { kind: 'string', value: this.unquoted(token), offset };
    }
  }

  #number({ text, offset }: Token): Operand {
    const constant = numericConstant(text);
    if (!constant.ok) refuse(offset, constant.message);
    return { kind: 'constant', value: constant.value, offset };
  }

  #codePoint(token: Token): bigint {
    const characters = [...this.unquoted(token)];
    if (characters.length !== 1) refuse(token.offset, `${token.text} is not one character`);
    return BigInt(characters[0]?.codePointAt(0) ?? 0);
  }

  /** The text of a literal. */
  unquoted({ text, offset }: Token): string {
    const value = goUnquote(text);
    if (value === undefined) refuse(offset, `${text} has an escape that Go does not know`);
    return value;
  }
}

const STARTS_OPERAND: ReadonlySet<TokenKind> = new Set([
  'bool',
  'character',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'open',
  'raw-string',
  'string',
  'variable',
]);
