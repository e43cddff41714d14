/** What the files do not say, and rules need to know. Spans are seconds. */
export interface LintOptions {
  /** Between two looks of the HorizontalPodAutoscaler controller; default 15. */
  readonly syncPeriod?: number;
  /** Between two scrapes; default 30, as kube-prometheus-stack sets it. */
  readonly scrapeInterval?: number;
  /** Share by which a metric may miss its target before anything changes; default 0.1. */
  readonly tolerance?: number;
  /** How long a request takes in a service without load; without it, targets of latency are not judged. */
  readonly serviceTime?: number;
}

/** The options with their defaults. */
export interface LintSettings {
  readonly syncPeriod: number;
  readonly scrapeInterval: number;
  readonly tolerance: number;
  readonly serviceTime: number | undefined;
}

/** Fills in the defaults. */
export function lintSettings(options: LintOptions): LintSettings {
  const { syncPeriod = 15, scrapeInterval = 30, tolerance = 0.1, serviceTime } = options;
  return { syncPeriod, scrapeInterval, tolerance, serviceTime };
}
