import type {
  BeatSpec,
  DirectPathSpec,
  FaultSpec,
  FlyballPathSpec,
  HpaPathSpec,
  KedaPathSpec,
  MeterSpec,
} from '../../engine/index.ts';
import {
  about,
  byTag,
  choice,
  flag,
  integer,
  list,
  named,
  number,
  object,
  optional,
  type Shape,
  scalarOr,
  span,
  text,
  word,
} from '../schema/index.ts';

/** The files that a Prometheus reads, by their names relative to the experiment. */
interface RuleFiles {
  /** Rule files of Prometheus, as they are. */
  readonly rules?: string | readonly string[];
}

/** The files that prometheus-adapter reads. */
interface AdapterFile {
  /** The configuration of prometheus-adapter, or the values of its Helm chart, as it is. */
  readonly adapter?: string;
}

/** A path as an experiment says it: what it reads is in files. Spans are seconds. */
export type PathDefinition =
  | (Omit<HpaPathSpec, 'rules' | 'adapter'> & RuleFiles & AdapterFile)
  | (Omit<FlyballPathSpec, 'rules' | 'adapter'> & RuleFiles & AdapterFile)
  | (Omit<KedaPathSpec, 'rules'> & RuleFiles)
  | (Omit<DirectPathSpec, 'meters'> & { readonly meters?: Readonly<Record<string, MeterSpec>> });

/** A beat: its interval, or interval and phase. */
const beat = (description: string): Shape<BeatSpec> => {
  const interval = span(0.001);
  const whole = object({ interval: optional(interval), phase: optional(span()) });
  const both = scalarOr(interval, whole);
  return about(`${description}, as 15s or {interval: 15s, phase: 3s}`, {
    read(value, path, report) {
      const read = both.read(value, path, report);
      return typeof read === 'number' ? { interval: read } : read;
    },
    schema: both.schema,
  });
};

const files: Shape<string | readonly string[]> = about(
  'Rule files of Prometheus, relative to this one',
  scalarOr(text(), list(text(), 1)),
);

const prometheus = {
  scrape: optional(beat('How often Prometheus scrapes; default 30s')),
  rules: optional(files),
  ruleFile: optional(about('The path of the rule file where Prometheus runs', text())),
  evaluationInterval: optional(about('Of rule groups that name none; default 30s', span(0.001))),
  lookback: optional(span(0.001)),
} as const;

const adapter = about(
  'The values.yaml or configuration of prometheus-adapter, relative to this file',
  text(),
);
const metricsServer = optional(beat('How often metrics-server measures; default 15s'));
const sync = optional(beat('How often the HorizontalPodAutoscaler looks; default 15s'));

const meter: Shape<MeterSpec> = about(
  'What a metric reads off the service',
  object({
    measure: choice(['latency', 'answers', 'rate', 'in-flight', 'waiting', 'cores']),
    scale: optional(number()),
    window: optional(span(0.001)),
    interval: optional(span(0.001)),
    delay: optional(span()),
    whenIdle: optional(choice(['zero', 'missing'])),
  }),
);

const trigger = object({
  query: text(),
  activationThreshold: optional(number()),
  ignoreNullValues: optional(flag()),
  useCachedMetrics: optional(flag()),
});

/** The way from the service to the controller. */
export const pathShape: Shape<PathDefinition> = byTag('kind', {
  hpa: about(
    'Scrapes, prometheus-adapter or metrics-server, and the sync of the HorizontalPodAutoscaler',
    object({
      kind: word('hpa'),
      ...prometheus,
      adapter: optional(adapter),
      relist: optional(beat('How often the adapter lists series; default 60s')),
      maxAge: optional(span(0.001)),
      metricsServer,
      sync,
    }),
  ),
  flyball: about(
    'Scrapes, an alert, Alertmanager, and the look of the webhook',
    object({
      kind: word('flyball'),
      ...prometheus,
      adapter: optional(adapter),
      metricsServer,
      alerts: optional(
        object({
          interval: optional(about('How often the alerts are evaluated; default 5s', span(0.001))),
          for: optional(span()),
          keepFiringFor: optional(span(0.001)),
        }),
      ),
      resendDelay: optional(
        about('Until a firing alert is posted again; default 60s', span(0.001)),
      ),
      alertmanager: optional(
        about(
          'The times of the route',
          object({
            groupWait: optional(about('Default 0s', span())),
            groupInterval: optional(about('Default 5s', span(0.002))),
            repeatInterval: optional(about('Default 4s', span(0.001))),
          }),
        ),
      ),
      syncPeriod: optional(
        about('Between looks while the policy is awake; default 15s', span(0.001)),
      ),
      timers: optional(about('Whether the webhook looks by itself too; default true', flag())),
      safetyPeriod: optional(about('Between looks while it sleeps; default 5m', span(0.001))),
    }),
  ),
  keda: about(
    'Scrapes, the polling of KEDA, and the sync of its HorizontalPodAutoscaler',
    object({
      kind: word('keda'),
      ...prometheus,
      triggers: about('One for each External metric of the manifest, in order', list(trigger, 1)),
      polling: optional(beat('pollingInterval; default 30s')),
      minReplicaCount: optional(integer({ least: 0 })),
      cooldownPeriod: optional(span()),
      sync,
    }),
  ),
  direct: about(
    'Figures straight off the service, sampled, averaged and late',
    object({
      kind: word('direct'),
      meters: optional(about('What metrics read, by their names', named(meter))),
      metricsServer,
      sync,
    }),
  ),
});

/** What is wrong on the way, and when. */
export const faultShape: Shape<FaultSpec> = about(
  'As {kind: prometheus-down, from: 10m, until: 15m}',
  object({
    kind: choice([
      'targets-down',
      'scrape-gap',
      'scrape-nan',
      'prometheus-down',
      'query-nan',
      'alertmanager-down',
      'webhook-down',
      'metrics-api-down',
    ]),
    from: span(),
    until: span(),
  }),
);
