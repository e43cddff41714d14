import { readFileSync } from 'node:fs';
import type { ServerTlsSettings } from '../../config/index.ts';
import type { HttpFetch, Log } from '../../ports/index.ts';
import { codeOf } from './error-code.ts';
import { createPooledFetch } from './kubernetes/index.ts';
import { TlsFileError } from './tls-files.ts';

/** How often it is looked whether the files have changed, in milliseconds. */
const believedMs = 10_000;

/**
 * A `fetch` by TLS files that are read again when they have changed. Files that have become
 * unusable are reported, and the last ones stay in force.
 *
 * @throws {TlsFileError} when a file cannot be read at first
 */
export function renewedFetch(settings: ServerTlsSettings, log: Log): HttpFetch {
  let material = readMaterial(settings);
  let current = createPooledFetch(material);
  let readAt = performance.now();
  const renew = (): void => {
    readAt = performance.now();
    try {
      const now = readMaterial(settings);
      if (JSON.stringify(now) === JSON.stringify(material)) return;
      material = now;
      current = createPooledFetch(now);
      log.write('info', 'TLS files of a server read again', {});
    } catch (error) {
      if (!(error instanceof TlsFileError)) throw error;
      log.write('warn', 'TLS files unusable, the last ones stay in force', {
        problem: error.message,
      });
    }
  };
  return (url, init) => {
    if (performance.now() - readAt > believedMs) renew();
    return current(url, init);
  };
}

function readMaterial(settings: ServerTlsSettings) {
  const { caFile, certFile, keyFile, serverName, insecureSkipVerify } = settings;
  return {
    ...(caFile !== undefined && { ca: readText(caFile) }),
    ...(certFile !== undefined && { cert: readText(certFile) }),
    ...(keyFile !== undefined && { key: readText(keyFile) }),
    ...(serverName !== undefined && { servername: serverName }),
    ...(insecureSkipVerify === true && { rejectUnauthorized: false }),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TlsFileError(`${path} cannot be read: ${String(codeOf(error) ?? 'no access')}`);
  }
}
