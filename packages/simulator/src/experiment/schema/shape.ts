import type { DocumentPath } from '@flyball/core';

/** One mistake in a document, at a path. */
export interface ShapeProblem {
  readonly path: DocumentPath;
  /** What is wrong, naming what stands there. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether the name of the field is meant, not its value. */
  readonly atKey?: boolean;
}

/** Collects mistakes. */
export type Report = (problem: ShapeProblem) => void;

/** A JSON Schema, of draft 2020-12, as far as editors use it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a part of a document must look like: how it is read, and how an editor checks it. */
export interface Shape<T> {
  /** The value, or `undefined` after every mistake has been reported. */
  read(value: unknown, path: DocumentPath, report: Report): T | undefined;
  readonly schema: JsonSchema;
}

/** The type that a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

/** The same shape with a sentence for people who write it. */
export function about<T>(description: string, shape: Shape<T>): Shape<T> {
  return { read: shape.read, schema: { ...shape.schema, description } };
}

/** A value as it may be shown in a message. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Reports a value that is not what was wanted; the answer of every reader that cannot go on. */
export function refuse(
  report: Report,
  path: DocumentPath,
  value: unknown,
  wanted: string,
  remedy: string,
): undefined {
  report({ path, message: `${shown(value)} is not ${wanted}`, remedy });
  return undefined;
}
