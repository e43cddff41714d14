import type { Callers } from '../http/index.ts';
import type { Log } from '../ports/index.ts';
import {
  type ListenOptions,
  type SecretKind,
  secretFile,
  tlsFiles,
} from '../runtime/node/index.ts';
import { type Address, type Flags, isLoopback, readAddress, text, texts } from './flags.ts';
import { UsageError } from './usage-error.ts';

const defaultListen = '127.0.0.1:8787';

/** Where to listen, and to whom. */
export interface CallerFlags extends Callers {
  readonly listen: ListenOptions;
}

/**
 * The flags of whoever calls: `--listen`, `--token-file`, `--basic-auth-file`, and those of TLS.
 * @throws {UsageError} when they do not make sense together, or let strangers in
 * @throws {SecretFileError} or {TlsFileError} when a file cannot be used
 */
export async function readCallerFlags(flags: Flags, log: Log): Promise<CallerFlags> {
  const address = readAddress(text(flags, '--listen') ?? defaultListen, '--listen');
  const tokens = texts(flags, '--token-file');
  const users = texts(flags, '--basic-auth-file');
  const tls = readTlsFlags(flags, log);
  const isKnown = tokens.length > 0 || users.length > 0 || text(flags, '--client-ca') !== undefined;
  if (!isKnown && !isLoopback(address.hostname)) throw unsafe(address);
  return {
    listen: { ...address, ...(tls === undefined ? {} : { tls }) },
    tokens: await secretFiles(tokens, 'token', log),
    users: await secretFiles(users, 'user:password', log),
  };
}

function readTlsFlags(flags: Flags, log: Log): ListenOptions['tls'] {
  const cert = text(flags, '--tls-cert');
  const key = text(flags, '--tls-key');
  const clientCa = text(flags, '--client-ca');
  const clientNames = texts(flags, '--client-name');
  if (clientNames.length > 0 && clientCa === undefined) {
    throw lacks('--client-name', '--client-ca <file>', 'nobody vouches for a name');
  }
  if (clientCa !== undefined && cert === undefined) {
    throw lacks('--client-ca', '--tls-cert <file> and --tls-key <file>', 'there is no TLS');
  }
  if (cert === undefined && key === undefined) return undefined;
  if (key === undefined) throw lacks('--tls-cert', '--tls-key <file>', 'a server needs both');
  if (cert === undefined) throw lacks('--tls-key', '--tls-cert <file>', 'a server needs both');
  const files = clientCa === undefined ? { cert, key } : { cert, key, clientCa };
  return { material: tlsFiles(files, log), clientNames };
}

async function secretFiles(
  paths: readonly string[],
  kind: SecretKind,
  log: Log,
): Promise<Callers['tokens']> {
  if (paths.length === 0) return [];
  const secrets = await Promise.all(paths.map((path) => secretFile(path, log, kind)));
  return () => Promise.all(secrets.map((secret) => secret()));
}

function lacks(flag: string, other: string, why: string): UsageError {
  return new UsageError(`${flag} is given without ${other}, and ${why}; give both`);
}

function unsafe({ hostname, port }: Address): UsageError {
  return new UsageError(
    `--listen ${hostname}:${port} can be reached from other machines, and without --token-file anybody there could scale your workloads; give --token-file <file>, --basic-auth-file <file> or --client-ca <file>, or listen with --listen 127.0.0.1:${port}`,
  );
}
