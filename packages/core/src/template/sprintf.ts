import { goQuote, utf8Bytes } from '../go/index.ts';
import { fixedText } from './float-verbs.ts';
import { floatText, plainText } from './print.ts';
import { Byte, isList, isMap, sortedEntries, type TemplateValue, typeName } from './value.ts';

interface Flags {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

const DIRECTIVE = /%([-+# 0]*)(\d+|\*)?(?:\.(\d+|\*)?)?([^\d*.\s]|\s|$)/gsu;
const widest = 1_000_000;

/** Go's `Sprintf` for what templates hold, its notes on mistakes (`%!d(string=x)`) included. */
export function sprintf(format: string, values: readonly TemplateValue[]): string {
  let next = 0;
  const take = (): { readonly value: TemplateValue } | undefined =>
    next < values.length ? { value: values[next++] } : undefined;
  const star = (text: string | undefined): number | undefined | 'bad' => {
    if (text !== '*') return text === undefined ? undefined : boundedSize(Number(text));
    const taken = take()?.value;
    return typeof taken === 'bigint' ? boundedSize(Number(taken)) : 'bad';
  };
  const text = format.replace(
    DIRECTIVE,
    (
      whole,
      marks: string,
      width: string | undefined,
      precision: string | undefined,
      verb: string,
    ) => {
      const wide = star(width);
      const dotted = /\.(?=\D*$)/.test(whole.slice(0, whole.length - verb.length));
      const exact = star(precision) ?? (dotted ? 0 : undefined);
      if (verb === '') return '%!(NOVERB)';
      if (verb === '%') return '%';
      const notes = `${wide === 'bad' ? '%!(BADWIDTH)' : ''}${exact === 'bad' ? '%!(BADPREC)' : ''}`;
      const argument = take();
      if (argument === undefined) return `${notes}%!${verb}(MISSING)`;
      const left = marks.includes('-') || (typeof wide === 'number' && wide < 0);
      const flags: Flags = {
        minus: left,
        plus: marks.includes('+'),
        sharp: marks.includes('#'),
        space: marks.includes(' '),
        zero: marks.includes('0') && !left,
        width: typeof wide === 'number' ? Math.abs(wide) : undefined,
        precision: typeof exact === 'number' && exact >= 0 ? exact : undefined,
      };
      return notes + formatValue(verb, argument.value, flags);
    },
  );
  return next < values.length ? `${text}${extra(values.slice(next))}` : text;
}

function boundedSize(size: number): number | 'bad' {
  return Math.abs(size) <= widest ? size : 'bad';
}

function extra(values: readonly TemplateValue[]): string {
  const list = values.map((value) =>
    value === undefined ? '<nil>' : `${typeName(value)}=${plainText(value)}`,
  );
  return `%!(EXTRA ${list.join(', ')})`;
}

function formatValue(verb: string, value: TemplateValue, flags: Flags): string {
  if (verb === 'T') return pad(typeName(value), flags);
  if (value === undefined) return verb === 'v' ? pad('<nil>', flags) : bad(verb, value);
  if (isList(value) && verb !== 'p') {
    if (verb === 'v' && flags.sharp) return `[]string{${value.map(goQuote).join(', ')}}`;
    return `[${value.map((item) => formatValue(verb, item, flags)).join(' ')}]`;
  }
  if (isMap(value) && verb !== 'p') {
    const entries = sortedEntries(value).map((pair) =>
      pair.map((part) => formatValue(verb, part, flags)).join(':'),
    );
    return `map[${entries.join(' ')}]`;
  }
  return formatScalar(verb, value, flags) ?? bad(verb, value);
}

function bad(verb: string, value: TemplateValue): string {
  return value === undefined
    ? `%!${verb}(<nil>)`
    : `%!${verb}(${typeName(value)}=${plainText(value)})`;
}

function formatScalar(verb: string, value: TemplateValue, flags: Flags): string | undefined {
  if (typeof value === 'string') return formatString(verb, value, flags);
  if (typeof value === 'boolean') {
    return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined;
  }
  if (typeof value === 'bigint') return formatInteger(verb, value, flags);
  if (value instanceof Byte) return formatInteger(verb, BigInt(value.value), flags);
  if (typeof value === 'number') return formatFloat(verb, value, flags);
  return verb === 'v' ? pad(plainText(value), flags) : undefined;
}

function formatString(verb: string, value: string, flags: Flags): string | undefined {
  const cut = flags.precision === undefined ? value : [...value].slice(0, flags.precision).join('');
  switch (verb) {
    case 'v':
      return pad(flags.sharp ? goQuote(value) : cut, flags);
    case 's':
      return pad(cut, flags);
    case 'q':
      return pad(
        flags.sharp && !/[`\p{Cc}\u{FEFF}]/u.test(cut.replaceAll('\t', ''))
          ? `\`${cut}\``
          : goQuote(cut),
        flags,
      );
    case 'x':
    case 'X':
      return pad(hexadecimalBytes(value, flags, verb), flags);
    default:
      return undefined;
  }
}

function hexadecimalBytes(value: string, flags: Flags, verb: string): string {
  const digits = [...value]
    .flatMap((character) => utf8Bytes(character.codePointAt(0) ?? 0))
    .slice(0, flags.precision)
    .map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = flags.sharp && digits.length > 0 ? '0x' : '';
  const text = flags.space
    ? digits.map((digit) => prefix + digit).join(' ')
    : prefix + digits.join('');
  return verb === 'X' ? text.toUpperCase() : text;
}

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0', O: '0o', x: '0x', X: '0X' };

function formatInteger(verb: string, value: bigint, flags: Flags): string | undefined {
  if (verb === 'c' || verb === 'q' || verb === 'U') return formatRune(verb, value, flags);
  const base = BASES[verb];
  if (base === undefined) return undefined;
  const negative = value < 0n;
  let digits = (negative ? -value : value).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  if (flags.precision === 0 && value === 0n) return pad('', { ...flags, zero: false });
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const prefix = flags.sharp || verb === 'O' ? (PREFIXES[verb] ?? '') : '';
  if (flags.precision !== undefined) digits = digits.padStart(flags.precision, '0');
  else if (flags.zero && flags.width !== undefined) {
    digits = digits.padStart(flags.width - sign.length, '0');
  }
  return pad(sign + prefix + digits, { ...flags, zero: false });
}

function formatRune(verb: string, value: bigint, flags: Flags): string {
  const exists = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value < 0xe000n);
  const code = exists ? Number(value) : 0xfffd;
  if (verb === 'c') return pad(String.fromCodePoint(code), flags);
  if (verb === 'U') {
    const name = `U+${BigInt.asUintN(64, value).toString(16).toUpperCase().padStart(4, '0')}`;
    return pad(flags.sharp ? `${name} '${String.fromCodePoint(code)}'` : name, flags);
  }
  const character = String.fromCodePoint(code);
  const quoted =
    character === "'" ? "\\'" : character === '"' ? '"' : goQuote(character).slice(1, -1);
  return pad(`'${quoted}'`, flags);
}

function formatFloat(verb: string, value: number, flags: Flags): string | undefined {
  const text =
    verb === 'v' && flags.precision === undefined
      ? floatText(value)
      : fixedText(verb === 'v' ? 'g' : verb, value, flags.precision);
  if (text === undefined) return undefined;
  const finite = Number.isFinite(value);
  const bare = text.replace(/^[+]/, '');
  const sign = bare.startsWith('-') ? '' : flags.plus ? '+' : flags.space ? ' ' : '';
  const full = !finite && value > 0 && sign !== ' ' ? `+${bare.replace('+', '')}` : sign + bare;
  if (!flags.zero || !finite) return pad(full, { ...flags, zero: false });
  const [, head = '', digits = ''] = /^([-+ ]?)(.*)$/s.exec(full) ?? [];
  return head + digits.padStart((flags.width ?? 0) - head.length, '0');
}

/** Widths count characters. */
function pad(text: string, flags: Flags): string {
  const missing = (flags.width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}
