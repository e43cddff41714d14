import { differences } from '../../difference.ts';
import type { SuiteDefinition } from '../../suite.ts';
import { replay } from './hpa-replay.ts';
import { type HpaCase, hpaCase } from './hpa-shapes.ts';

/**
 * Scenarios of the HorizontalPodAutoscaler controller: after every reconcile the whole stored status
 * in its order, the size written and the attempts it took, every event, the error. The memory, the
 * observation and the unsettled decision go through JSON at every step.
 *
 * The suite plays the API server: mappings of kinds, retries of conflicts, a status that cannot be
 * written, instants cut to seconds, quantities printed anew.
 */
export function hpaSuite(name: string): SuiteDefinition<HpaCase, undefined> {
  return {
    name,
    case: hpaCase,
    compare: (recorded) =>
      differences(
        recorded.steps.map(({ expect }) => ({ expect })),
        replay(recorded).map((expect) => ({ expect })),
        'steps',
      ),
  };
}
