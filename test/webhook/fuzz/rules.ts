import {
  compileConfig,
  formatProblems,
  type PolicyConfig,
  type TargetReference,
} from '@flyball/webhook';
import { tutorialFile } from '../../support/tutorial-files.ts';

/** `type` and `value` of a scaling policy, and its period in milliseconds. */
export interface StepRule {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly period: number;
}

/** What a policy promises, in the words of its manifest. */
export interface Rules {
  readonly namespace: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The target of its metric, a `Value`. */
  readonly target: number;
  /** The largest of them counts, as in manifests that do not say otherwise. */
  readonly up: readonly StepRule[];
  readonly down: readonly StepRule[];
}

/** Three policies of different bounds, targets, steps and periods. */
export function severalRules(namespace: string): readonly Rules[] {
  const minute = 60_000;
  return [
    {
      namespace,
      name: 'command',
      min: 1,
      max: 10,
      target: 40,
      up: [
        { type: 'Pods', value: 2, period: minute },
        { type: 'Percent', value: 50, period: minute },
      ],
      down: [{ type: 'Pods', value: 3, period: minute }],
    },
    {
      namespace,
      name: 'search',
      min: 2,
      max: 30,
      target: 100,
      up: [{ type: 'Percent', value: 100, period: 15_000 }],
      down: [{ type: 'Percent', value: 30, period: 30_000 }],
    },
    {
      namespace,
      name: 'orders',
      min: 3,
      max: 12,
      target: 7,
      up: [{ type: 'Pods', value: 1, period: 5_000 }],
      down: [{ type: 'Pods', value: 1, period: 5_000 }],
    },
  ];
}

export function keyOf({ namespace, name }: Pick<Rules, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

export function targetOf({ namespace, name }: Rules): TargetReference {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
}

/** The policies compiled, as a user would have written them. */
export function compileRules(rules: readonly Rules[]): readonly PolicyConfig[] {
  const manifests = rules.map((each) => ({
    path: `${each.name}.json`,
    text: JSON.stringify(manifestOf(each)),
  }));
  const config = compileConfig([...manifests, tutorialFile('values.yaml')]);
  if (!config.ok) throw new Error(formatProblems(config.problems));
  return config.policies;
}

function manifestOf(rules: Rules): object {
  const { namespace, name, min, max, target } = rules;
  const scaling = (steps: readonly StepRule[]): object => ({
    stabilizationWindowSeconds: 0,
    policies: steps.map(({ type, value, period }) => ({
      type,
      value,
      periodSeconds: period / 1000,
    })),
  });
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { namespace, name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      behavior: { scaleUp: scaling(rules.up), scaleDown: scaling(rules.down) },
      metrics: [
        {
          type: 'Object',
          object: {
            metric: { name: 'kong_upstream_latency_ms_60s_average' },
            describedObject: { apiVersion: 'v1', kind: 'Service', name },
            target: { type: 'Value', value: String(target) },
          },
        },
      ],
    },
  };
}
