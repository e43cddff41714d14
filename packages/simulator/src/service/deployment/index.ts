export type { ClusterModel } from './cluster.ts';
export {
  Deployment,
  type DeploymentModel,
  type OnPods,
  type PodCounts,
  type Rollout,
} from './deployment.ts';
export type { Node, Pod, PodPhase } from './pod.ts';
export type { CrashModel, PodActions, PodTimes } from './pod-life.ts';
