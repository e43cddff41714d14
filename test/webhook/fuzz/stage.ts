import {
  type Autoscalers,
  type Clock,
  createEmbeddedCluster,
  createScriptedMetric,
  type EventSink,
  type MemoryStore,
  type MetricSource,
  type PolicyConfig,
  type ScaleTarget,
  type ScriptedReply,
} from '@flyball/webhook';
import { ManualClock } from '../../support/manual-clock.ts';
import { compileRules, keyOf, type Rules, severalRules, targetOf } from './rules.ts';

/** What a process of the webhook stands on. */
export interface StagePorts {
  readonly target: ScaleTarget;
  readonly memory: MemoryStore;
  readonly events: EventSink;
  readonly autoscalers: Autoscalers;
  readonly metrics: MetricSource;
}

/** Where a storm happens: a cluster, its metrics, its time. */
export interface Stage {
  readonly rules: readonly Rules[];
  readonly policies: readonly PolicyConfig[];
  readonly clock: Clock;
  /** Within so many milliseconds the clock and the instant of a write may differ. */
  readonly slack: number;
  ports(): Promise<StagePorts>;
  /** From now on the metric of a policy is this. */
  setMetric(key: string, reply: ScriptedReply): void;
  passTime(milliseconds: number): Promise<void>;
  scaleElsewhere(rules: Rules, replicas: number): Promise<void>;
  /** A pod of the workload fails and is replaced, if the stage can do that. */
  losePods(rules: Rules): Promise<void>;
}

/** The metric of each policy of a stage, and a source that reads them. */
function stageMetrics(
  clock: Clock,
  policies: readonly PolicyConfig[],
): { readonly source: MetricSource; readonly set: Stage['setMetric'] } {
  const source = createScriptedMetric({ clock });
  return {
    source,
    set: (key, reply) => {
      const policy = policies.find((each) => each.key === key);
      for (const metric of policy?.metrics ?? []) {
        if ('promql' in metric) source.set(metric.promql, reply);
      }
    },
  };
}

/** The embedded cluster with three policies, and workloads that no policy is for. */
export function embeddedStage(): Stage {
  const rules = severalRules('kong');
  const policies = compileRules(rules);
  const clock = new ManualClock();
  const bystanders = [
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kong', name: 'bystander' },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'kong', name: 'command' },
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'coredns' },
  ];
  const cluster = createEmbeddedCluster({
    clock,
    workloads: [
      ...rules.map((each) => ({
        ...targetOf(each),
        replicas: each.min,
        times: { pendingMs: 1_000, startupMs: 20_000, terminationMs: 500 },
      })),
      ...bystanders.map((each) => ({ ...each, replicas: 1 })),
    ],
  });
  const metrics = stageMetrics(clock, policies);
  const ports: StagePorts = { ...cluster, metrics: metrics.source };
  const { signal } = new AbortController();
  return {
    rules,
    policies,
    clock,
    slack: 0,
    ports: async () => ports,
    setMetric: metrics.set,
    passTime: async (milliseconds) => clock.advance(milliseconds),
    scaleElsewhere: async (each, replicas) => {
      cluster.scale(targetOf(each), replicas);
    },
    losePods: async (each) => {
      const pods = await cluster.target.listPods(each.namespace, `app=${each.name}`, { signal });
      for (const { name } of pods.ok ? pods.value : []) cluster.stopPod(targetOf(each), name);
    },
  };
}

/** The policy that a query is of. */
export function policyOfQuery(policies: readonly PolicyConfig[], promql: string): string {
  const found = policies.find(({ metrics }) =>
    metrics.some((each) => 'promql' in each && each.promql === promql),
  );
  if (found === undefined) throw new Error(`no policy asks ${promql}`);
  return found.key;
}

/** The policy whose pods a selector selects; workloads label theirs with their name. */
export function policyOfPods(
  rules: readonly Rules[],
  namespace: string,
  selector: string,
): string | null {
  const found = rules.find(
    (each) => each.namespace === namespace && selector === `app=${each.name}`,
  );
  return found === undefined ? null : keyOf(found);
}
