import {
  type Control,
  compileConfig,
  createControl,
  createEmbeddedCluster,
  createScriptedMetric,
  type DecisionLog,
  type EmbeddedCluster,
  type Faults,
  formatProblems,
  type PolicyConfig,
  type ScriptedMetric,
} from '@flyball/webhook';
import { CollectedLog } from './collected-log.ts';
import { ManualClock } from './manual-clock.ts';
import { annotatedPolicy, tutorialFile } from './tutorial-files.ts';

/** The tutorial's policy with everything around it in memory, and a clock that is told to move. */
export interface TutorialWorld {
  readonly policy: PolicyConfig;
  readonly clock: ManualClock;
  readonly log: CollectedLog;
  readonly cluster: EmbeddedCluster;
  readonly metric: ScriptedMetric;
  readonly control: Control;
  /**
   * The same world with another process of the webhook in it.
   * @param annotations of the policy from now on; those that it had unless said otherwise
   */
  restart(annotations?: readonly string[]): TutorialWorld;
  /** From now on the 60 s average of the service is this. */
  setLatency(milliseconds: number): void;
}

/** @param options `annotations`: lines of YAML */
export function tutorialWorld(
  options: {
    readonly faults?: Faults;
    readonly annotations?: readonly string[];
    readonly clock?: ManualClock;
    readonly decisions?: DecisionLog;
  } = {},
): TutorialWorld {
  const { annotations = [], clock = new ManualClock() } = options;
  const policy = tutorialPolicy(annotations);
  const log = new CollectedLog();
  const cluster = createEmbeddedCluster({
    clock,
    workloads: [{ ...policy.target, replicas: 1 }],
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  const metric = createScriptedMetric({ clock });
  const begin = (config: PolicyConfig): Control =>
    createControl([config], {
      clock,
      log,
      metrics: metric,
      target: cluster.target,
      memory: cluster.memory,
      autoscalers: cluster.autoscalers,
      events: cluster.events,
      ...(options.decisions && { decisions: options.decisions }),
    });
  const world: TutorialWorld = {
    policy,
    clock,
    log,
    cluster,
    metric,
    control: begin(policy),
    restart: (annotations) => {
      const next = annotations === undefined ? policy : tutorialPolicy(annotations);
      return { ...world, policy: next, control: begin(next) };
    },
    setLatency: (value) =>
      metric.setDefault((at) => ({
        kind: 'vector',
        samples: [{ labels: { exported_service: 'command' }, at, value }],
      })),
  };
  return world;
}

function tutorialPolicy(annotations: readonly string[] = []): PolicyConfig {
  const config = compileConfig([annotatedPolicy(annotations), tutorialFile('values.yaml')]);
  if (!config.ok) throw new Error(formatProblems(config.problems));
  const [policy] = config.policies;
  if (policy === undefined) throw new Error('the tutorial has no policy');
  return policy;
}
