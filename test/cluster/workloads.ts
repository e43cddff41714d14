import type { TargetReference } from '@flyball/webhook';

/** The resources with a scale subresource that tests know. */
export const builtInKinds: readonly (readonly [apiVersion: string, kind: string])[] = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'ReplicaSet'],
  ['v1', 'ReplicationController'],
];

/** A workload of a container that does nothing. */
export function workloadManifest(
  target: TargetReference,
  nodeName: string | null,
  replicas = 3,
): unknown {
  const { apiVersion, kind, namespace, name } = target;
  const labels = { app: name };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: kind === 'ReplicationController' ? labels : { matchLabels: labels },
      ...(kind === 'StatefulSet' ? { serviceName: name, podManagementPolicy: 'Parallel' } : {}),
      template: {
        metadata: { labels },
        spec: {
          ...(nodeName === null ? {} : { nodeName }),
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'app',
              image: 'registry.k8s.io/pause:3.10',
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}
