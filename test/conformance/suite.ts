import { type BaseIssue, type GenericSchema, getDotPath, safeParse } from 'valibot';
import type { Difference } from './difference.ts';

/**
 * What a suite says of its recordings. Describe cases with `v.strictObject` and `v.variant`, so
 * that a field or a kind that nobody compares is refused instead of passed over.
 */
export interface SuiteDefinition<Case, Table> {
  /** The word after `pnpm conformance`, and the name of the file in `suites/`. */
  readonly name: string;
  /** The recordings read when none is named, in `data/`; by default `<name>.ndjson.gz`. */
  readonly files?: readonly string[];
  /** The shape of the first line of each file, when that line is what the cases refer to. */
  readonly table?: GenericSchema<unknown, Table>;
  readonly case: GenericSchema<unknown, Case>;
  /** Answers one case and tells every place where the answer is not the recorded one. */
  compare(recorded: Case, table: Table): readonly Difference[] | Promise<readonly Difference[]>;
}

/** A suite, ready to judge the lines of any file of its format. */
export interface Suite {
  readonly name: string;
  readonly files: readonly string[];
  /** Starts on one file: the judge takes its lines, parsed, one by one and in order. */
  open(): Judge;
}

/** Tells where an answer differs, or that the line was the table; throws on a line it cannot read. */
export type Judge = (line: unknown) => Promise<readonly Difference[] | 'table'>;

/** A suite whose files hold nothing but cases, or start with a table that the cases refer to. */
export function defineSuite<Case, Table = undefined>(
  definition: SuiteDefinition<Case, Table>,
): Suite {
  const { name, files = [`${name}.ndjson.gz`], table: tableSchema, case: caseSchema } = definition;
  return {
    name,
    files,
    open() {
      let table: { readonly value: Table } | undefined;
      return async (line) => {
        if (tableSchema !== undefined && table === undefined) {
          table = { value: read(tableSchema, line, 'table') };
          return 'table';
        }
        // Without a table schema `Table` is `undefined`, which no compare looks at.
        return definition.compare(read(caseSchema, line, 'case'), table?.value as Table);
      };
    },
  };
}

function read<T>(schema: GenericSchema<unknown, T>, line: unknown, what: string): T {
  const result = safeParse(schema, line);
  if (result.success) return result.output;
  const problems = result.issues.slice(0, 3).map(describe);
  throw new Error(`not a ${what} this suite knows: ${problems.join('; ')}`);
}

function describe(issue: BaseIssue<unknown>): string {
  return `${getDotPath(issue) ?? 'line'}: ${issue.message}`;
}
