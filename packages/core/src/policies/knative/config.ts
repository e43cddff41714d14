import { type GoParsed, goParseBool, goParseDouble, goParseInt } from '../../go/index.ts';
import { DurationError, formatGoDuration, parseGoDuration } from '../../time/index.ts';
import { LEAST_TARGET } from './settings.ts';

/** The cluster's ConfigMap `config-autoscaler`, read. Durations in milliseconds. */
export interface KpaConfig {
  readonly podAutoscalerClass: string;
  readonly enableScaleToZero: boolean;
  readonly allowZeroInitialScale: boolean;
  readonly maxScaleUpRate: number;
  readonly maxScaleDownRate: number;
  /** The part of a pod's concurrency that is aimed at; 0.7 is 70 %. */
  readonly containerConcurrencyTargetFraction: number;
  readonly containerConcurrencyTargetDefault: number;
  readonly requestsPerSecondTargetDefault: number;
  readonly targetBurstCapacity: number;
  readonly panicWindowPercentage: number;
  readonly activatorCapacity: number;
  readonly panicThresholdPercentage: number;
  readonly initialScale: number;
  readonly minScale: number;
  /** 0 is none. */
  readonly maxScale: number;
  readonly maxScaleLimit: number;
  readonly stableWindow: number;
  readonly scaleDownDelay: number;
  readonly scaleToZeroGracePeriod: number;
  readonly scaleToZeroPodRetentionPeriod: number;
}

/** A `config-autoscaler` that Knative refuses; the message is Knative's. */
export class KpaConfigError extends Error {
  override readonly name = 'KpaConfigError';
}

/** The bounds of the stable window, in milliseconds. */
export const WINDOW_BOUNDS = { least: 6_000, most: 3_600_000 } as const;

/**
 * Reads the data of the ConfigMap `config-autoscaler`, with Knative Serving 0.51's defaults for what
 * is not there. Unknown keys are passed over, as Knative does.
 *
 * @throws {KpaConfigError} at the first mistake, in Knative's order and words
 */
export function readKpaConfig(data: Readonly<Record<string, string>>): KpaConfig {
  const read = <Value>(
    key: string,
    parse: (text: string) => GoParsed<Value>,
    none: Value,
  ): Value => {
    const text = Object.hasOwn(data, key) ? data[key] : undefined;
    if (text === undefined) return none;
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    throw new KpaConfigError(
      `failed to parse data: failed to parse ${JSON.stringify(key)}: ${parsed.message}`,
    );
  };
  const bool = (key: string, none: boolean): boolean => read(key, goParseBool, none);
  const double = (key: string, none: number): number =>
    read(key, (text) => goParseDouble(text.trim()), none);
  const int32 = (key: string, none: number): number => Number(read(key, int32Of, BigInt(none)));
  const duration = (key: string, none: number): number => read(key, durationOf, none);

  const config = {
    podAutoscalerClass: data['pod-autoscaler-class'] ?? 'kpa.autoscaling.knative.dev',
    enableScaleToZero: bool('enable-scale-to-zero', true),
    allowZeroInitialScale: bool('allow-zero-initial-scale', false),
    maxScaleUpRate: double('max-scale-up-rate', 1000),
    maxScaleDownRate: double('max-scale-down-rate', 2),
    containerConcurrencyTargetFraction: double('container-concurrency-target-percentage', 70),
    containerConcurrencyTargetDefault: double('container-concurrency-target-default', 100),
    requestsPerSecondTargetDefault: double('requests-per-second-target-default', 200),
    targetBurstCapacity: double('target-burst-capacity', 211),
    panicWindowPercentage: double('panic-window-percentage', 10),
    activatorCapacity: double('activator-capacity', 100),
    panicThresholdPercentage: double('panic-threshold-percentage', 200),
    initialScale: int32('initial-scale', 1),
    minScale: int32('min-scale', 0),
    maxScale: int32('max-scale', 0),
    maxScaleLimit: int32('max-scale-limit', 0),
    stableWindow: duration('stable-window', 60_000),
    scaleDownDelay: duration('scale-down-delay', 0),
    scaleToZeroGracePeriod: duration('scale-to-zero-grace-period', 30_000),
    scaleToZeroPodRetentionPeriod: duration('scale-to-zero-pod-retention-period', 0),
  };
  const fraction = config.containerConcurrencyTargetFraction;
  // Up to 1 it is a fraction already: Knative once wrote it so.
  const complete = {
    ...config,
    containerConcurrencyTargetFraction: fraction > 1 ? fraction / 100 : fraction,
  };
  const fault = faultOf(complete);
  if (fault !== undefined) throw new KpaConfigError(fault);
  return complete;
}

function int32Of(text: string): GoParsed<bigint> {
  return goParseInt(text, 32);
}

function durationOf(text: string): GoParsed<number> {
  try {
    return { ok: true, value: parseGoDuration(text) };
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    return { ok: false, fault: 'syntax', message: error.message };
  }
}

/** Knative's first complaint. */
function faultOf(config: KpaConfig): string | undefined {
  const { least, most } = WINDOW_BOUNDS;
  const whole = (milliseconds: number): boolean => milliseconds % 1000 === 0;
  const fraction = config.containerConcurrencyTargetFraction;
  const target = fraction * config.containerConcurrencyTargetDefault;
  const grace = config.scaleToZeroGracePeriod;
  const retention = config.scaleToZeroPodRetentionPeriod;
  const { targetBurstCapacity: burst, stableWindow, scaleDownDelay, initialScale } = config;
  const { minScale, maxScale, maxScaleLimit: limit } = config;

  if (grace <= 0) {
    return `scale-to-zero-grace-period must be positive, was: ${formatGoDuration(grace)}`;
  }
  if (retention < 0) {
    return `scale-to-zero-pod-retention-period cannot be negative, was: ${formatGoDuration(retention)}`;
  }
  if (burst < 0 && burst !== -1) {
    return `target-burst-capacity must be either non-negative or -1 (for unlimited), was: ${burst.toFixed(6)}`;
  }
  if (fraction <= 0 || fraction > 1) {
    return `container-concurrency-target-percentage = ${fraction.toFixed(6)} is outside of valid range of (0, 100]`;
  }
  if (target < LEAST_TARGET) {
    return `container-concurrency-target-percentage and container-concurrency-target-default yield target concurrency of ${target}, can't be less than ${LEAST_TARGET}`;
  }
  if (config.requestsPerSecondTargetDefault < LEAST_TARGET) {
    return `requests-per-second-target-default must be at least ${LEAST_TARGET}, was: ${config.requestsPerSecondTargetDefault}`;
  }
  if (config.activatorCapacity < 1) {
    return `activator-capacity = ${config.activatorCapacity}, must be at least 1`;
  }
  if (config.maxScaleUpRate <= 1) {
    return `max-scale-up-rate = ${config.maxScaleUpRate}, must be greater than 1.0`;
  }
  if (config.maxScaleDownRate <= 1) {
    return `max-scale-down-rate = ${config.maxScaleDownRate}, must be greater than 1.0`;
  }
  if (stableWindow < least || stableWindow > most) {
    return `stable-window = ${formatGoDuration(stableWindow)}, must be in [${formatGoDuration(least)}; ${formatGoDuration(most)}] range`;
  }
  if (!whole(stableWindow)) {
    return `stable-window = ${formatGoDuration(stableWindow)}, must be specified with at most second precision`;
  }
  if (config.panicWindowPercentage < 1 || config.panicWindowPercentage > 100) {
    return `panic-window-percentage = ${config.panicWindowPercentage}, must be in [1, 100] interval`;
  }
  if (scaleDownDelay < 0) {
    return `scale-down-delay cannot be negative, was: ${formatGoDuration(scaleDownDelay)}`;
  }
  if (!whole(scaleDownDelay)) {
    return `scale-down-delay = ${formatGoDuration(scaleDownDelay)}, must be specified with at most second precision`;
  }
  if (initialScale < 0 || (initialScale === 0 && !config.allowZeroInitialScale)) {
    return `initial-scale = ${initialScale}, must be at least 0 (or at least 1 when allow-zero-initial-scale is false)`;
  }
  if (minScale < 0) return `min-scale = ${minScale}, must be at least 0`;
  if (limit < 0) return `max-scale-limit = ${limit}, must be at least 0`;
  const leastMax = limit > 0 ? 1 : 0;
  if (maxScale < leastMax || (limit > 0 && maxScale > limit)) {
    return `max-scale = ${maxScale}, must be in [${leastMax}, max-scale-limit(${limit})] range`;
  }
  return undefined;
}
