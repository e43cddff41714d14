import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { DurationError, parsePrometheusDuration } from '@flyball/core';
import {
  type ConfigFile,
  compileMetricsConfig,
  formatProblems,
  type MetricsConfig,
  type ServerSettings,
} from '../config/index.ts';
import { fixedAuthentication } from '../metrics-api/index.ts';
import type { AuthenticationSource, Log } from '../ports/index.ts';
import { PrometheusOptionsError } from '../prometheus/index.ts';
import {
  createServingCertificate,
  findKubeConnection,
  jsonLog,
  prometheusServers,
  readFolder,
  type ServerTlsMaterial,
  serveMetricsApi,
  systemClock,
  TlsFileError,
  tlsFiles,
} from '../runtime/node/index.ts';
import { type Flags, readAddress, text, texts } from './flags.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const defaultListen = '0.0.0.0:6443';

/** `flyball-webhook metrics-api <files…>`: the metrics API, until it is told to stop. */
export async function metricsApiCommand(
  paths: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const log = jsonLog(terminal.out, systemClock);
  const { hostname, port } = readAddress(text(flags, '--listen') ?? defaultListen, '--listen');
  const external = flags['external'] === true;
  const config = await readConfig(paths, flags);
  tellUnserved(config, external, log);
  const servers = await readServers(serversOf(config, flags), log);
  const tls = await readTls(flags, hostname, log);
  const authentication = readAuthentication(flags);
  const openPaths = text(flags, '--authorization-always-allow-paths');
  const relistIntervalMs = duration(flags, '--relist-interval', '1m');
  const cacheMs = duration(flags, '--cache', '2s');
  const kubeconfig = text(flags, '--kubeconfig');
  const cluster = await findKubeConnection(kubeconfig === undefined ? {} : { path: kubeconfig });
  await serveMetricsApi({
    rules: config.rules,
    servers,
    cluster,
    ...(authentication === undefined ? {} : { authentication }),
    tls,
    hostname,
    port,
    serve: { custom: true, external },
    relistIntervalMs,
    cacheMs,
    ...(openPaths === undefined ? {} : { openPaths: openPaths.split(',') }),
    log,
    stop: terminal.stop,
  });
  return 0;
}

async function readConfig(paths: readonly string[], flags: Flags): Promise<MetricsConfig> {
  const compatibility = text(flags, '--compatibility') ?? 'flyball';
  if (compatibility !== 'flyball' && compatibility !== 'prometheus-adapter') {
    throw new UsageError(
      `--compatibility ${compatibility} is unknown; write flyball or prometheus-adapter`,
    );
  }
  if (paths.length === 0) {
    throw new UsageError('no file is given; name prometheus-adapter’s configuration or its folder');
  }
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const reading = compileMetricsConfig(files, { compatibility });
  if (reading.ok) return reading.config;
  const { problems } = reading;
  const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
  throw new UsageError(`${formatProblems(problems)}\n${count}`);
}

async function filesOf(path: string): Promise<readonly ConfigFile[]> {
  try {
    if ((await stat(path)).isDirectory()) return await readFolder(path);
    return [{ path, text: await readFile(path, 'utf8') }];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UsageError(`${path}: there is no such file or folder`);
    if (code === 'EACCES') throw new UsageError(`${path}: it may not be read`);
    throw error;
  }
}

/** The flag's server first; then those of the files; then that of the chart's values. */
function serversOf(config: MetricsConfig, flags: Flags): readonly ServerSettings[] {
  const url = text(flags, '--prometheus');
  const bearerTokenFile = text(flags, '--prometheus-token-file');
  if (url === undefined && bearerTokenFile !== undefined) {
    throw new UsageError('--prometheus-token-file is given without --prometheus');
  }
  const server = { name: 'prometheus', headers: {}, parameters: {} };
  if (url !== undefined) {
    const token = bearerTokenFile === undefined ? {} : { bearerTokenFile };
    return [{ ...server, url, ...token }, ...config.servers];
  }
  if (config.servers.length > 0) return config.servers;
  if (config.chartPrometheus !== undefined) return [{ ...server, url: config.chartPrometheus }];
  throw new UsageError(
    'there is no Prometheus to ask; give --prometheus http://prometheus:9090, or servers: in a file',
  );
}

async function readServers(
  settings: readonly ServerSettings[],
  log: Log,
): ReturnType<typeof prometheusServers> {
  try {
    return await prometheusServers(settings, log);
  } catch (error) {
    if (error instanceof PrometheusOptionsError) throw new UsageError(error.message);
    throw error;
  }
}

/** The files' certificate, or one that is made now and that nobody can verify. */
async function readTls(flags: Flags, hostname: string, log: Log): Promise<() => ServerTlsMaterial> {
  const cert = text(flags, '--tls-cert');
  const key = text(flags, '--tls-key');
  if (cert !== undefined && key !== undefined) return tlsFiles({ cert, key }, log);
  if (cert !== undefined || key !== undefined) {
    throw new UsageError('of --tls-cert and --tls-key one is missing; a server needs both');
  }
  const made = await createServingCertificate({ names: ['localhost', hostname] });
  log.write('warn', 'no --tls-cert: the certificate is made now, and nobody can verify it', {});
  return () => made;
}

/** Flags in the place of the API server's ConfigMap, named as Kubernetes names them. */
function readAuthentication(flags: Flags): AuthenticationSource | undefined {
  const proxyCa = text(flags, '--requestheader-client-ca-file');
  const names = texts(flags, '--requestheader-allowed-names');
  const clientCa = text(flags, '--client-ca');
  if (proxyCa === undefined && names.length > 0) {
    throw new UsageError(
      '--requestheader-allowed-names is given without --requestheader-client-ca-file',
    );
  }
  if (proxyCa === undefined && clientCa === undefined) return undefined;
  return fixedAuthentication({
    ...(proxyCa !== undefined && {
      frontProxy: {
        authorities: readPem(proxyCa),
        allowedNames: names.flatMap((each) => each.split(',')),
        userHeaders: ['X-Remote-User'],
        uidHeaders: ['X-Remote-Uid'],
        groupHeaders: ['X-Remote-Group'],
        extraHeaderPrefixes: ['X-Remote-Extra-'],
      },
    }),
    ...(clientCa !== undefined && { clientAuthorities: readPem(clientCa) }),
  });
}

function readPem(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch {
    throw new TlsFileError(`${path} cannot be read`);
  }
  throw new TlsFileError(`${path} holds no certificate; give it in PEM`);
}

function duration(flags: Flags, flag: string, byDefault: string): number {
  const value = text(flags, flag) ?? byDefault;
  try {
    return parsePrometheusDuration(value);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw new UsageError(`${flag} ${value} is no duration; write it as 30s or 1m`);
  }
}

function tellUnserved({ rules, resourceRules }: MetricsConfig, external: boolean, log: Log): void {
  if (resourceRules.length > 0) {
    log.write('warn', 'resourceRules are not served: keep metrics-server for metrics.k8s.io', {
      files: resourceRules,
    });
  }
  const outside =
    rules.explicit.some(({ resource }) => resource === undefined) ||
    rules.adapters.some(({ config }) => (config.externalRules ?? []).length > 0);
  if (outside && !external) {
    log.write('warn', 'external rules are not served: start with --external', {});
  }
}
