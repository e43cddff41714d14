/** What a command has of the outside. */
export interface Terminal {
  /** Standard output: results. */
  readonly out: { write(text: string): unknown };
  /** Standard error: mistakes. */
  readonly err: { write(text: string): unknown };
  /** Fires when somebody asks for the end. */
  readonly stop: AbortSignal;
}
