import type { ServerSettings } from '../../config/index.ts';
import type { Log, MetricSource } from '../../ports/index.ts';
import { type Credentials, createPrometheusSource } from '../../prometheus/index.ts';
import { renewedFetch } from './renewed-fetch.ts';
import { secretFile } from './secret-file.ts';

/**
 * The servers of a configuration, by name. Their files of secrets and of TLS are read again when
 * they have changed.
 *
 * @throws {SecretFileError} or {TlsFileError} when a file cannot be used
 * @throws {PrometheusOptionsError} when an address is none
 */
export async function prometheusServers(
  servers: readonly ServerSettings[],
  log: Log,
): Promise<ReadonlyMap<string, MetricSource>> {
  const sources = servers.map(async (settings) => {
    const { name, url, headers, parameters, tls = {}, timeoutMs, warnings } = settings;
    const credentials = await credentialsOf(settings, log);
    const source = createPrometheusSource({
      url,
      fetch: renewedFetch(tls, log),
      headers,
      parameters,
      log,
      ...(credentials !== undefined && { credentials }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(warnings !== undefined && { warnings }),
    });
    return [name, source] as const;
  });
  return new Map(await Promise.all(sources));
}

async function credentialsOf(
  { bearerTokenFile, basicAuthFile }: ServerSettings,
  log: Log,
): Promise<Credentials | undefined> {
  if (bearerTokenFile !== undefined) {
    return { kind: 'bearer', token: await secretFile(bearerTokenFile, log) };
  }
  if (basicAuthFile === undefined) return undefined;
  return { kind: 'basic-pair', pair: await secretFile(basicAuthFile, log, 'user:password') };
}
