import { formatArgument, type VerbFlags } from './format-argument.ts';
import { plainText } from './print.ts';
import { type TemplateValue, typeName } from './value.ts';

// Beyond that Go takes a width or a precision for none.
const LARGEST = 1_000_000;

/** Go's `Sprintf` for what templates hold, its notes on mistakes (`%!d(string=x)`) included. */
export function sprintf(format: string, values: readonly TemplateValue[]): string {
  return new Printer(format, values).run();
}

class Printer {
  readonly #format: string;
  readonly #values: readonly TemplateValue[];
  #at = 0;
  #next = 0;
  /** An explicit index was used: then what is left over is no mistake. */
  #reordered = false;
  #goodIndex = true;

  constructor(format: string, values: readonly TemplateValue[]) {
    this.#format = format;
    this.#values = values;
  }

  run(): string {
    let text = '';
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at);
      const end = percent === -1 ? this.#format.length : percent;
      text += this.#format.slice(this.#at, end);
      this.#at = end + 1;
      if (percent !== -1) text += this.#directive();
    }
    const rest = this.#values.slice(this.#next);
    return this.#reordered || rest.length === 0 ? text : text + extra(rest);
  }

  #directive(): string {
    const marks = this.#take(/[-+# 0]*/y);
    this.#goodIndex = true;
    let notes = '';
    let afterIndex = this.#index();
    let minus = marks.includes('-');
    const given = this.#star() ?? this.#number(afterIndex);
    if (given === 'bad') notes += '%!(BADWIDTH)';
    if (typeof given === 'number' && given < 0) minus = true;
    const width = typeof given === 'number' ? Math.abs(given) : undefined;
    let precision: number | undefined;
    if (this.#take(/\.(?=.)/suy) !== '') {
      if (afterIndex && width === undefined) this.#goodIndex = false;
      afterIndex = this.#index();
      const digits = this.#star() ?? this.#number(afterIndex) ?? 0;
      if (digits === 'bad' || digits < 0) notes += '%!(BADPREC)';
      else precision = digits;
      afterIndex = false;
    }
    if (!afterIndex || width !== undefined) this.#index();
    const flags: VerbFlags = {
      minus,
      plus: marks.includes('+'),
      sharp: marks.includes('#'),
      space: marks.includes(' '),
      zero: marks.includes('0') && !minus,
      width,
      precision,
    };
    return notes + this.#verb(flags);
  }

  #verb(flags: VerbFlags): string {
    const verb = this.#take(/./suy);
    if (verb === '') return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (!this.#goodIndex) return `%!${verb}(BADINDEX)`;
    if (this.#next >= this.#values.length) return `%!${verb}(MISSING)`;
    const value = this.#values[this.#next];
    this.#next++;
    return formatArgument(verb, value, flags);
  }

  /** `[2]`: the next value is the second. */
  #index(): boolean {
    if (this.#format.charAt(this.#at) !== '[') return false;
    this.#reordered = true;
    const index = this.#take(/\[\d*\]/y);
    const place = Number(index.slice(1, -1)) - 1;
    if (index.length > 2 && place >= 0 && place < this.#values.length) {
      this.#next = place;
      return true;
    }
    this.#goodIndex = false;
    if (index === '') this.#take(/\[[^\]]*\]|\[/y);
    return index.length > 2;
  }

  #star(): number | 'bad' | undefined {
    if (this.#take(/\*/y) === '') return undefined;
    const value = this.#values[this.#next];
    if (this.#next < this.#values.length) this.#next++;
    const size = typeof value === 'bigint' ? Number(value) : Number.NaN;
    return Math.abs(size) <= LARGEST ? size : 'bad';
  }

  #number(afterIndex: boolean): number | undefined {
    const digits = this.#take(/\d+/y);
    if (digits === '') return undefined;
    if (afterIndex) this.#goodIndex = false;
    const size = Number(digits);
    if (size <= LARGEST) return size;
    this.#at = this.#format.length;
    return undefined;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#format)?.[0] ?? '';
    this.#at += text.length;
    return text;
  }
}

function extra(values: readonly TemplateValue[]): string {
  const list = values.map((value) =>
    value === undefined ? '<nil>' : `${typeName(value)}=${plainText(value)}`,
  );
  return `%!(EXTRA ${list.join(', ')})`;
}
