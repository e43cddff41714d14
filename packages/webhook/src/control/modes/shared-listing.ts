import type { Autoscalers, ClusterAutoscaler, Result } from '../../ports/index.ts';
import { OneAtATime } from '../one-at-a-time.ts';

/**
 * The same autoscalers, of which those of a namespace are listed once at a time: who asks during a
 * listing shares the next one with all others who did. What is answered was read after the question
 * and is never older, and a thousand policies of one namespace cost no more than a few.
 */
export function sharedListing(autoscalers: Autoscalers): Autoscalers {
  const listings = new OneAtATime<Result<readonly ClusterAutoscaler[]>>();
  return {
    list: (namespace, options) =>
      listings.run(namespace, () => autoscalers.list(namespace, options)),
    setMinReplicas: (...call) => autoscalers.setMinReplicas(...call),
  };
}
