import { findKubeConnection, jsonLog, serve, systemClock } from '../runtime/node/index.ts';
import { readCallerFlags } from './caller-flags.ts';
import { readDecisionLogFlags } from './decision-log-flags.ts';
import { type Flags, text } from './flags.ts';
import { readOrigins } from './origin-flags.ts';
import { readPrometheusFlags } from './prometheus-flags.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `flyball-webhook serve [folder]`: the webhook, until it is told to stop. */
export async function serveCommand(
  folder: string | undefined,
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const log = jsonLog(terminal.out, systemClock);
  const decisionLog = readDecisionLogFlags(flags);
  const callers = await readCallerFlags(flags, log);
  const metrics = await readPrometheusFlags(flags, log);
  if (metrics === null) {
    throw new UsageError(
      '--prometheus is missing; give the address of the Prometheus that has the metrics: --prometheus http://prometheus:9090',
    );
  }
  const { policies, passedOver } = await readOrigins(folder, flags);
  const kubeconfig = text(flags, '--kubeconfig');
  const cluster = await findKubeConnection(kubeconfig === undefined ? {} : { path: kubeconfig });

  if (passedOver.length > 0) log.write('info', 'documents passed over', { documents: passedOver });
  await serve({
    policies,
    metrics,
    cluster,
    ...callers,
    ...decisionLog,
    log,
    stop: terminal.stop,
  });
  return 0;
}
