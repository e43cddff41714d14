import {
  type CompiledMetric,
  type Pod,
  type Reading,
  readMilli,
  type Scale,
} from '../hpa/index.ts';
import { isAbsent, substitute, zeroReading } from './absence.ts';
import { isSpent } from './act-once.ts';
import { clampReading } from './clamp-readings.ts';
import { type GuardedObservation, readEvidence } from './evidence.ts';
import type { Growth, GuardMemory } from './guard-memory.ts';
import type { GuardName, Guards, MetricGuards, Note } from './guarded-policy.ts';
import { dropOld, newestInstant } from './maximum-age.ts';
import { judge } from './unresponsive.ts';

/** What every metric of a look is screened against. */
export interface Surroundings {
  readonly observation: GuardedObservation;
  readonly scale: Scale;
  readonly memory: GuardMemory;
  readonly guards: Guards;
  /** The selected pods, looked up when they are needed. */
  readonly pods: () => readonly Pod[];
}

/** What the guards made of one metric. */
export interface ScreenedMetric {
  readonly metric: CompiledMetric;
  readonly reading: Reading | undefined;
  readonly notes: readonly Note[];
  /** Why it must not lower the size although nothing was changed. */
  readonly doubts: readonly Note[];
  /** What was found for the first time. */
  readonly reports: readonly Note[];
  /** The instant of its newest sample, where that may be acted on once. */
  readonly sample: number | null;
  readonly absentSince: number | null;
  readonly growth: Growth | null;
  readonly deadline: number;
}

const NONE: readonly Note[] = [];

/** A metric on its way through its guards; each takes it from the one before. */
class Passage implements ScreenedMetric {
  metric: CompiledMetric;
  reading: Reading | undefined;
  notes: readonly Note[];
  doubts: readonly Note[];
  reports: readonly Note[];
  sample: number | null;
  absentSince: number | null;
  growth: Growth | null;
  deadline: number;

  constructor(metric: CompiledMetric, reading: Reading | undefined) {
    this.metric = metric;
    this.reading = reading;
    this.notes = NONE;
    this.doubts = NONE;
    this.reports = NONE;
    this.sample = null;
    this.absentSince = null;
    this.growth = null;
    this.deadline = Number.POSITIVE_INFINITY;
  }

  note(guard: GuardName, message: string, changes: boolean = true): Note {
    const note = { guard, metric: this.metric.index, message, changes };
    this.notes = [...this.notes, note];
    return note;
  }

  /** Lets the metric ask for a size, whatever it reads. */
  fix(replicas: number, name: string = this.metric.name): void {
    const { metric } = this;
    this.metric = { kind: 'Fixed', index: metric.index, name, replicas, metric };
  }

  by(deadline: number): void {
    this.deadline = Math.min(this.deadline, deadline);
  }
}

/** Brings a metric's reading through its guards. */
export function screenMetric(
  metric: CompiledMetric,
  own: MetricGuards,
  surroundings: Surroundings,
): ScreenedMetric {
  const { observation } = surroundings;
  const passage = new Passage(metric, observation.readings[metric.index]);
  if (metric.kind === 'Unusable') return passage;
  checkAge(passage, own, surroundings);
  if (isAbsent(metric, passage.reading)) {
    replaceAbsent(passage, own, surroundings);
  } else if (!checkTraffic(passage, own, surroundings)) {
    checkSample(passage, own, surroundings);
    checkReaction(passage, own, surroundings);
  }
  const { reading } = passage;
  if (own.actOnce && reading !== undefined) passage.sample = newestInstant(reading) ?? null;
  return passage;
}

function checkAge(passage: Passage, own: MetricGuards, around: Surroundings): void {
  const { observation, guards } = around;
  if (passage.reading === undefined) return;
  const { name } = passage.metric;
  const fresh = dropOld(name, passage.reading, observation.at, own.maximumAge);
  passage.reading = fresh.reading;
  passage.by(fresh.deadline);
  if (fresh.message !== '') passage.note('maximumAge', fresh.message);
  if (!guards.clampReadings || isAbsent(passage.metric, fresh.reading)) return;
  const clamped = clampReading(passage.metric, fresh.reading, observation.pods);
  passage.reading = clamped.reading;
  if (clamped.message !== '') passage.note('clampReadings', clamped.message);
}

function replaceAbsent(passage: Passage, own: MetricGuards, around: Surroundings): void {
  const { observation, memory, pods } = around;
  const { metric } = passage;
  const since = memory.absentSince[metric.index] ?? observation.at;
  const put = substitute(metric, own.absence, since, observation.at, pods);
  if (own.absence.policy !== 'hold') passage.absentSince = since;
  passage.by(put.deadline);
  if (put.message !== '') passage.note('absence', put.message);
  if (put.reading !== null) passage.reading = put.reading;
  if (put.replicas !== null) passage.fix(put.replicas, `fallback of ${metric.name}`);
}

/** Whether there is too little traffic for the reading to say anything. */
function checkTraffic(passage: Passage, own: MetricGuards, around: Surroundings): boolean {
  const { minimumRequestRate: minimum } = own;
  if (minimum === null) return false;
  const { metric } = passage;
  const rate = readEvidence(around.observation, minimum);
  passage.by(rate.deadline);
  if (rate.value === null) {
    const message = `${rate.problem}, so that ${metric.name} may be that of no traffic`;
    const doubt = { guard: 'minimumRequestRate', metric: metric.index, message } as const;
    passage.doubts = [{ ...doubt, changes: true }];
    return false;
  }
  if (rate.value >= minimum.atLeast) return false;
  const few = `${minimum.evidence} is ${rate.value}, less than ${minimum.atLeast}`;
  if (minimum.below === 'zero') {
    passage.reading = zeroReading(metric, around.pods);
    passage.note('minimumRequestRate', `${few}: ${metric.name} counts as 0`);
  } else {
    passage.fix(around.scale.specReplicas);
    passage.note('minimumRequestRate', `${few}: ${metric.name} says nothing`);
  }
  return true;
}

function checkSample(passage: Passage, own: MetricGuards, around: Surroundings): void {
  if (!own.actOnce || passage.reading === undefined) return;
  const { memory, scale } = around;
  const { index, name } = passage.metric;
  const sample = newestInstant(passage.reading);
  if (!isSpent(memory.acted, index, sample, scale.specReplicas)) return;
  passage.fix(scale.specReplicas);
  passage.note('actOnce', `the size was made from this sample of ${name} already`);
}

function checkReaction(passage: Passage, own: MetricGuards, around: Surroundings): void {
  const { unresponsive: options } = own;
  const { reading, metric } = passage;
  const watched = metric.kind === 'Fixed' ? metric.metric : metric;
  if (options === null || reading === undefined) return;
  if (watched.kind !== 'Object' && watched.kind !== 'External') return;
  const value = watched.target === 'Value' ? sumOf(reading) : null;
  if (value === null) return;
  const { observation, memory, scale } = around;
  const load = options.load === null ? null : readEvidence(observation, options.load);
  const now = { at: observation.at, size: scale.specReplicas, value };
  const judgement = judge(
    memory.growth[watched.index] ?? null,
    { ...now, target: Number(watched.milli), load: load?.value ?? null },
    options,
  );
  passage.growth = judgement.growth;
  passage.by(Math.min(judgement.deadline, load?.deadline ?? Number.POSITIVE_INFINITY));
  if (judgement.finding === '') return;
  const message = `${watched.name} ${judgement.finding}`;
  const note = passage.note('unresponsive', message, options.cap);
  if (judgement.first) passage.reports = [note];
  if (options.cap && metric.kind !== 'Fixed') passage.fix(scale.specReplicas);
}

function sumOf(reading: Reading): number | null {
  if ('value' in reading) return Number(readMilli(reading.value) ?? 0);
  if (!('values' in reading)) return null;
  return reading.values.reduce<number>((sum, value) => sum + Number(readMilli(value) ?? 0), 0);
}
