import { setTimeout as sleep } from 'node:timers/promises';
import { createScriptedMetric, type Log } from '@flyball/webhook';
import { systemClock } from '@flyball/webhook/node';
import { MovingAverage } from './moving-average.ts';
import { Narrator } from './narrator.ts';
import { isTutorialPath, replicaPath } from './replica-path.ts';
import { startStandInAlerts } from './stand-in-alerts.ts';
import { waitUntil } from './wait-until.ts';
import { readPolicy, startTutorialWebhook } from './webhook.ts';

export interface StoryOptions {
  /** The folder of the manifests. */
  readonly folder: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly write: (text: string) => void;
}

export interface Story {
  /** The sizes of the workload, in order. */
  readonly path: readonly number[];
  /** Whether it went as the tutorial says. */
  readonly asTold: boolean;
  readonly url: string;
  close(): Promise<void>;
}

/** The tutorial averages over a minute; the story over six seconds, so that it stays short. */
const windowMs = 6_000;
/** Prometheus needs two scrapes before it can tell a rate. */
const firstRateMs = 3_000;
/** More than the two seconds of the scaling policies, so that each step has its whole allowance. */
const alertIntervalMs = 2_500;
/** Far longer than any part of the story takes; it waits for what must happen, and no longer. */
const patienceMs = 60_000;

/**
 * The Kong tutorial in less than a minute, in real time: a server that listens, alerts that arrive
 * over HTTP, decisions by the real policy. Only the cluster, the metric and the sender of the alerts
 * are stand-ins; `pnpm tutorial` has the real Prometheus and Alertmanager in their place.
 */
export async function tellStory(options: StoryOptions): Promise<Story> {
  const narrator = new Narrator(options.write);
  const average = new MovingAverage(windowMs);
  const policy = await readPolicy(options.folder);
  const metrics = createScriptedMetric({ clock: systemClock });
  const began = systemClock.now();
  const value = (): number => average.at(systemClock.now());
  const known = (): boolean => systemClock.now() - began >= firstRateMs;
  metrics.setDefault((at) => {
    const sample = { labels: { exported_service: 'command' }, at, value: average.at(at) };
    return { kind: 'vector', samples: known() ? [sample] : [] };
  });
  const { listening, cluster, lookOnce } = await startTutorialWebhook(policy, {
    clock: systemClock,
    log: quiet,
    metrics,
    narrator,
    tokens: [],
    port: options.port,
  });
  const path = (): readonly number[] => replicaPath(1, cluster.events.list());

  narrator.say(
    'flyball   the Kong tutorial in a minute: Deployment command, 1 to 10 replicas, target 40 ms',
  );
  narrator.say(
    `listening ${listening.url}   alerts POST /api/v1/alerts   policies GET /api/v1/policies`,
  );
  narrator.say();

  const labels = { namespace: 'kong', horizontalpodautoscaler: 'command' };
  const stop = startStandInAlerts({
    url: `${listening.url}/api/v1/alerts`,
    intervalMs: alertIntervalMs,
    alerts: [
      {
        labels: { alertname: 'FlyballAboveTarget', ...labels },
        holds: () => known() && value() > 44,
      },
      {
        labels: { alertname: 'FlyballBelowTarget', ...labels },
        holds: () => known() && value() < 36,
      },
    ],
    onChange: (status, { alertname }) =>
      narrator.tell(
        `alert ${status}  ${alertname}{namespace="kong",horizontalpodautoscaler="command"}  ${value().toFixed(1)} ms`,
      ),
  });

  try {
    narrator.tell('traffic starts: one request a second, each sleeps 100 ms');
    average.setTraffic(began, 1, 102.312);
    await lookOnce();
    await waitUntil('there are ten replicas', () => path().at(-1) === 10, patienceMs);
    await sleep(alertIntervalMs * 2);
    narrator.tell('the sleep ends: twenty requests a second, 3 ms each');
    average.setTraffic(systemClock.now(), 20, 3);
    await waitUntil('there is one replica', () => path().at(-1) === 1, patienceMs);
  } finally {
    await stop();
  }

  const asTold = isTutorialPath(path());
  narrator.say();
  narrator.say(`${path().join(' → ')}${asTold ? '' : '   which is not how the tutorial goes'}`);
  return { path: path(), asTold, url: listening.url, close: listening.close };
}

/** The story tells what happens itself. */
const quiet: Log = { write: () => undefined };
