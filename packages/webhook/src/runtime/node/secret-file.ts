import { readFile, stat } from 'node:fs/promises';
import type { Log } from '../../ports/index.ts';

/** A file of a secret that cannot be used; the message names the file, never its content. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/** What stands in a file of a secret. */
export type SecretKind = 'token' | 'user:password';

/**
 * Reads a secret from a file, and again whenever the file has changed, as it does when Kubernetes
 * renews a mounted Secret. A file that has become unusable is reported once, and the last secret
 * stays in force: a half-written file must not shut out the alerts.
 *
 * @returns the secret as it is now, without the white space around it
 * @throws {SecretFileError} when the file cannot be read at first, or holds no secret of the kind
 */
export async function secretFile(
  path: string,
  log: Log,
  kind: SecretKind = 'token',
): Promise<() => Promise<string>> {
  let state = await stateOf(path);
  let secret = Promise.resolve(await readSecret(path, kind));

  const readAgain = async (last: string): Promise<string> => {
    try {
      const renewed = await readSecret(path, kind);
      log.write('info', 'secret file read again', { file: path });
      return renewed;
    } catch (error) {
      if (!(error instanceof SecretFileError)) throw error;
      log.write('warn', 'secret file unusable, the last one stays in force', {
        problem: error.message,
      });
      return last;
    }
  };
  return async () => {
    const now = await stateOf(path);
    if (now !== state) {
      state = now;
      // A promise, so that whoever asks meanwhile waits for the new one as well.
      secret = secret.then(readAgain);
    }
    return secret;
  };
}

/** What changes with the content: the kubelet puts a new file into the place of the old one. */
async function stateOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${dev}:${ino}:${size}:${mtimeNs}`;
  } catch {
    return 'absent';
  }
}

async function readSecret(path: string, kind: SecretKind): Promise<string> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no access';
    throw new SecretFileError(`${path} cannot be read: ${code}`);
  }
  if (text === '') throw new SecretFileError(`${path} is empty; write the ${kind} into it`);
  if (/\s/.test(text)) {
    throw new SecretFileError(
      `${path} holds more than one word; give each ${kind} a file of its own`,
    );
  }
  if (kind === 'user:password' && !/^[^:]+:./.test(text)) {
    throw new SecretFileError(`${path} holds no user with its password; write user:password`);
  }
  return text;
}
