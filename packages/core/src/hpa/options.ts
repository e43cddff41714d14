/** Versions of Kubernetes whose controllers decide differently. */
export type KubernetesVersion = '1.32' | '1.33' | '1.34' | '1.35' | '1.36' | '1.37';

/** The flags of the controller, `--horizontal-pod-autoscaler-…`, in milliseconds. */
export interface ControllerOptions {
  /** `downscale-stabilization`, 300,000 by default. */
  readonly downscaleStabilization?: number;
  /** `tolerance`, 0.1 by default. Zero means zero here. */
  readonly tolerance?: number;
  /** `cpu-initialization-period`, 300,000 by default. */
  readonly cpuInitializationPeriod?: number;
  /** `initial-readiness-delay`, 30,000 by default. */
  readonly initialReadinessDelay?: number;
  /** Whose controller to be; the newest by default. */
  readonly kubernetes?: KubernetesVersion;
}
