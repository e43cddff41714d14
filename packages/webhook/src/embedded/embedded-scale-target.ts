import { guessResource, parseGroupVersion, SelectorError } from '@flyball/core';
import {
  type Clock,
  failure,
  type Result,
  type ScaleTarget,
  success,
  type TargetReference,
} from '../ports/index.ts';
import type { EmbeddedWorkload } from './embedded-workload.ts';
import { answer, type Faults } from './faults.ts';
import type { Workloads } from './workloads.ts';

/** `spec.replicas` is an int32. */
const maximumReplicas = 2 ** 31 - 1;

/** The embedded cluster's scale subresources and pods, with the API server's answers. */
export function embeddedScaleTarget(
  workloads: Workloads,
  clock: Clock,
  faults: Faults,
): ScaleTarget {
  const find = (target: TargetReference): Result<EmbeddedWorkload> => {
    const workload = workloads.find(target);
    return workload === null
      ? failure('not-found', `${resourceOf(target)} "${target.name}" not found`)
      : success(workload);
  };

  return {
    readScale: (target, { signal }) =>
      answer({ operation: 'readScale', subject: subjectOf(target) }, signal, faults, () => {
        const found = find(target);
        return found.ok ? success(found.value.scale(clock.now())) : found;
      }),

    listPods: (namespace, selector, { signal }) =>
      answer(
        { operation: 'listPods', subject: `pods ${namespace}/${selector}` },
        signal,
        faults,
        () => {
          try {
            return success(workloads.pods(namespace, selector, clock.now()));
          } catch (error) {
            if (!(error instanceof SelectorError)) throw error;
            return failure('invalid', `unable to parse requirement: ${error.message}`);
          }
        },
      ),

    writeScale: (target, replicas, resourceVersion, { signal }) =>
      answer({ operation: 'writeScale', subject: subjectOf(target) }, signal, faults, () => {
        const found = find(target);
        if (!found.ok) return found;
        if (!Number.isInteger(replicas) || replicas < 0 || replicas > maximumReplicas) {
          return failure('invalid', invalidReplicas(target.name, replicas));
        }
        const now = clock.now();
        return found.value.scale(now).resourceVersion === resourceVersion
          ? success(found.value.write(replicas, now))
          : failure('conflict', conflictText(target));
      }),
  };
}

/** `deployments.apps`, as the API server names a resource in its messages. */
function resourceOf({ apiVersion, kind }: TargetReference): string {
  const { group } = parseGroupVersion(apiVersion);
  const { plural } = guessResource(kind);
  return group === '' ? plural : `${plural}.${group}`;
}

function subjectOf(target: TargetReference): string {
  return `${resourceOf(target)} ${target.namespace}/${target.name}`;
}

function invalidReplicas(name: string, replicas: number): string {
  return `Scale.autoscaling "${name}" is invalid: spec.replicas: Invalid value: ${replicas}: must be greater than or equal to 0`;
}

function conflictText(target: TargetReference): string {
  return `Operation cannot be fulfilled on ${resourceOf(target)} "${target.name}": the object has been modified; please apply your changes to the latest version and try again`;
}
