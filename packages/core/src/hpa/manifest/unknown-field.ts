import type { StrictFinding } from '../../decoding/index.ts';
import type { ManifestError } from './manifest-error.ts';

/** Names that other versions and other autoscalers use for what v2 has under another name. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['metricName', 'metric.name'],
  ['metricSelector', 'metric.selector'],
  ['targetValue', 'target.value'],
  ['targetAverageValue', 'target.averageValue'],
  ['targetAverageUtilization', 'target.averageUtilization'],
  ['targetCPUUtilizationPercentage', 'an entry of metrics with type: Resource'],
  ['minReplicaCount', 'minReplicas'],
  ['maxReplicaCount', 'maxReplicas'],
  ['cooldownPeriod', 'behavior.scaleDown.stabilizationWindowSeconds'],
]);

/** Tells an unknown or duplicate field with the name that was probably meant. */
export function strictError(
  finding: StrictFinding,
): ManifestError<'UnknownField' | 'DuplicateField'> {
  const { kind, path, field, message, suggestion } = finding;
  const common = { field, path, badValue: '', message };
  if (kind === 'duplicate-field') {
    return {
      type: 'DuplicateField',
      ...common,
      detail: 'stands here a second time; the last one counts',
      remedy: 'keep one of the two',
    };
  }
  const meant = otherNames.get(String(path.at(-1))) ?? suggestion;
  const error = { type: 'UnknownField', ...common, detail: 'is no field of this object' } as const;
  return { ...error, remedy: meant === undefined ? 'remove it' : `probably ${meant} is meant` };
}
