import type { PolicyConfig } from '../../config/index.ts';
import type { Clock, ClusterAutoscaler, Failure, ScaleTarget } from '../../ports/index.ts';
import { writeScale } from '../write-scale.ts';
import type { Course, Situation } from './course.ts';
import { autoscalersOf, ownerText } from './ownership.ts';
import { released } from './standing.ts';
import { type Reason, withhold } from './withhold.ts';

/** We write the size ourselves, unless an autoscaler of the cluster does. */
export function direct(
  situation: Situation,
  ports: { readonly target: ScaleTarget; readonly clock: Clock },
): Course {
  const { config, gathered, memory, standing, autoscalers } = situation;
  if (!autoscalers.ok) return withhold(situation, ownersUnknown(config, autoscalers));
  const owners = autoscalersOf(config.target, autoscalers.value);
  if (owners.length > 0) return withhold(situation, targetOwned(config, owners));
  const { observation, scale } = gathered;
  return {
    observation,
    memory,
    plan: (decision) => {
      const { rescale } = decision;
      return {
        ...released(standing),
        decision,
        act:
          rescale === null || scale === null
            ? null
            : (options) => writeScale(config.target, scale, rescale, ports, options),
        withheld: null,
        tells: true,
        report: {},
        remark: null,
      };
    },
  };
}

function targetOwned(config: PolicyConfig, owners: readonly ClusterAutoscaler[]): Reason {
  const names = owners.map(ownerText);
  const isOwn = owners.some(({ namespace, name }) => `${namespace}/${name}` === config.key);
  const own = isOwn ? ', which is this policy’s own manifest applied to the cluster' : '';
  return {
    outcome: 'refused',
    code: 'TargetOwned',
    about: names.join(', '),
    text: `${targetText(config)} is scaled by ${names.join(' and ')}${own}: nothing is written until that is gone; or set flyball.dev/mode to shadow`,
  };
}

function ownersUnknown(config: PolicyConfig, { reason, message }: Failure): Reason {
  const remedy =
    reason === 'forbidden'
      ? `; allow us to list horizontalpodautoscalers in ${config.target.namespace}`
      : '';
  return {
    outcome: 'holding',
    code: 'OwnersUnknown',
    about: null,
    text: `nothing is written, for it is not known who else scales ${targetText(config)}: ${message}${remedy}`,
  };
}

function targetText({ target: { kind, namespace, name } }: PolicyConfig): string {
  return `${kind} ${namespace}/${name}`;
}
