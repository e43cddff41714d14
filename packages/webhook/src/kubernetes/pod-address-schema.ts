import {
  array,
  type GenericSchema,
  nullish,
  number,
  object,
  optional,
  pipe,
  string,
  transform,
} from 'valibot';
import type { PodAddress } from '../ports/index.ts';

const port = object({ name: optional(string(), ''), containerPort: number() });

const container = object({ ports: nullish(array(port), []) });

const pod = object({
  metadata: object({
    namespace: string(),
    name: string(),
    uid: string(),
    deletionTimestamp: nullish(string(), null),
  }),
  spec: object({ containers: array(container), initContainers: nullish(array(container), []) }),
  status: object({ phase: optional(string(), ''), podIP: optional(string(), '') }),
});

/** One page of a list of pods, read to where those that run can be reached. */
export const podAddressListSchema: GenericSchema<
  unknown,
  { readonly pods: readonly PodAddress[]; readonly continue: string }
> = pipe(
  object({ metadata: object({ continue: optional(string(), '') }), items: array(pod) }),
  transform(({ metadata, items }) => ({
    continue: metadata.continue,
    pods: items
      .filter(({ metadata: { deletionTimestamp }, status: { phase, podIP } }) => {
        return phase === 'Running' && podIP !== '' && deletionTimestamp === null;
      })
      .map(({ metadata: { namespace, name, uid }, spec, status }) => ({
        namespace,
        name,
        uid,
        address: status.podIP,
        ports: Object.fromEntries(
          [...spec.initContainers, ...spec.containers]
            .flatMap(({ ports }) => ports)
            .filter((each) => each.name !== '')
            .map((each) => [each.name, each.containerPort]),
        ),
      })),
  })),
);
