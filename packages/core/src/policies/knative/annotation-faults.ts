import { compareText, goParseDouble, goParseInt } from '../../go/index.ts';
import { formatGoDuration } from '../../time/index.ts';
import {
  type Annotation,
  type AnnotationName,
  type Annotations,
  findAnnotation,
  readDuration,
} from './annotations.ts';
import { type KpaConfig, WINDOW_BOUNDS } from './config.ts';
import { LEAST_TARGET } from './settings.ts';

const mostInt32 = 2_147_483_647;

/** What is wrong, and with which annotations: one that several share is told once. */
interface Fault {
  readonly message: string;
  readonly places: readonly string[];
}

/**
 * What Knative's admission webhook says of a revision's annotations, one line for each message, in
 * alphabetical order; empty when it takes them.
 */
export function kpaAnnotationFaults(
  annotations: Annotations,
  config: KpaConfig,
): readonly string[] {
  const find = (name: AnnotationName): Annotation | undefined => findAnnotation(annotations, name);
  const min = scaleOf(find('min-scale'));
  const max = scaleOf(find('max-scale'));
  return format([
    ...classFaults(find('class')),
    ...min.faults,
    ...max.faults,
    ...boundFaults(min, max, config.maxScaleLimit),
    ...rangeFaults(find('panic-window-percentage'), 1, 100),
    ...rangeFaults(find('panic-threshold-percentage'), 110, 1000),
    ...rangeFaults(find('target-utilization-percentage'), 1, 100),
    ...targetFaults(find('target')),
    ...burstFaults(find('target-burst-capacity')),
    ...windowFaults(find('window'), WINDOW_BOUNDS.least, true),
    ...windowFaults(find('scale-to-zero-pod-retention-period'), 0, false),
    ...windowFaults(find('scale-down-delay'), 0, true),
    ...metricFaults(find('metric'), find('class')),
    ...initialScaleFaults(find('initial-scale'), config),
    ...activationScaleFaults(find('activation-scale'), max.value),
  ]);
}

function format(faults: readonly Fault[]): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const fault of faults) {
    const known = places.get(fault.message) ?? new Set<string>();
    for (const place of fault.places) known.add(place);
    places.set(fault.message, known);
  }
  return [...places]
    .map(([message, known]) => `${message}: ${[...known].sort(compareText).join(', ')}`)
    .sort(compareText);
}

function invalid(text: string, place: string): readonly Fault[] {
  return [{ message: `invalid value: ${text}`, places: [place] }];
}

function outside(
  { key, text }: Annotation,
  least: number | string,
  most: number | string,
): readonly Fault[] {
  return [{ message: `expected ${least} <= ${text} <= ${most}`, places: [key] }];
}

/** Classes of other domains belong to others, who judge them. */
function classFaults(annotation: Annotation | undefined): readonly Fault[] {
  if (annotation === undefined || !annotation.text.endsWith('autoscaling.knative.dev')) return [];
  return /^(?:kpa|hpa)\./.test(annotation.text) ? [] : invalid(annotation.text, annotation.key);
}

interface ScaleBound {
  readonly annotation: Annotation | undefined;
  readonly value: number;
  readonly faults: readonly Fault[];
}

function scaleOf(annotation: Annotation | undefined): ScaleBound {
  if (annotation === undefined) return { annotation, value: 0, faults: [] };
  const parsed = goParseInt(annotation.text, 32);
  if (parsed.ok && parsed.value >= 0n) {
    return { annotation, value: Number(parsed.value), faults: [] };
  }
  const isNumber = parsed.ok || parsed.fault === 'range';
  const faults = isNumber
    ? outside(annotation, 0, mostInt32)
    : invalid(annotation.text, annotation.key);
  return { annotation, value: 0, faults };
}

function boundFaults(min: ScaleBound, max: ScaleBound, limit: number): readonly Fault[] {
  const faults: Fault[] = [];
  if (max.value !== 0 && max.value < min.value) {
    faults.push({
      message: `max-scale=${max.value} is less than min-scale=${min.value}`,
      places: [max, min].flatMap(({ annotation }) => annotation?.key ?? []),
    });
  }
  const { annotation } = max;
  if (annotation !== undefined && limit > 0 && max.faults.length === 0) {
    const beyond = max.value > limit || max.value === 0;
    if (beyond) faults.push(...outside({ ...annotation, text: String(max.value) }, 1, limit));
  }
  return faults;
}

function rangeFaults(
  annotation: Annotation | undefined,
  least: number,
  most: number,
): readonly Fault[] {
  if (annotation === undefined) return [];
  const parsed = goParseDouble(annotation.text);
  if (!parsed.ok) return invalid(annotation.text, annotation.key);
  return parsed.value < least || parsed.value > most ? outside(annotation, least, most) : [];
}

function targetFaults(annotation: Annotation | undefined): readonly Fault[] {
  if (annotation === undefined) return [];
  const { key, text } = annotation;
  const parsed = goParseDouble(text);
  if (!parsed.ok) return invalid(text, key);
  const message = `target ${text} should be at least ${LEAST_TARGET}`;
  return parsed.value < LEAST_TARGET ? [{ message, places: [key] }] : [];
}

function burstFaults(annotation: Annotation | undefined): readonly Fault[] {
  if (annotation === undefined) return [];
  const parsed = goParseDouble(annotation.text);
  const wrong = !parsed.ok || (parsed.value < 0 && parsed.value !== -1);
  return wrong ? invalid(annotation.text, annotation.key) : [];
}

function windowFaults(
  annotation: Annotation | undefined,
  least: number,
  wholeSeconds: boolean,
): readonly Fault[] {
  if (annotation === undefined) return [];
  const { key, text } = annotation;
  const duration = readDuration(text);
  if (duration === undefined) return invalid(text, key);
  const { most } = WINDOW_BOUNDS;
  if (duration < least || duration > most) {
    return outside(annotation, formatGoDuration(least), formatGoDuration(most));
  }
  const message = 'must be specified with at most second precision';
  return wholeSeconds && duration % 1000 !== 0 ? [{ message, places: [key] }] : [];
}

/** The KPA knows two metrics; the HPA's class takes any, and other classes judge for themselves. */
function metricFaults(
  metric: Annotation | undefined,
  scalerClass: Annotation | undefined,
): readonly Fault[] {
  const kpa = 'kpa.autoscaling.knative.dev';
  if (metric === undefined || (scalerClass?.text ?? kpa) !== kpa) return [];
  return /^(?:concurrency|rps)$/.test(metric.text) ? [] : invalid(metric.text, metric.key);
}

function initialScaleFaults(
  annotation: Annotation | undefined,
  { allowZeroInitialScale }: KpaConfig,
): readonly Fault[] {
  if (annotation === undefined) return [];
  const { key, text } = annotation;
  const parsed = goParseInt(text, 64);
  if (!parsed.ok) return invalid(text, key);
  if (parsed.value < 0n) return invalid(text, `${key} must be greater than 0`);
  const refused = parsed.value === 0n && !allowZeroInitialScale;
  return refused ? invalid(text, `${key}=0 not allowed by cluster`) : [];
}

function activationScaleFaults(
  annotation: Annotation | undefined,
  maxScale: number,
): readonly Fault[] {
  if (annotation === undefined) return [];
  const { key, text } = annotation;
  const parsed = goParseInt(text, 32);
  if (!parsed.ok) return invalid(text, key);
  if (parsed.value < 2n) {
    return [{ message: `activation-scale=${parsed.value} must be greater than 1`, places: [key] }];
  }
  if (maxScale === 0 || parsed.value <= BigInt(maxScale)) return [];
  const message = `max-scale=${maxScale} is less than activation-scale=${parsed.value}`;
  return [{ message, places: [key] }];
}
