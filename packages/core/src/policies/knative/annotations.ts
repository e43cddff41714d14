import { goParseDouble, goParseInt } from '../../go/index.ts';
import { DurationError, parseGoDuration } from '../../time/index.ts';

export type Annotations = Readonly<Record<string, string>>;

export interface Annotation {
  /** The key under which it was found. */
  readonly key: string;
  readonly text: string;
}

/** The annotations of a revision, by the part of their key after `autoscaling.knative.dev/`. */
export type AnnotationName =
  | 'activation-scale'
  | 'class'
  | 'initial-scale'
  | 'max-scale'
  | 'metric'
  | 'metric-aggregation-algorithm'
  | 'min-scale'
  | 'panic-threshold-percentage'
  | 'panic-window-percentage'
  | 'scale-down-delay'
  | 'scale-to-zero-pod-retention-period'
  | 'target'
  | 'target-burst-capacity'
  | 'target-utilization-percentage'
  | 'window';

/** The one that never had a camel-case spelling. */
const kebabOnly: AnnotationName = 'activation-scale';

/** Finds an annotation; one in camel case counts where there is none in kebab case. */
export function findAnnotation(
  annotations: Annotations,
  name: AnnotationName,
): Annotation | undefined {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  for (const spelling of name === kebabOnly ? [name] : [name, camel]) {
    const key = `autoscaling.knative.dev/${spelling}`;
    const text = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    if (text !== undefined) return { key, text };
  }
  return undefined;
}

/** The double of an annotation; nothing where it is absent or cannot be read. */
export function doubleAnnotation(
  annotations: Annotations,
  name: AnnotationName,
): number | undefined {
  const parsed = goParseDouble(findAnnotation(annotations, name)?.text ?? '');
  return parsed.ok ? parsed.value : undefined;
}

/** The whole number of an annotation; nothing where it is absent or cannot be read. */
export function int32Annotation(
  annotations: Annotations,
  name: AnnotationName,
): number | undefined {
  const parsed = goParseInt(findAnnotation(annotations, name)?.text ?? '', 32);
  return parsed.ok ? Number(parsed.value) : undefined;
}

/** The duration of an annotation in milliseconds; nothing where it is absent or cannot be read. */
export function durationAnnotation(
  annotations: Annotations,
  name: AnnotationName,
): number | undefined {
  return readDuration(findAnnotation(annotations, name)?.text ?? '');
}

/** Milliseconds; nothing for a text that Go does not read. */
export function readDuration(text: string): number | undefined {
  try {
    return parseGoDuration(text);
  } catch (error) {
    if (error instanceof DurationError) return undefined;
    throw error;
  }
}
