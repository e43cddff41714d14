import { goUnquote } from '../go/index.ts';
import { TemplateError } from './error.ts';
import type {
  Command,
  IncludeNode,
  Operand,
  Pipeline,
  TemplateBodies,
  TemplateNode,
} from './node.ts';
import { numericConstant } from './number.ts';
import type { Token, TokenKind } from './token.ts';

/** Words to a tree. `name` is the template's own, `functions` those that it may call. */
export function parseTokens(
  tokens: readonly Token[],
  name: string,
  functions: ReadonlySet<string>,
): TemplateBodies {
  const bodies = new Map<string, readonly TemplateNode[]>();
  const words = new Words(tokens);
  const parser = new Parser(words, functions, bodies);
  addBody(bodies, name, parser.topLevel(), words.peek());
  return bodies;
}

function addBody(
  bodies: Map<string, readonly TemplateNode[]>,
  name: string,
  body: readonly TemplateNode[],
  place: Token,
): void {
  const known = bodies.get(name);
  if (known === undefined || isBlank(known)) bodies.set(name, body);
  else if (!isBlank(body)) {
    throw new TemplateError('syntax', place.offset, `the template "${name}" is defined twice`);
  }
}

function isBlank(body: readonly TemplateNode[]): boolean {
  return body.every((node) => node.kind === 'text' && /^\s*$/.test(node.text));
}

/** A reading head over the words. */
class Words {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  /** The word so many places ahead. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', text: '', offset: 0 };
  }

  skipSpace(): void {
    while (this.peek().kind === 'space') this.#next++;
  }

  takeNonSpace(): Token {
    this.skipSpace();
    return this.take();
  }

  peekNonSpace(): Token {
    this.skipSpace();
    return this.peek();
  }
}

type Closing = 'end' | 'else';

interface Body {
  readonly nodes: readonly TemplateNode[];
  readonly closing: Closing;
  readonly token: Token;
}

class Parser {
  readonly #words: Words;
  readonly #functions: ReadonlySet<string>;
  readonly #bodies: Map<string, readonly TemplateNode[]>;
  readonly #variables: string[] = ['$'];
  #rangeDepth = 0;

  constructor(
    words: Words,
    functions: ReadonlySet<string>,
    bodies: Map<string, readonly TemplateNode[]>,
  ) {
    this.#words = words;
    this.#functions = functions;
    this.#bodies = bodies;
  }

  topLevel(): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    while (this.#words.peek().kind !== 'end') {
      const node = this.#textOrAction(true);
      if (node === undefined) continue;
      if ('closing' in node) this.#unexpected(node.token, 'here');
      nodes.push(node);
    }
    return nodes;
  }

  #body(): Body {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const { kind, offset } = this.#words.peek();
      if (kind === 'end') this.#fail(offset, 'an <<end>> is missing');
      const node = this.#textOrAction(false);
      if (node === undefined) continue;
      if ('closing' in node) return { nodes, closing: node.closing, token: node.token };
      nodes.push(node);
    }
  }

  /** Nothing for a definition, which leaves nothing where it stands. */
  #textOrAction(
    top: boolean,
  ): TemplateNode | { readonly closing: Closing; readonly token: Token } | undefined {
    const token = this.#words.take();
    if (token.kind === 'text') return { kind: 'text', text: token.text };
    if (token.kind !== 'left') this.#unexpected(token, 'here');
    const word = this.#words.peekNonSpace();
    if (word.kind !== 'keyword') return { kind: 'action', pipeline: this.#pipeline('command') };
    this.#words.take();
    switch (word.text) {
      case 'if':
      case 'with':
      case 'range':
        return this.#control(word, word.text);
      case 'end':
        this.#expect('right', 'end');
        return { closing: 'end', token: word };
      case 'else':
        return this.#else(word);
      case 'break':
      case 'continue':
        return this.#loopControl(word, word.text);
      case 'template':
        return this.#include(word);
      case 'block':
        return this.#block(word);
      default:
        if (!top) this.#unexpected(word, 'here');
        this.#definition();
        return undefined;
    }
  }

  #else(word: Token): { readonly closing: Closing; readonly token: Token } {
    const next = this.#words.peekNonSpace();
    const chained = next.kind === 'keyword' && (next.text === 'if' || next.text === 'with');
    if (!chained) this.#expect('right', 'else');
    return { closing: 'else', token: word };
  }

  #loopControl(word: Token, kind: 'break' | 'continue'): TemplateNode {
    this.#expect('right', kind);
    if (this.#rangeDepth === 0) this.#fail(word.offset, `${kind} stands outside of every range`);
    return { kind };
  }

  #control(word: Token, kind: 'if' | 'with' | 'range'): TemplateNode {
    const scope = this.#variables.length;
    const pipeline = this.#pipeline(kind);
    if (kind === 'range') this.#rangeDepth++;
    const { nodes: body, closing, token } = this.#body();
    if (kind === 'range') this.#rangeDepth--;
    const otherwise = closing === 'else' ? this.#otherwise(kind, token) : [];
    this.#variables.length = scope;
    if (kind === 'range') return { kind, offset: word.offset, pipeline, body, otherwise };
    return { kind, pipeline, body, otherwise };
  }

  #otherwise(kind: 'if' | 'with' | 'range', token: Token): readonly TemplateNode[] {
    const next = this.#words.peek();
    if (next.kind === 'keyword') {
      if (next.text !== kind || kind === 'range') this.#unexpected(next, `after else of ${kind}`);
      this.#words.take();
      return [this.#control(next, kind)];
    }
    const { nodes, closing } = this.#body();
    if (closing !== 'end') this.#fail(token.offset, 'a second else where an end is wanted');
    return nodes;
  }

  #include(word: Token): IncludeNode {
    const name = this.#templateName('template');
    const bare = this.#words.peekNonSpace().kind === 'right';
    if (bare) this.#words.take();
    const pipeline = bare ? undefined : this.#pipeline('template');
    return { kind: 'template', offset: word.offset, name, pipeline };
  }

  #block(word: Token): IncludeNode {
    const name = this.#templateName('block');
    const pipeline = this.#pipeline('block');
    this.#nested(name, 'block');
    return { kind: 'template', offset: word.offset, name, pipeline };
  }

  #definition(): void {
    const name = this.#templateName('define');
    this.#expect('right', 'define');
    this.#nested(name, 'define');
  }

  /** The body of a template of its own: it sees no variable but `$`. */
  #nested(name: string, what: string): void {
    const inner = new Parser(this.#words, this.#functions, this.#bodies);
    const { nodes, closing, token } = inner.#body();
    if (closing !== 'end') this.#unexpected(token, `in ${what}`);
    addBody(this.#bodies, name, nodes, token);
  }

  #templateName(what: string): string {
    const token = this.#words.takeNonSpace();
    if (token.kind !== 'string' && token.kind !== 'raw-string')
      this.#unexpected(token, `in ${what}`);
    return this.#unquoted(token);
  }

  #pipeline(context: string, end: TokenKind = 'right'): Pipeline {
    const { declarations, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#words.peekNonSpace();
      if (token.kind === end) {
        this.#words.take();
        this.#checkCommands(commands, context, token);
        return { declarations, assigns, commands };
      }
      if (!STARTS_OPERAND.has(token.kind)) this.#unexpected(token, `in ${context}`);
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
      this.#variables.push(variable.text);
      if (!comma) return { declarations, assigns: next.kind === 'assign' };
      if (context !== 'range' || declarations.length > 1) {
        this.#fail(next.offset, `too many variables in ${context}`);
      }
      if (!['variable', 'right', 'close'].includes(this.#words.peekNonSpace().kind)) {
        this.#fail(next.offset, 'range can only set variables');
      }
    }
    return { declarations, assigns: false };
  }

  #checkCommands(commands: readonly Command[], context: string, token: Token): void {
    if (commands.length === 0) this.#fail(token.offset, `the value of ${context} is missing`);
    for (const { operands, offset } of commands.slice(1)) {
      const kind = operands[0]?.kind ?? 'nil';
      if (['constant', 'string', 'dot', 'nil'].includes(kind)) {
        this.#fail(offset, 'only a function can take the value of a pipeline');
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
        this.#unexpected(this.#words.peek(), 'in an operand');
      }
      if (operands.length === 0) this.#fail(offset, 'the command is empty');
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
        return this.#fail(offset, 'this has no fields');
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
        if (!this.#variables.includes(text)) this.#fail(offset, `the variable ${text} is not set`);
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
        return { kind: 'pipeline', pipeline: this.#pipeline('parentheses', 'close'), offset };
      default:
        return { kind: 'string', value: this.#unquoted(token), offset };
    }
  }

  #number({ text, offset }: Token): Operand {
    const constant = numericConstant(text);
    if (!constant.ok) this.#fail(offset, constant.message);
    return { kind: 'constant', value: constant.value, offset };
  }

  #codePoint(token: Token): bigint {
    const characters = [...this.#unquoted(token)];
    if (characters.length !== 1) this.#fail(token.offset, `${token.text} is not one character`);
    return BigInt(characters[0]?.codePointAt(0) ?? 0);
  }

  #unquoted({ text, offset }: Token): string {
    const value = goUnquote(text);
    if (value === undefined) this.#fail(offset, `${text} has an escape that Go does not know`);
    return value;
  }

  #expect(kind: TokenKind, context: string): void {
    const token = this.#words.takeNonSpace();
    if (token.kind !== kind) this.#unexpected(token, `in ${context}`);
  }

  #unexpected(token: Token, where: string): never {
    const what = token.kind === 'end' ? 'the end of the template' : `"${token.text}"`;
    return this.#fail(token.offset, `${what} is not expected ${where}`);
  }

  #fail(offset: number, message: string): never {
    throw new TemplateError('syntax', offset, message);
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
