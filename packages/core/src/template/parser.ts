import type { IncludeNode, TemplateBodies, TemplateNode } from './node.ts';
import { PipelineParser } from './pipeline-parser.ts';
import { refuse, unexpected } from './refusal.ts';
import type { Token, TokenKind } from './token.ts';
import { Words } from './words.ts';

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
    refuse(place.offset, `the template "${name}" is defined twice`);
  }
}

function isBlank(body: readonly TemplateNode[]): boolean {
  return body.every((node) => node.kind === 'text' && /^\s*$/.test(node.text));
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
  readonly #inner: PipelineParser;
  #rangeDepth = 0;

  constructor(
    words: Words,
    functions: ReadonlySet<string>,
    bodies: Map<string, readonly TemplateNode[]>,
  ) {
    this.#words = words;
    this.#functions = functions;
    this.#inner = new PipelineParser(words, functions);
    this.#bodies = bodies;
  }

  topLevel(): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    while (this.#words.peek().kind !== 'end') {
      const node = this.#textOrAction(true);
      if (node === undefined) continue;
      if ('closing' in node) unexpected(node.token, 'here');
      nodes.push(node);
    }
    return nodes;
  }

  #body(): Body {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const { kind, offset } = this.#words.peek();
      if (kind === 'end') refuse(offset, 'an <<end>> is missing');
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
    if (token.kind !== 'left') unexpected(token, 'here');
    const word = this.#words.peekNonSpace();
    if (word.kind !== 'keyword')
      return { kind: 'action', pipeline: this.#inner.pipeline('command') };
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
        if (!top) unexpected(word, 'here');
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
    if (this.#rangeDepth === 0) refuse(word.offset, `${kind} stands outside of every range`);
    return { kind };
  }

  #control(word: Token, kind: 'if' | 'with' | 'range'): TemplateNode {
    const scope = this.#inner.variables.length;
    const pipeline = this.#inner.pipeline(kind);
    if (kind === 'range') this.#rangeDepth++;
    const { nodes: body, closing, token } = this.#body();
    if (kind === 'range') this.#rangeDepth--;
    const otherwise = closing === 'else' ? this.#otherwise(kind, token) : [];
    this.#inner.variables.length = scope;
    if (kind === 'range') return { kind, offset: word.offset, pipeline, body, otherwise };
    return { kind, pipeline, body, otherwise };
  }

  #otherwise(kind: 'if' | 'with' | 'range', token: Token): readonly TemplateNode[] {
    const next = this.#words.peek();
    if (next.kind === 'keyword') {
      if (next.text !== kind || kind === 'range') unexpected(next, `after else of ${kind}`);
      this.#words.take();
      return [this.#control(next, kind)];
    }
    const { nodes, closing } = this.#body();
    if (closing !== 'end') refuse(token.offset, 'a second else where an end is wanted');
    return nodes;
  }

  #include(word: Token): IncludeNode {
    const name = this.#templateName('template');
    const bare = this.#words.peekNonSpace().kind === 'right';
    if (bare) this.#words.take();
    const pipeline = bare ? undefined : this.#inner.pipeline('template');
    return { kind: 'template', offset: word.offset, name, pipeline };
  }

  #block(word: Token): IncludeNode {
    const name = this.#templateName('block');
    const pipeline = this.#inner.pipeline('block');
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
    if (closing !== 'end') unexpected(token, `in ${what}`);
    addBody(this.#bodies, name, nodes, token);
  }

  #templateName(what: string): string {
    const token = this.#words.takeNonSpace();
    if (token.kind !== 'string' && token.kind !== 'raw-string') unexpected(token, `in ${what}`);
    return this.#inner.unquoted(token);
  }

  #expect(kind: TokenKind, context: string): void {
    const token = this.#words.takeNonSpace();
    if (token.kind !== kind) unexpected(token, `in ${context}`);
  }
}
