import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Log } from '../../ports/index.ts';
import type { ServerTlsMaterial } from './listen-tls.ts';

/** Where the files are, in PEM. */
export interface TlsFiles {
  /** The server's certificate, followed by those between it and its authority. */
  readonly cert: string;
  readonly key: string;
  /** The authorities whose clients may call. */
  readonly clientCa?: string;
}

/** A file that TLS cannot use; the message names the file and the remedy, never its content. */
export class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
}

/**
 * Reads the files of a TLS server, and again whenever one of them has changed, as they do when a
 * certificate is renewed. Files that have become unusable, or do not fit together while they are
 * being replaced, are reported once, and the last ones stay in force.
 *
 * It reads at once and not later, since a connection that comes in does not wait.
 *
 * @returns the material as it is now; the same object while nothing has changed
 * @throws {TlsFileError} when the files cannot be used at first
 */
export function tlsFiles(files: TlsFiles, log: Log): () => ServerTlsMaterial {
  const paths = [files.cert, files.key, ...(files.clientCa === undefined ? [] : [files.clientCa])];
  const stateOf = (): string => paths.map(stateOfFile).join();
  let state = stateOf();
  let material = readAll(files);
  return () => {
    const now = stateOf();
    if (now === state) return material;
    state = now;
    try {
      material = readAll(files);
      log.write('info', 'TLS files read again', { files: paths });
    } catch (error) {
      if (!(error instanceof TlsFileError)) throw error;
      log.write('warn', 'TLS files unusable, the last ones stay in force', {
        problem: error.message,
      });
    }
    return material;
  };
}

function readAll({ cert, key, clientCa }: TlsFiles): ServerTlsMaterial {
  const certText = readText(cert);
  const keyText = readText(key);
  if (!certificateIn(cert, certText).checkPrivateKey(keyIn(key, keyText))) {
    throw new TlsFileError(`${key} is not the key of the certificate in ${cert}; give its own`);
  }
  const material = { cert: certText, key: keyText };
  if (clientCa === undefined) return material;
  const ca = readText(clientCa);
  certificateIn(clientCa, ca);
  return { ...material, ca };
}

function certificateIn(path: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new TlsFileError(
      `${path} holds no certificate; give it in PEM, as it begins with -----BEGIN CERTIFICATE-----`,
    );
  }
}

function keyIn(path: string, text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw new TlsFileError(
      `${path} holds no private key that can be read; give it in PEM, without a passphrase`,
    );
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TlsFileError(`${path} cannot be read: ${codeOf(error)}`);
  }
}

function stateOfFile(path: string): string {
  try {
    const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${dev}:${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no access';
}
