import { compileEnrichment, formatProblems } from '../config/index.ts';
import type { HttpFetch, Log } from '../ports/index.ts';
import {
  createPooledFetch,
  findKubeConnection,
  jsonLog,
  secretFile,
  serveEnrichment,
  systemClock,
  tlsClientFetch,
  tlsFiles,
} from '../runtime/node/index.ts';
import { type Flags, readAddress, text, texts } from './flags.ts';
import { readManifests } from './read-policies.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const defaultListen = '127.0.0.1:8080';

/** `flyball-webhook enrich <folder>`: the metrics of the gateways at `/metrics`, until stopped. */
export async function enrichCommand(
  folder: string,
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const log = jsonLog(terminal.out, systemClock);
  const address = readAddress(text(flags, '--listen') ?? defaultListen, '--listen');
  const fetch = readAdminFlags(flags, log);
  const secrets = await Promise.all(
    texts(flags, '--token-file').map((path) => secretFile(path, log, 'token')),
  );
  const reading = compileEnrichment(await readManifests(folder));
  if (!reading.ok) {
    const count =
      reading.problems.length === 1 ? '1 mistake' : `${reading.problems.length} mistakes`;
    throw new UsageError(`${formatProblems(reading.problems)}\n${count} in ${folder}`);
  }
  const { config } = reading;
  const kubeconfig = text(flags, '--kubeconfig');
  const needsCluster = config.dataPlanes.some(({ kind }) => kind === 'pods');
  await serveEnrichment({
    config,
    cluster: needsCluster
      ? await findKubeConnection(kubeconfig === undefined ? {} : { path: kubeconfig })
      : null,
    fetch,
    tokens: secrets.length === 0 ? [] : () => Promise.all(secrets.map((secret) => secret())),
    users: [],
    listen: address,
    log,
    stop: terminal.stop,
  });
  return 0;
}

/** The certificate of the operator for the Admin API, in three files. */
function readAdminFlags(flags: Flags, log: Log): HttpFetch {
  const names = ['--admin-cert', '--admin-key', '--admin-ca'];
  const [cert, key, clientCa] = names.map((name) => text(flags, name));
  if (cert === undefined && key === undefined && clientCa === undefined) return createPooledFetch();
  if (cert === undefined || key === undefined || clientCa === undefined) {
    throw new UsageError(
      `${names.join(', ')} belong together: the certificate that Kong's Admin API asks for, its key, and the authority of Kong's own; give all three`,
    );
  }
  return tlsClientFetch(tlsFiles({ cert, key, clientCa }, log));
}
