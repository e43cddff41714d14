import { hostname } from 'node:os';
import { createApp } from '../../app.ts';
import { createAttention, createControl } from '../../control/index.ts';
import { RecentDecisions, severalLogs } from '../../decision-log/index.ts';
import type { Callers } from '../../http/index.ts';
import {
  ConfigMapMemoryStore,
  KubernetesApi,
  KubernetesAutoscalers,
  KubernetesEventSink,
  KubernetesPodMetrics,
  KubernetesPolicyDocuments,
  KubernetesScaleTarget,
} from '../../kubernetes/index.ts';
import type { Log, MetricSource } from '../../ports/index.ts';
import { FileDecisionLog, type FileDecisionLogOptions } from './file-decision-log.ts';
import { followPolicies, type PolicyOrigins } from './follow-policies.ts';
import type { KubeConnection } from './kubernetes/index.ts';
import { type ListenOptions, listen } from './listen.ts';
import { stopped } from './stopped.ts';
import { systemClock } from './system-clock.ts';
import { systemTimer } from './system-timer.ts';
import { webhookVersion } from './version.ts';

export interface ServeOptions extends Callers {
  readonly policies: PolicyOrigins;
  readonly metrics: MetricSource;
  readonly cluster: KubeConnection;
  readonly listen: ListenOptions;
  readonly log: Log;
  /** Where decisions are taken down; only the latest are kept, in memory, without it. */
  readonly decisionLog?: Omit<FileDecisionLogOptions, 'flyball' | 'log'>;
  /** Ends it. */
  readonly stop: AbortSignal;
}

/**
 * Runs the webhook for a real cluster until it is told to stop: memory in ConfigMaps, events in the
 * cluster, policies as their origins have them. Every policy is looked at once at the start, so that
 * what happened while nobody listened is made up for, and then whenever it is due. On `stop` no
 * delivery is taken any more, what is under way is finished, and then the promise resolves.
 *
 * @throws Error when the address is taken or cannot be bound, {DecisionLogError} when the folder of
 *   the decision log cannot be used
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { policies, metrics, cluster, tokens, users, log, stop } = options;
  const flyball = webhookVersion();
  const recent = new RecentDecisions({ flyball });
  const files =
    options.decisionLog === undefined
      ? null
      : await FileDecisionLog.open({ ...options.decisionLog, flyball, log });
  const api = new KubernetesApi(cluster);
  // In a pod, the name of the host is the name of the pod.
  const events = new KubernetesEventSink(api, hostname());
  const own = policies.own.placed.map(({ policy }) => policy);
  const control = createControl(own, {
    clock: systemClock,
    log,
    metrics,
    podMetrics: new KubernetesPodMetrics(api),
    target: new KubernetesScaleTarget(api, systemClock),
    memory: new ConfigMapMemoryStore(api),
    autoscalers: new KubernetesAutoscalers(api),
    events,
    decisions: files === null ? recent : severalLogs(recent, files),
  });
  const attention = createAttention(control, { clock: systemClock, log, timer: systemTimer });
  const listening = await listen(
    createApp({ control, attention, log, tokens, users, decisions: recent }),
    options.listen,
  );
  log.write('info', 'listening', {
    url: listening.url,
    cluster: cluster.server,
    policies: own.length,
  });

  attention.start();
  const documents = new KubernetesPolicyDocuments(api);
  const origins = { documents, events, clock: systemClock, log };
  const following = followPolicies(policies, control, origins, stop);
  await stopped(stop);
  log.write('info', 'stopping', {});
  await Promise.all([attention.stop(), following, listening.close()]);
  await files?.close();
  log.write('info', 'stopped', {});
}
