import {
  type Clock,
  compileConfig,
  createApp,
  createAttention,
  createControl,
  createEmbeddedCluster,
  type EmbeddedCluster,
  formatProblems,
  type Log,
  type MetricSource,
  type PolicyConfig,
} from '@flyball/webhook';
import { type Listening, listen, readFolder } from '@flyball/webhook/node';
import type { Narrator } from './narrator.ts';

/** The webhook of the tutorial, listening, with a cluster in memory behind it. */
export interface TutorialWebhook {
  readonly listening: Listening;
  readonly cluster: EmbeddedCluster;
  /** The look that a controller takes when it starts; it only takes note of the present size. */
  lookOnce(): Promise<void>;
}

export interface TutorialOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricSource;
  readonly narrator: Narrator;
  readonly tokens: readonly string[];
  readonly port: number;
}

/** Reads the policy of a folder; the whole list of mistakes is the error's message. */
export async function readPolicy(folder: string): Promise<PolicyConfig> {
  const config = compileConfig(await readFolder(folder));
  if (!config.ok) throw new Error(formatProblems(config.problems));
  const [policy] = config.policies;
  if (policy === undefined) throw new Error(`no policy in ${folder}`);
  return policy;
}

/** Puts the pieces together as a runtime does. */
export async function startTutorialWebhook(
  policy: PolicyConfig,
  options: TutorialOptions,
): Promise<TutorialWebhook> {
  const { clock, log, metrics, narrator, tokens, port } = options;
  const cluster = createEmbeddedCluster({ clock, workloads: [{ ...policy.target, replicas: 1 }] });
  const control = createControl([policy], {
    clock,
    log,
    metrics,
    target: cluster.target,
    memory: cluster.memory,
    autoscalers: cluster.autoscalers,
    events: narrator.follow(cluster.events),
  });
  const attention = createAttention(control, { clock, log });
  const app = createApp({ control, attention, log, tokens });
  return {
    listening: await listen(app, { port }),
    cluster,
    lookOnce: async () => {
      await control.look(policy.key, 'start', AbortSignal.timeout(5_000));
    },
  };
}
