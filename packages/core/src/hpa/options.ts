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
  /** The gate `HPAScaleToZero`; off up to 1.36 and on from 1.37 unless it is said. */
  readonly scaleToZero?: boolean;
}

/** The options with every default filled in. */
export type CompleteControllerOptions = Required<ControllerOptions>;

/** Fills in the defaults of kube-controller-manager. */
export function completeOptions(options: ControllerOptions): CompleteControllerOptions {
  const { kubernetes = '1.37' } = options;
  return {
    downscaleStabilization: options.downscaleStabilization ?? 300_000,
    tolerance: options.tolerance ?? 0.1,
    cpuInitializationPeriod: options.cpuInitializationPeriod ?? 300_000,
    initialReadinessDelay: options.initialReadinessDelay ?? 30_000,
    kubernetes,
    scaleToZero: options.scaleToZero ?? isAtLeast(kubernetes, 37),
  };
}

/** Whether the version is 1.`minor` or newer. */
export function isAtLeast(version: KubernetesVersion, minor: number): boolean {
  return Number(version.slice(2)) >= minor;
}
