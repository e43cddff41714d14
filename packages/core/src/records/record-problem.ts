/** Why a line of a decision log cannot be used. */
export interface RecordProblem {
  /** Where in the line: `observation.scale.specReplicas`; empty for the line as a whole. */
  readonly field: string;
  /** What stands there, as JSON and cut when it is long; absent when nothing does. */
  readonly value?: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The most characters of a value that a problem shows. */
const longestValue = 60;

/** @param found what stands there; undefined for nothing */
export function recordProblem(
  field: string,
  found: unknown,
  message: string,
  remedy: string,
): RecordProblem {
  const problem = { field, message, remedy };
  const text = found === undefined ? undefined : JSON.stringify(found);
  if (text === undefined) return problem;
  const value = text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
  return { ...problem, value };
}

/** The problem as one line: `memory.version is 2: must be 1; …`. */
export function formatRecordProblem({ field, value, message, remedy }: RecordProblem): string {
  const place = field === '' ? 'the line' : field;
  const found = value === undefined || field === '' ? place : `${place} is ${value}`;
  return `${found}: ${message}; ${remedy}`;
}
