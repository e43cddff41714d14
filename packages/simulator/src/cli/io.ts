/** What a command needs of the machine. */
export interface CommandIo {
  /** Results; nothing else goes there. */
  readonly write: (text: string) => void;
  /** Progress and messages. */
  readonly tell: (text: string) => void;
  /** The text of a file. */
  readonly read: (path: string) => string;
  /** The names in a folder, in no order; none when it is no folder. */
  readonly list: (path: string) => readonly string[];
  /** The files in a folder and in its folders, in order; null for what is no folder. */
  readonly filesBelow: (path: string) => readonly string[] | null;
  /** Writes a file that is not there yet; throws when it is. */
  readonly create: (path: string, text: string) => void;
  /** Whether a person looks at what is told. */
  readonly interactive: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** How a command ended: 0 well, 1 it failed, 2 the user's mistake, 3 a `--fail-if` was met. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A mistake of whoever typed the command. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
