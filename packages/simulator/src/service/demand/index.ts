export {
  type LatencyGoal,
  requiredPods,
  type SteadyService,
  steadyLatency,
} from './required-pods.ts';
