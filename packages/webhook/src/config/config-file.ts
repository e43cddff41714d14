/** A file of the configuration, as whoever reads files or bundles them gives it. */
export interface ConfigFile {
  /** As errors show it. */
  readonly path: string;
  readonly text: string;
}
