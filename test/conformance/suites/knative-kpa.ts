import {
  decideKpa,
  KpaConfigError,
  type KpaDecision,
  type KpaMemory,
  type KpaSettings,
  kpaAnnotationFaults,
  type Revision,
  readKpaConfig,
  revisionSettings,
  scaleRevision,
  startKpa,
  WindowAverage,
} from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const number = v.number();
const nullable = v.nullable(number);
const texts = v.record(v.string(), v.string());
const start = Date.UTC(2024, 2, 1);
const algorithm = v.picklist(['linear', 'weighted-exponential']);

const spec = v.strictObject({
  scalingMetric: v.string(),
  maxScaleUpRate: number,
  maxScaleDownRate: number,
  targetValue: number,
  totalValue: number,
  targetBurstCapacity: number,
  panicThreshold: number,
  stableWindowSeconds: number,
  scaleDownDelaySeconds: number,
  reachable: v.boolean(),
  activationScale: number,
});

const looked = {
  valid: v.boolean(),
  desired: number,
  excessBurstCapacity: number,
  inPanic: v.boolean(),
  panicSince: nullable,
  maxPanicPods: number,
};

const scale = v.strictObject({
  id: v.string(),
  kind: v.literal('scale'),
  spec,
  initialReady: number,
  steps: v.array(
    v.strictObject({
      t: number,
      ready: nullable,
      countError: v.optional(v.picklist(['notFound', 'other'])),
      stable: v.optional(number),
      panic: v.optional(number),
      metricError: v.optional(v.picklist(['noData', 'notCollecting'])),
      newSpec: v.optional(spec),
    }),
  ),
  expect: v.array(v.strictObject(looked)),
});

const pipeline = v.strictObject({
  id: v.string(),
  kind: v.literal('pipeline'),
  spec,
  algorithm,
  panicWindowSeconds: number,
  scrapeTarget: v.boolean(),
  initialReady: number,
  stats: v.array(
    v.strictObject({
      t: number,
      concurrency: number,
      proxiedConcurrency: number,
      requests: number,
      proxiedRequests: number,
    }),
  ),
  evaluations: v.array(v.strictObject({ t: number, ready: number })),
  expect: v.array(
    v.strictObject({
      ...looked,
      stable: nullable,
      panic: nullable,
      noData: v.optional(v.boolean()),
    }),
  ),
});

const average = v.strictObject({
  id: v.string(),
  kind: v.literal('average'),
  algorithm,
  windowSeconds: number,
  granularitySeconds: number,
  ops: v.array(
    v.strictObject({
      op: v.picklist(['record', 'average', 'isEmpty', 'resizeStale', 'resizeLive']),
      t: number,
      value: v.optional(number),
      windowSeconds: v.optional(number),
    }),
  ),
  expect: v.array(v.union([number, v.boolean(), v.null()])),
});

const revision = {
  config: texts,
  annotations: texts,
  containerConcurrency: number,
  reachability: v.picklist(['', 'Reachable', 'Unreachable']),
};

const decider = v.strictObject({
  id: v.string(),
  kind: v.literal('decider'),
  ...revision,
  expect: v.strictObject({
    configError: v.optional(v.string()),
    annotationError: v.optional(v.string()),
    spec: v.optional(spec),
    initialScale: v.optional(number),
    activatorCapacity: v.optional(number),
    minScale: v.optional(number),
    maxScale: v.optional(number),
    panicWindowSeconds: v.optional(number),
  }),
});

const reconcile = v.strictObject({
  id: v.string(),
  kind: v.literal('reconcile'),
  input: v.strictObject({
    ...revision,
    active: v.picklist(['True', 'False', 'Unknown']),
    activeAgeSeconds: number,
    scaleTargetInitialized: v.boolean(),
    sksMode: v.picklist(['Serve', 'Proxy']),
    proxyForSeconds: number,
    activatorProbe: v.boolean(),
    replicas: nullable,
    deciderDesired: number,
    deciderExcessBurstCapacity: number,
    readyPods: number,
  }),
  expect: v.strictObject({
    want: number,
    patchReplicas: nullable,
    requeueAfterSeconds: number,
    asyncProbe: v.boolean(),
    sksMode: v.picklist(['Serve', 'Proxy']),
    numActivators: number,
    active: v.picklist(['True', 'False', 'Unknown']),
    activeReason: v.string(),
    scaleTargetInitialized: v.boolean(),
  }),
});

/**
 * The Knative Pod Autoscaler of knative.dev/serving 0.51. Every field is compared; averages of the
 * weighted window to 1e-12, and instants at which the reconciler looks again to half a second.
 */
export const suite: Suite = defineSuite({
  name: 'knative-kpa',
  case: v.variant('kind', [scale, pipeline, average, decider, reconcile]),
  compare: (recorded) => {
    switch (recorded.kind) {
      case 'scale':
        return differences(recorded.expect, looks(recorded), 'expect');
      case 'pipeline':
        return compareClose(recorded.expect, measuredLooks(recorded));
      case 'average':
        return compareClose(recorded.expect, averages(recorded));
      case 'decider':
        return differences(recorded.expect, decided(recorded), 'expect');
      case 'reconcile':
        return differences(recorded.expect, reconciled(recorded), 'expect');
    }
  },
});

function instant(seconds: number): number {
  return start + Math.round(seconds * 1000);
}

function settingsOf({
  stableWindowSeconds,
  scaleDownDelaySeconds,
  ...rest
}: v.InferOutput<typeof spec>): KpaSettings {
  return {
    ...rest,
    stableWindow: stableWindowSeconds * 1000,
    scaleDownDelay: scaleDownDelaySeconds * 1000,
  };
}

function specOf({ stableWindow, scaleDownDelay, ...rest }: KpaSettings): object {
  return {
    ...rest,
    stableWindowSeconds: stableWindow / 1000,
    scaleDownDelaySeconds: scaleDownDelay / 1000,
  };
}

function outcome({ desiredReplicas, excessBurstCapacity, memory }: KpaDecision): object {
  const { panicSince, maxPanicPods } = memory;
  return {
    valid: desiredReplicas !== null,
    desired: desiredReplicas ?? 0,
    excessBurstCapacity,
    inPanic: panicSince !== null,
    panicSince: panicSince === null ? null : (panicSince - start) / 1000,
    maxPanicPods,
  };
}

function looks({ spec, initialReady, steps }: v.InferOutput<typeof scale>): readonly object[] {
  let settings = settingsOf(spec);
  let memory: KpaMemory = startKpa(settings, initialReady, start);
  return steps.map(({ t, ready, countError, stable, panic, newSpec }) => {
    if (newSpec !== undefined) settings = settingsOf(newSpec);
    const readyPods = countError === 'notFound' ? 0 : countError === 'other' ? null : ready;
    const load = stable === undefined || panic === undefined ? null : { stable, panic };
    const decision = decideKpa({ at: instant(t), readyPods, load }, memory, settings);
    memory = decision.memory;
    return outcome(decision);
  });
}

function measuredLooks(recorded: v.InferOutput<typeof pipeline>): readonly object[] {
  const settings = settingsOf(recorded.spec);
  const stable = new WindowAverage(recorded.algorithm, settings.stableWindow, 1000);
  const panic = new WindowAverage(recorded.algorithm, recorded.panicWindowSeconds * 1000, 1000);
  let memory = startKpa(settings, recorded.initialReady, start);
  const stats = [...recorded.stats];
  return recorded.evaluations.map(({ t, ready }) => {
    while ((stats[0]?.t ?? Number.POSITIVE_INFINITY) <= t) {
      const stat = stats.shift();
      if (stat === undefined) break;
      const value =
        settings.scalingMetric === 'rps'
          ? stat.requests - stat.proxiedRequests
          : stat.concurrency - stat.proxiedConcurrency;
      stable.record(instant(stat.t), value);
      panic.record(instant(stat.t), value);
    }
    const at = instant(t);
    const noData = recorded.scrapeTarget && stable.isEmpty(at);
    const load = noData ? null : { stable: stable.average(at), panic: panic.average(at) };
    const decision = decideKpa({ at, readyPods: ready, load }, memory, settings);
    memory = decision.memory;
    return {
      ...outcome(decision),
      stable: load?.stable ?? null,
      panic: load?.panic ?? null,
      ...(noData ? { noData } : {}),
    };
  });
}

function averages(recorded: v.InferOutput<typeof average>): readonly unknown[] {
  const window = new WindowAverage(
    recorded.algorithm,
    recorded.windowSeconds * 1000,
    recorded.granularitySeconds * 1000,
  );
  return recorded.ops.map(({ op, t, value = Number.NaN, windowSeconds = Number.NaN }) => {
    const at = instant(t);
    if (op === 'average') return window.average(at);
    if (op === 'isEmpty') return window.isEmpty(at);
    if (op === 'record') window.record(at, value);
    // By the clock of the recording machine, to which all writes were long ago, or yet to come.
    else window.resize(windowSeconds * 1000, op === 'resizeStale' ? Number.POSITIVE_INFINITY : 0);
    return null;
  });
}

function decided(recorded: v.InferOutput<typeof decider>): object {
  try {
    const config = readKpaConfig(recorded.config);
    const faults = kpaAnnotationFaults(recorded.annotations, config);
    const settings = revisionSettings(recorded, config);
    return {
      ...(faults.length === 0 ? {} : { annotationError: faults.join('\n') }),
      spec: specOf(settings.settings),
      initialScale: settings.initialScale,
      activatorCapacity: settings.activatorCapacity,
      minScale: settings.minScale,
      maxScale: settings.maxScale,
      panicWindowSeconds: settings.panicWindow / 1000,
    };
  } catch (error) {
    if (!(error instanceof KpaConfigError)) throw error;
    return { configError: error.message };
  }
}

function reconciled({ input }: v.InferOutput<typeof reconcile>): object {
  const config = readKpaConfig(input.config);
  const subject: Revision = input;
  const result = scaleRevision(
    {
      active: input.active,
      activeFor: input.activeAgeSeconds * 1000,
      scaleTargetInitialized: input.scaleTargetInitialized,
      mode: input.sksMode,
      proxyFor: input.proxyForSeconds * 1000,
      activatorAnswers: input.activatorProbe,
      replicas: input.replicas ?? 1,
      readyPods: input.readyPods,
      desiredReplicas: input.deciderDesired,
      excessBurstCapacity: input.deciderExcessBurstCapacity,
    },
    revisionSettings(subject, config),
    config,
  );
  return {
    want: result.desiredReplicas,
    patchReplicas: result.writeReplicas,
    requeueAfterSeconds: Math.round((result.lookAfter ?? 0) / 500) / 2,
    asyncProbe: result.probeActivator,
    sksMode: result.mode,
    numActivators: result.activators,
    active: result.active,
    activeReason: result.activeReason,
    scaleTargetInitialized: result.scaleTargetInitialized,
  };
}

/** As `differences`, with numbers that may be 1e-12 apart: Go's power function is not ours. */
function compareClose(expected: readonly unknown[], got: readonly unknown[]) {
  return differences(expected, got, 'expect').filter(
    ({ expected, got }) =>
      !(typeof expected === 'number' && typeof got === 'number') ||
      Math.abs(expected - got) > 1e-12 * Math.max(1, Math.abs(expected)),
  );
}
