import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readAdapterFile, readDocuments, readHorizontalPodAutoscalerNode } from '@flyball/core';
import { type Scenario, simulate } from '@flyball/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Narrator } from '../../examples/kong-tutorial/narrator.ts';
import { type RealChain, startRealChain } from '../../examples/kong-tutorial/real-chain.ts';
import { replicaPath } from '../../examples/kong-tutorial/replica-path.ts';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { CollectedLog } from '../support/collected-log.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { describeWithPrograms } from './programs.ts';

const allowance = 400_000;
const SCRAPE = 5;
const RATE = 20;
/** Milliseconds that a request takes. */
const FAST = 3;
const SLOW = 102;

/** A change of size, as the event tells it; milliseconds since the epoch. */
interface Change {
  readonly at: number;
  readonly message: string;
}

/** What the real chain was given, as far as a prediction cannot know it. */
interface Script {
  /** The first scrape; milliseconds since the epoch, as the others. */
  readonly scrapedAt: number;
  /** Slow requests begin and end, and fast ones begin. */
  readonly slowFrom: number;
  readonly slowUntil: number;
  readonly fastFrom: number;
  readonly endedAt: number;
  readonly ruleFile: string;
}

/** The script in the simulator: the same manifests, the same chain, nothing taken from the outcome. */
function scenarioOf(script: Script): Scenario {
  const manifest = readHorizontalPodAutoscalerNode(
    readDocuments(tutorialText('hpa.yaml'), { dialect: 'kubernetes' })[0]?.root ?? never(),
  );
  const adapter = readAdapterFile(tutorialText('values.yaml'));
  if (!manifest.ok || !adapter.ok) throw new Error('the tutorial can be read');
  const { scrapedAt, slowFrom, slowUntil, fastFrom, endedAt, ruleFile } = script;
  // Prometheus begins a second before its first scrape.
  const startsAt = scrapedAt - 1000;
  const second = (at: number): number => (at - startsAt) / 1000;
  return {
    startsAt,
    duration: second(endedAt),
    workload: {
      kind: 'step',
      rates: [0, RATE, 0, RATE],
      changes: [second(slowFrom), second(slowUntil), second(fastFrom)],
    },
    gaps: { law: 'deterministic', mean: 1 },
    service: {
      requests: {
        work: 0.001,
        floor: FAST / 1000 - 0.001,
        slow: [{ from: second(slowFrom), until: second(slowUntil), by: (SLOW - FAST) / 1000 }],
      },
      // The cluster in memory has pods at once.
      pods: { initial: 1, startup: 0, scheduling: 0 },
    },
    goal: { latency: 1, share: 0.9 },
    autoscaler: {
      kind: 'hpa',
      manifest: manifest.autoscaler,
      path: {
        kind: 'flyball',
        adapter: adapter.config,
        scrape: { interval: SCRAPE, phase: 1 },
        alerts: { interval: 1 },
        ruleFile,
        resendDelay: 1,
        alertmanager: { groupInterval: 3, repeatInterval: 2 },
        // In the tutorial's chain the webhook looks when Alertmanager calls.
        timers: false,
      },
    },
  };
}

function tutorialText(name: string): string {
  return readFileSync(path.join(tutorialFolder, name), 'utf8');
}

function never(): never {
  throw new Error('the manifest is empty');
}

function predictedChanges(script: Script): readonly Change[] {
  const changes: Change[] = [];
  simulate(scenarioOf(script), {
    onDecision: ({ at, events }) => {
      for (const { reason, message } of events) {
        if (reason === 'SuccessfulRescale') changes.push({ at, message });
      }
    },
  });
  return changes;
}

describeWithPrograms('the simulator against the real Prometheus and Alertmanager', (programs) => {
  let chain: RealChain;

  beforeAll(async () => {
    chain = await startRealChain({
      programs,
      folder: tutorialFolder,
      narrator: new Narrator(() => undefined),
      log: new CollectedLog(),
      scrapeInterval: `${SCRAPE}s`,
    });
  }, allowance);
  afterAll(() => chain?.stop());

  const changes = (): readonly Change[] =>
    chain.cluster.events
      .list()
      .filter(({ reason }) => reason === 'SuccessfulRescale')
      .map(({ at, message }) => ({ at, message }));
  const size = (): number => replicaPath(1, chain.cluster.events.list()).at(-1) ?? 1;

  /** When the target was last scraped, milliseconds since the epoch; null before it was. */
  const lastScrape = async (): Promise<number | null> => {
    const query = 'timestamp(up{job="kong-operator"})';
    const answer = await fetch(
      `${chain.prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`,
    );
    const body = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
    const [sample] = body.data.result;
    return sample === undefined ? null : Math.round(Number(sample.value[1]) * 1000);
  };

  it('the same changes for the same reasons, each within one scrape interval', {
    timeout: allowance,
  }, async ({ annotate }) => {
    const flow = (requestsPerSecond: number, latencyMs: number): number => {
      chain.exporter.setTraffic('command', { requestsPerSecond, latencyMs });
      return Date.now();
    };
    await waitUntil('the target was scraped', async () => (await lastScrape()) !== null);
    const scrapedAt = (await lastScrape()) ?? 0;
    const slowFrom = flow(RATE, SLOW);
    await waitUntil('there are ten replicas', () => size() === 10);
    const slowUntil = flow(0, SLOW);
    // Nothing is known then, and the size is held.
    await waitUntil('there is no average', async () => Number.isNaN(await chain.metric()));
    const fastFrom = flow(RATE, FAST);
    await waitUntil('there is one replica', () => size() === 1);

    const real = changes();
    const predicted = predictedChanges({
      scrapedAt,
      slowFrom,
      slowUntil,
      fastFrom,
      // A prediction that is late must still be seen.
      endedAt: Date.now() + 30_000,
      ruleFile: path.join(chain.prometheus.folder, 'flyball.rules.yml'),
    });
    const late = real.map(({ at }, k) => ((predicted[k]?.at ?? Number.NaN) - at) / 1000);
    await annotate(
      real
        .map(({ message }, k) => `${message.replace(/;.*/, '')}: ${late[k]?.toFixed(2)} s`)
        .join(', '),
    );
    expect(predicted.map(({ message }) => message)).toEqual(real.map(({ message }) => message));
    for (const seconds of late) expect(Math.abs(seconds)).toBeLessThanOrEqual(SCRAPE);
  });
});
