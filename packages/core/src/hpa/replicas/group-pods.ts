import type { Int64 } from '../../go/index.ts';
import type { Look } from '../look.ts';
import { readMilli } from '../milli.ts';
import type { Pod, PodSample, PodsReading } from '../observation.ts';

/** The span that a sample averages over where its source does not say. */
const DEFAULT_WINDOW = 60_000;

/** The selected pods, sorted by what their samples are good for. */
export interface PodGroups {
  /** Pods whose samples count. */
  readonly counted: readonly Pod[];
  /** Their values, in the same order. */
  readonly values: readonly Int64[];
  /** Pods that are starting: their samples are dropped, on a scale-up they count as idle. */
  readonly unready: readonly Pod[];
  /** Pods without a sample. */
  readonly missing: readonly Pod[];
  /** Pods that are being deleted or have failed. */
  readonly ignored: readonly Pod[];
  /** Values of pods that the selector does not select, which plain averages count all the same. */
  readonly foreign: readonly Int64[];
}

/** Sorts the pods; the first group that fits takes a pod. Readiness matters for cpu alone. */
export function groupPods(
  look: Look,
  metric: number,
  reading: PodsReading,
  resource: string | null,
): PodGroups {
  const counted: Pod[] = [];
  const values: Int64[] = [];
  const unready: Pod[] = [];
  const missing: Pod[] = [];
  const ignored: Pod[] = [];
  const isCpu = resource === 'cpu';
  let sampled = 0;
  for (const pod of look.pods()) {
    const sample = sampleOf(reading, pod.name);
    if (sample !== undefined) sampled++;
    if (pod.deletionTimestamp !== undefined || pod.phase === 'Failed') {
      ignored.push(pod);
    } else if (pod.phase === 'Pending') {
      unready.push(pod);
    } else {
      const value = sample === undefined ? undefined : readMilli(sample.value);
      if (sample === undefined || value === undefined) {
        missing.push(pod);
      } else if (isCpu && isStarting(look, pod, reading, sample)) {
        unready.push(pod);
      } else {
        counted.push(pod);
        values.push(value);
      }
    }
  }
  const foreign = foreignValues(look, reading, sampled);
  if (look.trace !== undefined) {
    look.trace.push({
      step: 'pods',
      metric,
      selected: look.pods().length,
      ready: counted.length,
      unready: unready.map(nameOf),
      missing: missing.map(nameOf),
      ignored: ignored.map(nameOf),
    });
  }
  return { counted, values, unready, missing, ignored, foreign };
}

/**
 * Whether cpu of a pod says nothing yet: within its initialization period while it is not ready or
 * has not been ready for the sample's whole span, afterwards while it was never ready.
 */
function isStarting(look: Look, pod: Pod, reading: PodsReading, sample: PodSample): boolean {
  const { ready, startTime } = pod;
  if (ready === undefined || startTime === undefined) return true;
  const { observation, policy } = look;
  const { cpuInitializationPeriod, initialReadinessDelay } = policy.options;
  const notReady = ready.status === 'False';
  const neverReady = notReady && startTime + initialReadinessDelay > ready.lastTransitionTime;
  const initialized = startTime + cpuInitializationPeriod;
  if (initialized <= observation.at) return neverReady;
  const at = sample.at ?? reading.at ?? observation.at;
  const window = sample.window ?? reading.window ?? DEFAULT_WINDOW;
  const starting = notReady || at < ready.lastTransitionTime + window;
  // Only the end of the period changes the answer by time alone, and only where the rules differ.
  if (starting !== neverReady && initialized < look.podsDeadline) look.podsDeadline = initialized;
  return starting;
}

function sampleOf({ pods }: PodsReading, name: string): PodSample | undefined {
  const sample = pods[name];
  // A pod may be called `constructor`, which every object inherits.
  return typeof sample === 'object' ? sample : undefined;
}

function foreignValues(look: Look, { pods }: PodsReading, sampled: number): readonly Int64[] {
  const names = Object.keys(pods);
  if (names.length === sampled) return NONE;
  const selected = new Set(look.pods().map(nameOf));
  const values: Int64[] = [];
  for (const name of names) {
    const sample = selected.has(name) ? undefined : pods[name];
    const value = sample === undefined ? undefined : readMilli(sample.value);
    if (value !== undefined) values.push(value);
  }
  return values;
}

const NONE: readonly Int64[] = [];

function nameOf({ name }: Pod): string {
  return name;
}
