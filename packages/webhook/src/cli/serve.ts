import {
  findKubeConnection,
  jsonLog,
  secretFile,
  serve,
  systemClock,
} from '../runtime/node/index.ts';
import { type Address, type Flags, isLoopback, readAddress, text, texts } from './flags.ts';
import { readPrometheusFlags } from './prometheus-flags.ts';
import { readPolicies } from './read-policies.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const defaultListen = '127.0.0.1:8787';

/** `flyball-webhook serve <folder>`: the webhook, until it is told to stop. */
export async function serveCommand(
  folder: string,
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const log = jsonLog(terminal.out, systemClock);
  const address = readAddress(text(flags, '--listen') ?? defaultListen, '--listen');
  const tokenFiles = texts(flags, '--token-file');
  if (tokenFiles.length === 0 && !isLoopback(address.hostname)) throw unsafe(address);

  const metrics = await readPrometheusFlags(flags, log);
  if (metrics === null) {
    throw new UsageError(
      '--prometheus is missing; give the address of the Prometheus that has the metrics: --prometheus http://prometheus:9090',
    );
  }
  const tokens = await Promise.all(tokenFiles.map((path) => secretFile(path, log)));
  const { policies, passedOver } = await readPolicies(folder);
  const kubeconfig = text(flags, '--kubeconfig');
  const cluster = await findKubeConnection(kubeconfig === undefined ? {} : { path: kubeconfig });

  if (passedOver.length > 0) log.write('info', 'documents passed over', { documents: passedOver });
  await serve({
    policies,
    metrics,
    cluster,
    tokens: tokens.length === 0 ? [] : () => Promise.all(tokens.map((token) => token())),
    listen: address,
    log,
    stop: terminal.stop,
  });
  return 0;
}

function unsafe({ hostname, port }: Address): UsageError {
  return new UsageError(
    `--listen ${hostname}:${port} can be reached from other machines, and without --token-file anybody there could scale your workloads; give --token-file <file>, or listen with --listen 127.0.0.1:${port}`,
  );
}
