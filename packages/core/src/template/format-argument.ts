import { goQuote, isPrintable, utf8Bytes } from '../go/index.ts';
import { CallFault } from './fault.ts';
import { fixedText } from './float-verbs.ts';
import { floatText, plainText } from './print.ts';
import {
  Byte,
  isList,
  isMap,
  sortedEntries,
  TemplateRecord,
  type TemplateValue,
  typeName,
} from './value.ts';

/** What stands between `%` and the verb. */
export interface VerbFlags {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

/** One value under one verb, as Go's fmt prints it; a verb that does not fit is noted. */
export function formatArgument(verb: string, value: TemplateValue, flags: VerbFlags): string {
  if (verb === 'T') return formatText('s', typeName(value), flags) ?? '';
  if (verb !== 'v') return formatValue(verb, value, { ...flags, form: 'plain' });
  const form = flags.sharp ? 'go' : flags.plus ? 'named' : 'plain';
  return formatValue('v', value, { ...flags, sharp: false, plus: false, form });
}

interface Format extends VerbFlags {
  /** `%+v` names the fields of records, `%#v` writes Go. */
  readonly form: 'plain' | 'named' | 'go';
}

function formatValue(verb: string, value: TemplateValue, format: Format): string {
  if (verb === 'w' || (verb === 'p' && (isList(value) || isMap(value)))) {
    throw new CallFault(`%${verb} of a ${typeName(value)} is not supported`);
  }
  if (value === undefined) return verb === 'v' ? pad('<nil>', format) : `%!${verb}(<nil>)`;
  const go = format.form === 'go';
  if (isList(value)) {
    const items = value.map((item) => formatValue(verb, item, format));
    return go ? `[]string{${items.join(', ')}}` : `[${items.join(' ')}]`;
  }
  if (isMap(value)) {
    const entries = sortedEntries(value).map((pair) =>
      pair.map((part) => formatValue(verb, part, format)).join(':'),
    );
    return go ? `map[string]string{${entries.join(', ')}}` : `map[${entries.join(' ')}]`;
  }
  if (value instanceof TemplateRecord) return formatRecord(verb, value, format);
  const text = formatScalar(verb, value, format);
  if (text !== undefined) return text;
  return `%!${verb}(${typeName(value)}=${formatValue('v', value, { ...format, form: 'plain' })})`;
}

function formatRecord(verb: string, record: TemplateRecord, format: Format): string {
  const go = format.form === 'go';
  if (record.print !== undefined && 'vsxXq'.includes(verb) && !go) {
    return formatText(verb, record.print(), format) ?? '';
  }
  const fields = [...record.fields].map(([name, value]) => {
    const text = formatValue(verb, value, format);
    return format.form === 'plain' ? text : `${name}:${text}`;
  });
  return go ? `${record.type}{${fields.join(', ')}}` : `{${fields.join(' ')}}`;
}

function formatScalar(verb: string, value: TemplateValue, format: Format): string | undefined {
  if (typeof value === 'string') {
    return formatText(verb === 'v' && format.form === 'go' ? 'q' : verb, value, format);
  }
  if (typeof value === 'boolean') {
    return verb === 't' || verb === 'v' ? pad(String(value), format) : undefined;
  }
  if (typeof value === 'bigint') return formatInteger(verb, value, format);
  if (value instanceof Byte) {
    const goHexadecimal = verb === 'v' && format.form === 'go';
    return goHexadecimal
      ? formatInteger('x', BigInt(value.value), { ...format, sharp: true })
      : formatInteger(verb, BigInt(value.value), format);
  }
  const { sharp, width } = format;
  const exotic =
    typeof value === 'number' ? sharp || /^[bxX]$/.test(verb) : verb !== 'v' || width !== undefined;
  if (exotic) throw new CallFault(`%${verb} of a ${typeName(value)} is not supported`);
  return typeof value === 'number' ? formatFloat(verb, value, format) : plainText(value);
}

function formatText(verb: string, value: string, format: VerbFlags): string | undefined {
  const { precision, sharp, plus } = format;
  const cut = precision === undefined ? value : [...value].slice(0, precision).join('');
  switch (verb) {
    case 'v':
    case 's':
      return pad(cut, format);
    case 'q':
      if (sharp && canBackquote(cut)) return pad(`\`${cut}\``, format);
      return pad(plus ? asciiOnly(goQuote(cut)) : goQuote(cut), format);
    case 'x':
    case 'X':
      return pad(hexadecimalBytes(value, format, verb), format);
    default:
      return undefined;
  }
}

function canBackquote(text: string): boolean {
  return !/[`\p{Cc}\u{FEFF}\u{FFFD}]/u.test(text.replaceAll('\t', ''));
}

function asciiOnly(quoted: string): string {
  return quoted.replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code > 0xffff ? 8 : 4;
    return `\\${digits === 8 ? 'U' : 'u'}${code.toString(16).padStart(digits, '0')}`;
  });
}

function hexadecimalBytes(value: string, format: VerbFlags, verb: string): string {
  const digits = [...value]
    .flatMap((character) => utf8Bytes(character.codePointAt(0) ?? 0))
    .slice(0, format.precision)
    .map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = format.sharp && digits.length > 0 ? '0x' : '';
  const text = format.space
    ? digits.map((digit) => prefix + digit).join(' ')
    : prefix + digits.join('');
  return verb === 'X' ? text.toUpperCase() : text;
}

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function formatInteger(verb: string, value: bigint, format: VerbFlags): string | undefined {
  if (verb === 'c' || verb === 'q' || verb === 'U') return formatRune(verb, value, format);
  const base = BASES[verb];
  if (base === undefined) return undefined;
  const { precision, width, zero, plus, space, sharp } = format;
  if (precision === 0 && value === 0n) return pad('', { ...format, zero: false });
  const sign = value < 0n ? '-' : plus ? '+' : space ? ' ' : '';
  let digits = (value < 0n ? -value : value).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  else if (zero && width !== undefined) digits = digits.padStart(width - sign.length, '0');
  // Of octal numbers that begin with 0 already the prefix is that 0.
  const prefix = sharp && !(verb === 'o' && digits.startsWith('0')) ? (PREFIXES[verb] ?? '') : '';
  return pad(sign + (verb === 'O' ? '0o' : '') + prefix + digits, { ...format, zero: false });
}

function formatRune(verb: string, value: bigint, format: VerbFlags): string {
  const exists = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value < 0xe000n);
  const code = exists ? Number(value) : 0xfffd;
  const character = String.fromCodePoint(code);
  if (verb === 'c') return pad(character, format);
  if (verb === 'U') {
    const digits = BigInt.asUintN(64, value).toString(16).toUpperCase();
    const name = `U+${digits.padStart(Math.max(4, format.precision ?? 0), '0')}`;
    const shown = format.sharp && exists && isPrintable(code) ? ` '${character}'` : '';
    return pad(name + shown, { ...format, zero: false });
  }
  const inside =
    character === "'" ? "\\'" : character === '"' ? '"' : goQuote(character).slice(1, -1);
  return pad(`'${format.plus ? asciiOnly(inside) : inside}'`, format);
}

function formatFloat(verb: string, value: number, format: VerbFlags): string | undefined {
  const { plus, space, zero, width, precision } = format;
  const text =
    verb === 'v' && precision === undefined
      ? floatText(value)
      : fixedText(verb === 'v' ? 'g' : verb, value, precision);
  if (text === undefined) return undefined;
  const unsigned = text.replace(/^[-+]/, '');
  const sign = text.startsWith('-') ? '-' : plus ? '+' : space ? ' ' : '';
  if (!Number.isFinite(value)) {
    const infinite = sign === '' && value > 0 ? '+' : sign;
    return pad(infinite + unsigned, { ...format, zero: false });
  }
  if (!zero) return pad(sign + unsigned, format);
  return sign + unsigned.padStart((width ?? 0) - sign.length, '0');
}

/** Widths count characters. */
function pad(text: string, { width = 0, minus, zero }: VerbFlags): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (minus) return text + ' '.repeat(missing);
  return (zero ? '0' : ' ').repeat(missing) + text;
}
