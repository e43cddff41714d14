import { DurationError, parseGoDuration } from '@flyball/core';
import {
  type AlertMatcher,
  AlertMatcherError,
  parseAlertMatchers,
} from '../../alertmanager/index.ts';

/** An annotation of a policy, as its documentation lists it. */
export interface PolicyAnnotation {
  /** The whole name: `flyball.dev/sync-period`. */
  readonly name: string;
  /** How its value is written. */
  readonly form: string;
  /** What counts without it, in words where it is no value. */
  readonly default: string;
  readonly meaning: string;
}

/** A value that was read, or why there is none. */
export type SettingReading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** An annotation whose value is read by itself. */
export interface Setting<Value> extends PolicyAnnotation {
  /** What counts without the annotation. */
  readonly absent: Value;
  readonly read: (text: string) => SettingReading<Value>;
}

/** What every setting says of itself. */
type Description = Pick<PolicyAnnotation, 'name' | 'meaning'>;

/** A duration as Go and Kubernetes write it, of whole milliseconds. */
export function durationSetting(
  description: Description & { readonly least: string; readonly default: string },
): Setting<number> {
  const { least } = description;
  const remedy = `write a duration of at least ${least}, such as ${description.default} or 1m30s`;
  return {
    ...description,
    form: `duration, at least ${least}`,
    absent: parseGoDuration(description.default),
    read: (text) => {
      try {
        const value = parseGoDuration(text);
        if (value >= parseGoDuration(least) && Number.isSafeInteger(value)) return read(value);
        const problem = Number.isSafeInteger(value) ? 'is too short' : 'has no whole milliseconds';
        return mistake(`${JSON.stringify(text)} ${problem}`, remedy);
      } catch (error) {
        if (!(error instanceof DurationError)) throw error;
        return mistake(`${JSON.stringify(text)} is no duration`, remedy);
      }
    },
  };
}

/** One of a few words; the first is what counts without it. */
export function choiceSetting<Word extends string>(
  description: Description & { readonly words: readonly [Word, ...Word[]] },
): Setting<Word> {
  const { words, ...rest } = description;
  const [first] = words;
  return {
    ...rest,
    form: words.map((word) => `\`${word}\``).join(', '),
    default: first,
    absent: first,
    read: (text) => {
      const value = words.find((word) => word === text);
      if (value !== undefined) return read(value);
      return mistake(`${JSON.stringify(text)} is none of its values`, `write ${either(words)}`);
    },
  };
}

/** `"true"` or `"false"`, the latter without it. */
export function switchSetting(description: Description): Setting<boolean> {
  const {
    absent: _,
    read: readWord,
    ...rest
  } = choiceSetting({
    ...description,
    words: ['false', 'true'],
  });
  return {
    ...rest,
    absent: false,
    read: (text) => {
      const word = readWord(text);
      return word.ok ? read(word.value === 'true') : word;
    },
  };
}

/** Matchers of labels, as Alertmanager's routes have them. */
export function matchersSetting(description: Description): Setting<readonly AlertMatcher[]> {
  return {
    ...description,
    form: 'matchers as in Alertmanager’s routes',
    default: 'none',
    absent: [],
    read: (text) => {
      try {
        return read(parseAlertMatchers(text));
      } catch (error) {
        if (!(error instanceof AlertMatcherError)) throw error;
        const [problem = '', remedy = ''] = error.message.split('; ');
        return mistake(problem, remedy);
      }
    },
  };
}

function read<Value>(value: Value): SettingReading<Value> {
  return { ok: true, value };
}

function mistake(message: string, remedy: string): SettingReading<never> {
  return { ok: false, message, remedy };
}

function either(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
