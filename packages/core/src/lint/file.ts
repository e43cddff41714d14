/** A file to look at. */
export interface LintFile {
  /** As findings show it. */
  readonly path: string;
  readonly text: string;
}
