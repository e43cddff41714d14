import { type Delivery, makeDelivery, wakeAll } from './deliveries.ts';
import { Judge, type Violation, type Wrong } from './judge.ts';
import {
  calm,
  type Mutation,
  type Process,
  startProcess,
  type Toll,
  type Weather,
} from './process.ts';
import { Random } from './random.ts';
import { keyOf, type Rules, targetOf } from './rules.ts';
import type { Stage } from './stage.ts';

export interface StormOptions {
  readonly deliveries: number;
  readonly seed: number;
  /** What is planted between the webhook and the cluster; nothing unless said otherwise. */
  readonly mutation?: Mutation;
  readonly weather?: Partial<Weather>;
  /** Ends the storm as soon as this has happened. */
  readonly until?: Wrong;
  /**
   * Whether tokens are asked for. They are compared on threads of the machine: that storm does not
   * happen twice in the same order.
   */
  readonly isGuarded?: boolean;
  /** Milliseconds that may pass between steps. */
  readonly pauses?: readonly number[];
  /** Those that pass between steps in calm weather: as long as the longest period. */
  readonly calmPause?: number;
  /** As many steps as any policy needs from one end of its range to the other. */
  readonly calmRounds?: number;
}

export interface Aftermath {
  readonly violations: readonly Violation[];
  readonly deliveries: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: number;
  readonly crashes: number;
  readonly writes: number;
}

const rough: Weather = { failures: 0.02, lostAnswers: 0.5, crashes: 0.01, interference: 0.01 };

/**
 * Delivers a storm of payloads to two processes of the webhook over one cluster: duplicates, late ones,
 * resolutions that nothing fired for, while calls fail, answers are lost, processes die between any
 * two writes, metrics have gaps and somebody else scales. Every few thousand deliveries the sky
 * clears, and every policy must come to where its metric asks for.
 */
export async function storm(stage: Stage, options: StormOptions): Promise<Aftermath> {
  const { deliveries, seed, mutation = (ports) => ports, isGuarded = false } = options;
  const {
    pauses = [0, 500, 1_000, 5_000, 20_000, 61_000, 90_000],
    calmPause = 90_000,
    calmRounds = 30,
  } = options;
  const foul = { ...rough, ...options.weather };
  const random = new Random(seed);
  const judge = new Judge(stage.rules, stage.slack);
  const toll: Toll = { faults: 0 };
  const answers: Record<string, number> = {};
  let weather = foul;
  let crashes = 0;
  let born = 0;

  const start = (): Promise<Process> =>
    startProcess({
      name: `webhook-${born++}`,
      stage,
      judge,
      random,
      weather: () => weather,
      toll,
      mutation,
      isGuarded,
    });
  const processes = [await start(), await start()];
  const deliver = async (delivery: Delivery, place: number): Promise<void> => {
    const process = processes[place] ?? (await start());
    const answer = await process.deliver(requestOf(delivery));
    count(answers, answer === null ? 'none' : String(answer.status));
    if (answer !== null) await judgeAnswer(judge, delivery, answer, process.isGuarded);
  };

  const late: Delivery[] = [];
  const isOver = (): boolean => judge.violations.some(({ wrong }) => wrong === options.until);
  for (let done = 0; done < deliveries && !isOver(); ) {
    for (const rules of stage.rules) changeWorld(stage, judge, rules, random);
    const several = random.chance(0.6) ? 3 + random.below(12) : 1;
    const batch: Promise<void>[] = [];
    for (let each = 0; each < several && done < deliveries; each += 1) {
      const delivery = chooseDelivery(random, stage.rules, late);
      // Both peers of a pair of Alertmanagers may send the same.
      const copies = random.chance(0.1) && done + 1 < deliveries ? [0, 1] : [random.below(2)];
      for (const place of copies) batch.push(deliver(delivery, place));
      done += copies.length;
    }
    await Promise.all(batch);
    for (const [place, process] of processes.entries()) {
      if (!process.isDead) continue;
      crashes += 1;
      processes[place] = await start();
    }
    await stage.passTime(random.pick(pauses));
    if (done % 5_000 < several && done > 5_000) {
      weather = calm;
      await clearSky(stage, judge, await start(), random, calmPause, calmRounds);
      weather = foul;
    }
  }
  weather = calm;
  await clearSky(stage, judge, await start(), random, calmPause, calmRounds);
  const { violations, writes } = judge;
  return { violations, deliveries, answers, faults: toll.faults, crashes, writes };
}

function requestOf({ body, authorization }: Delivery): Request {
  return new Request('http://webhook.invalid/api/v1/alerts', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization !== null && { authorization }),
    },
    body,
  });
}

/** A new one, one that was held up, or one that came before. */
function chooseDelivery(random: Random, rules: readonly Rules[], late: Delivery[]): Delivery {
  if (late.length > 0 && random.chance(0.2)) {
    const index = random.below(late.length);
    const [delivery] = random.chance(0.5) ? late.splice(index, 1) : late.slice(index, index + 1);
    if (delivery !== undefined) return delivery;
  }
  const delivery = makeDelivery(random, rules);
  if (late.length < 50 && delivery.refused === null && random.chance(0.2)) {
    late.push(delivery);
    return makeDelivery(random, rules);
  }
  return delivery;
}

function changeWorld(stage: Stage, judge: Judge, rules: Rules, random: Random): void {
  const key = keyOf(rules);
  if (random.chance(0.15)) {
    const labels = { exported_service: rules.name };
    const value = rules.target * random.pick([0, 0.02, 0.5, 0.95, 1, 1.05, 1.5, 2.5, 40]);
    const sample = { labels, at: stage.clock.now(), value };
    stage.setMetric(
      key,
      random.pick([
        { kind: 'vector', samples: [sample] },
        { kind: 'vector', samples: [sample] },
        { kind: 'vector', samples: [sample] },
        { kind: 'vector', samples: [{ ...sample, value: Number.NaN }] },
        { kind: 'vector', samples: [{ ...sample, value: Number.POSITIVE_INFINITY }] },
        { kind: 'vector', samples: [] },
        { kind: 'vector', samples: [sample], warnings: ['a store did not answer'] },
        { kind: 'scalar', at: stage.clock.now(), value: 1e9 },
      ]),
    );
  }
  if (random.chance(0.03)) void stage.losePods(rules);
  if (random.chance(0.01) && judge.isSettled(key)) {
    void stage.scaleElsewhere(rules, 1 + random.below(rules.max + 5));
  }
}

/** 2xx for what was understood, 5xx for what a retry can mend, 4xx for the rest; and what it says. */
async function judgeAnswer(
  judge: Judge,
  { wakes, refused }: Delivery,
  answer: Response,
  isGuarded: boolean,
): Promise<void> {
  const text = await answer.text();
  const wrong = (what: string): void =>
    judge.complain('answer', `${answer.status}: ${what}: ${text.slice(0, 300)}`);
  if (refused !== null && (refused !== 401 || isGuarded)) {
    if (answer.status !== refused) wrong(`must be ${refused}`);
    return;
  }
  if (answer.status !== 200 && answer.status !== 503) return wrong('must be 200 or 503');
  const said: {
    readonly alerts: readonly { readonly policies: readonly string[] }[];
    readonly looks: readonly {
      readonly policy: string;
      readonly outcome: string;
      readonly problems: readonly { readonly retryable: boolean }[];
    }[];
  } = JSON.parse(text);
  if (JSON.stringify(said.alerts.map(({ policies }) => policies)) !== JSON.stringify(wakes)) {
    wrong(`the alerts wake ${JSON.stringify(wakes)}`);
  }
  const woken = new Set(wakes?.flat());
  if (said.looks.length !== woken.size || said.looks.some(({ policy }) => !woken.has(policy))) {
    wrong('there must be one look at each policy that is woken');
  }
  const mends = said.looks.some(
    ({ outcome, problems }) =>
      (outcome === 'failed' || outcome === 'holding') && problems.some((each) => each.retryable),
  );
  if (mends !== (answer.status === 503)) wrong(mends ? 'a retry mends it' : 'no retry mends it');
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** In calm weather every policy comes to the end of its range that its metric asks for. */
async function clearSky(
  stage: Stage,
  judge: Judge,
  process: Process,
  random: Random,
  pause: number,
  rounds: number,
): Promise<void> {
  const rises = random.chance(0.5);
  for (const rules of stage.rules) {
    const labels = { exported_service: rules.name };
    const sample = { labels, at: stage.clock.now(), value: rises ? rules.target * 30 : 0 };
    stage.setMetric(keyOf(rules), { kind: 'vector', samples: [sample] });
  }
  const delivery = wakeAll(stage.rules);
  for (let round = 0; round < rounds; round += 1) {
    await stage.passTime(pause);
    const answer = await process.deliver(requestOf(delivery));
    if (answer?.status !== 200) judge.complain('answer', `${answer?.status} in calm weather`);
  }
  const { target } = await stage.ports();
  const { signal } = new AbortController();
  for (const rules of stage.rules) {
    const scale = await target.readScale(targetOf(rules), { signal });
    const size = scale.ok ? scale.value.specReplicas : Number.NaN;
    const end = rises ? rules.max : rules.min;
    if (size !== end) judge.complain('lost-step', `${keyOf(rules)} stays at ${size}, not ${end}`);
  }
}
