import { readFile } from 'node:fs/promises';

/** A file is read again when what was read last is older than this, as Kubernetes' clients do. */
const believedMs = 60_000;

/**
 * Reads a small file whose content somebody renews, such as a token.
 *
 * @returns a reader of the trimmed text, which reads the file anew once a minute, and whenever it
 *   is told that the last text is worth nothing any more; while the file cannot be read the last
 *   text stays, and without one the reader rejects
 */
export function renewedFile(path: string): (renew: boolean) => Promise<string> {
  let text: string | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return async (renew) => {
    if (text !== undefined && !renew && performance.now() - readAt < believedMs) return text;
    try {
      text = (await readFile(path, 'utf8')).trim();
      readAt = performance.now();
    } catch (error) {
      if (text === undefined) throw error;
    }
    return text;
  };
}
