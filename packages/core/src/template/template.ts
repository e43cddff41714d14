import { TemplateError } from './error.ts';
import { execute } from './execute.ts';
import { FUNCTIONS, SHORT_CIRCUIT } from './functions.ts';
import { tokenize } from './lexer.ts';
import type { TemplateBodies } from './node.ts';
import { parseTokens } from './parser.ts';
import type { Delimiters } from './token.ts';
import { type TemplateUses, usesOf } from './uses.ts';
import type { TemplateValue } from './value.ts';

export interface TemplateOptions {
  /** By default `{{` and `}}`. */
  readonly delimiters?: Delimiters;
  /** The name that the template calls itself by; it matters only to `define`. */
  readonly name?: string;
}

const CALLABLE: ReadonlySet<string> = new Set([...FUNCTIONS.keys(), ...SHORT_CIRCUIT]);

/** A template of Go's text/template, read and ready to run. */
export class Template {
  readonly source: string;
  /** What it reads of its data. */
  readonly uses: TemplateUses;
  readonly #bodies: TemplateBodies;
  readonly #name: string;

  /**
   * Reads a template.
   *
   * @throws {TemplateError} `syntax`, `unknown-function`
   */
  constructor(source: string, options: TemplateOptions = {}) {
    const { delimiters = { left: '{{', right: '}}' }, name = 'template' } = options;
    this.source = source;
    this.#name = name;
    this.#bodies = parseTokens(tokenize(source, delimiters), name, CALLABLE);
    this.uses = usesOf(this.#bodies, name);
  }

  /**
   * The text for these data.
   *
   * @throws {TemplateError} `execution`
   */
  run(data: TemplateValue): string {
    return execute(this.#bodies, this.#name, data);
  }

  /**
   * Refuses a template that reads a field which its data does not have: Go finds that only when it
   * runs.
   *
   * @throws {TemplateError} `unknown-field`
   */
  requireFields(known: readonly string[]): void {
    for (const [field, offset] of this.uses.fields) {
      if (known.includes(field)) continue;
      const list = known.map((name) => `.${name}`).join(', ');
      throw new TemplateError('unknown-field', offset, `there is no .${field}, only ${list}`);
    }
  }
}
