import type { Log, MetricSource } from '../ports/index.ts';
import { createPrometheusSource, PrometheusOptionsError } from '../prometheus/index.ts';
import { secretFile } from '../runtime/node/index.ts';
import { type Flags, text } from './flags.ts';
import { UsageError } from './usage-error.ts';

/**
 * The Prometheus that `--prometheus` names, with the token of `--prometheus-token-file`.
 * @returns null when no `--prometheus` is given
 * @throws {UsageError} when the address is none
 */
export async function readPrometheusFlags(flags: Flags, log: Log): Promise<MetricSource | null> {
  const url = text(flags, '--prometheus');
  const tokenFile = text(flags, '--prometheus-token-file');
  if (url === undefined) {
    if (tokenFile === undefined) return null;
    throw new UsageError('--prometheus-token-file is given without --prometheus');
  }
  const token = tokenFile === undefined ? undefined : await secretFile(tokenFile, log);
  try {
    return createPrometheusSource({
      url,
      fetch,
      ...(token === undefined ? {} : { credentials: { kind: 'bearer', token } }),
    });
  } catch (error) {
    if (!(error instanceof PrometheusOptionsError)) throw error;
    throw new UsageError(error.message.replace(/^url: /, '--prometheus: '));
  }
}
