import { guessResource } from '../../names/index.ts';
import { type KindRow, KindTable } from './kind-table.ts';

/** Kinds by API version, in the order of a cluster's discovery; a leading `-` marks cluster scope. */
const BUILTIN: readonly (readonly [apiVersion: string, kinds: string])[] = [
  [
    '/v1',
    'Pod Service -Node -Namespace -PersistentVolume PersistentVolumeClaim ConfigMap Secret Endpoints ReplicationController ServiceAccount Event LimitRange ResourceQuota',
  ],
  ['metrics.k8s.io/v1beta1', 'PodMetrics=pods -NodeMetrics=nodes'],
  ['apps/v1', 'Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision'],
  ['events.k8s.io/v1', 'Event'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['autoscaling/v1', 'HorizontalPodAutoscaler'],
  ['batch/v1', 'Job CronJob'],
  ['networking.k8s.io/v1', 'Ingress -IngressClass NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['storage.k8s.io/v1', '-StorageClass'],
  ['gateway.networking.k8s.io/v1', 'Gateway=gateways HTTPRoute GRPCRoute -GatewayClass'],
  ['gateway.networking.k8s.io/v1beta1', 'Gateway=gateways HTTPRoute -GatewayClass ReferenceGrant'],
];

function rowsOf([apiVersion, kinds]: readonly [string, string]): readonly KindRow[] {
  const [group = '', version = ''] = apiVersion.split('/');
  const first = BUILTIN.find(([other]) => other.startsWith(`${group}/`))?.[0];
  return kinds.split(' ').map((word) => {
    const [name = '', plural] = word.replace('-', '').split('=');
    const names = guessResource(name);
    return {
      group,
      version,
      preferred: apiVersion === first,
      resource: plural ?? names.plural,
      singular: names.singular,
      kind: name,
      namespaced: !word.startsWith('-'),
    };
  });
}

/** The kinds that people scale by where no cluster can be asked. */
export const BUILTIN_KINDS: KindTable = new KindTable(BUILTIN.flatMap(rowsOf));
