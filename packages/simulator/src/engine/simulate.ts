import {
  type Decision,
  type GuardedPolicy,
  type RecordedLook,
  requirePositive,
} from '@flyball/core';
import type { PathEvent } from '../path/index.ts';
import { randomStream } from '../random/index.ts';
import { type ServiceRun, startService, steadyService } from '../service/index.ts';
import { DEFAULT_START, type Intensity, intensityOf, shapeOf } from '../workload/index.ts';
import type { Autoscaler, OnDecision } from './autoscalers/autoscaler.ts';
import { oracleAutoscaler } from './autoscalers/oracle.ts';
import { scheduleAutoscaler } from './autoscalers/schedule.ts';
import { expositionFor, startPolicy } from './autoscalers/start-policy.ts';
import { type DemandCurve, demandCurve } from './demand-curve.ts';
import { recordedLook } from './recorded-look.ts';
import { Recorder } from './recorder.ts';
import type { RunRecord } from './run-record.ts';
import type { AutoscalerSpec, HpaSpec, Scenario } from './scenario.ts';

/** How a scenario is run. */
export interface RunOptions {
  /** Decides all that is random; default 1. */
  readonly seed?: bigint;
  /** Whether decisions carry every step that led to them; default false. */
  readonly trace?: boolean;
  /** Told of every look of a controller, also of those that change nothing. */
  readonly onDecision?: (decision: Decision) => void;
  /** Told of every look of a controller as a decision log takes it down, and of the policy. */
  readonly onLook?: (look: RecordedLook, policy: GuardedPolicy) => void;
  /** Told of everything that happens on the path: evaluations, deliveries, polls and looks. */
  readonly onEvent?: (event: PathEvent) => void;
  /** Told how much of the run is done, 0 to 1, now and then. */
  readonly onProgress?: (share: number) => void;
}

const MOST_BINS = 2880;

/**
 * Runs a scenario: load, service and autoscaler in one loop of simulated time. The same scenario and
 * seed give the same record, byte for byte.
 *
 * @throws RangeError for values outside their ranges, naming them.
 */
export function simulate(scenario: Scenario, options: RunOptions = {}): RunRecord {
  const { duration, goal, startsAt = DEFAULT_START, engine = 'requests' } = scenario;
  const { seed = 1n, trace = false, onDecision, onLook, onEvent } = options;
  requirePositive('duration', duration);
  requirePositive('goal.latency', goal.latency);
  const bin = scenario.bin ?? Math.max(1, Math.ceil(duration / MOST_BINS));
  requirePositive('bin', bin);
  const shape = shapeOf(scenario.workload, { duration, startsAt, seed });
  const intensity = intensityOf(shape, duration);
  const demand = demandCurve(intensity, steadyService(scenario.service), goal);
  const recorder = new Recorder(bin, duration);
  const exposition = expositionFor(scenario);
  const service = startService(initialService(scenario, demand), intensity, {
    engine,
    seed,
    ...exposition?.counting,
    slowAfter: goal.latency,
    onPods: (now, counts) => recorder.pods(now, counts),
    ...(scenario.gaps && { gaps: scenario.gaps }),
  });
  let looks = 0;
  const tell: OnDecision = (decision, from) => {
    recorder.decision(decision);
    onDecision?.(decision);
    looks += 1;
    onLook?.(recordedLook(String(looks), decision, from), from.policy);
  };
  const autoscaler = makeAutoscaler(scenario.autoscaler, service, demand, (spec) =>
    startPolicy(spec, {
      service,
      scenario,
      exposition,
      startsAt,
      source: randomStream(seed, 'path'),
      onDecision: tell,
      onEvent,
      trace,
    }),
  );
  run(service, autoscaler, recorder, duration, options.onProgress);
  return recorder.finish(service, {
    seed: seed.toString(),
    startsAt,
    duration,
    goal,
    demand: demand.steps,
  });
}

function run(
  service: ServiceRun,
  autoscaler: Autoscaler,
  recorder: Recorder,
  duration: number,
  onProgress: ((share: number) => void) | undefined,
): void {
  for (;;) {
    const next = Math.min(recorder.nextTime, autoscaler.nextTime);
    service.advanceTo(Math.min(next, duration));
    // A bin ends before anybody acts at its end.
    if (recorder.nextTime <= service.now) {
      recorder.closeBin(service);
      onProgress?.(service.now / duration);
      if (service.now >= duration) return;
    }
    if (autoscaler.nextTime <= service.now) autoscaler.step();
  }
}

/** A fixed number, an oracle and a schedule that begins at once begin with what they ask for. */
function initialService(scenario: Scenario, demand: DemandCurve): Scenario['service'] {
  const { service, autoscaler } = scenario;
  const begin = (initial: number): Scenario['service'] => ({
    ...service,
    pods: { ...service.pods, initial },
  });
  if (autoscaler.kind === 'fixed') return begin(autoscaler.replicas);
  if (autoscaler.kind === 'oracle' && service.pods.initial === undefined) {
    return begin(demand.atMost(0, autoscaler.lead ?? 0));
  }
  return service;
}

function makeAutoscaler(
  spec: AutoscalerSpec,
  service: ServiceRun,
  demand: DemandCurve,
  policy: (spec: HpaSpec) => Autoscaler,
): Autoscaler {
  switch (spec.kind) {
    case 'fixed':
      return scheduleAutoscaler([], service);
    case 'schedule':
      return scheduleAutoscaler(spec.orders, service);
    case 'oracle':
      return oracleAutoscaler(spec, service, demand.atMost);
    case 'hpa':
      return policy(spec);
  }
}

/** The load of a scenario as both engines walk it. */
export function scenarioLoad(scenario: Scenario, seed: bigint = 1n): Intensity {
  const { duration, startsAt = DEFAULT_START } = scenario;
  return intensityOf(shapeOf(scenario.workload, { duration, startsAt, seed }), duration);
}
