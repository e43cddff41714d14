import { type DocumentPath, entryNamed, type SourceNode } from '../../documents/index.ts';
import type { AutoscalingVersion } from './decode-autoscaler.ts';

const annotation = ['metadata', 'annotations'];
const prefix = 'autoscaling.alpha.kubernetes.io/';

/**
 * Where in a manifest of an older version stands what v2 has at `path`. `metrics` is the number of
 * metrics after conversion: v1's percentage is the last of them.
 */
export function pathInVersion(
  path: DocumentPath,
  version: AutoscalingVersion,
  root: SourceNode,
  metrics: number,
): DocumentPath {
  const [top, member, index] = path;
  if (top !== 'spec' || version === 'v2' || version === 'v2beta2') return path;
  if (member === 'behavior') return [...annotation, `${prefix}behavior`];
  if (member !== 'metrics') return path;
  if (version === 'v2beta1') return betaPath(path);
  const isPercentage = index === metrics - 1 && hasPercentage(root);
  return isPercentage
    ? ['spec', 'targetCPUUtilizationPercentage']
    : [...annotation, `${prefix}metrics`];
}

function hasPercentage(root: SourceNode): boolean {
  const spec = root.kind === 'mapping' ? entryNamed(root, 'spec')?.value : undefined;
  if (spec?.kind !== 'mapping') return false;
  const percentage = entryNamed(spec, 'targetCPUUtilizationPercentage')?.value;
  return percentage !== undefined && percentage.kind !== 'null';
}

/** `spec.metrics[0].object.target.value` is `spec.metrics[0].object.targetValue` in v2beta1. */
function betaPath(path: DocumentPath): DocumentPath {
  const [, , , source, group, member] = path;
  const base = path.slice(0, 4);
  if (group === 'describedObject') return [...base, 'target', ...path.slice(5)];
  if (group === 'metric') return [...base, member === 'name' ? 'metricName' : String(member)];
  if (group !== 'target' || member === undefined || member === 'type') {
    return group === 'target' ? base : path;
  }
  const name = String(member);
  if (source === 'object' && name === 'averageValue') return [...base, name];
  return [...base, `target${name.charAt(0).toUpperCase()}${name.slice(1)}`];
}
