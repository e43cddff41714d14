import {
  type CallOptions,
  createApp,
  createAttention,
  createControl,
  type Failure,
  type FailureReason,
  failure,
  type QueryAnswer,
  type Result,
} from '@flyball/webhook';
import { CollectedLog } from '../../support/collected-log.ts';
import { maximumBodyBytes, token } from './deliveries.ts';
import type { Judge } from './judge.ts';
import type { Random } from './random.ts';
import { policyOfPods, policyOfQuery, type Stage, type StagePorts } from './stage.ts';

/** What goes wrong, each as a probability per call. */
export interface Weather {
  /** A call fails and nothing is done. */
  readonly failures: number;
  /** Of those of a write, the share that is done while only the answer is lost. */
  readonly lostAnswers: number;
  /** The process dies before or after a write. */
  readonly crashes: number;
  /** Somebody else scales between a look's reading and its writing. */
  readonly interference: number;
}

export const calm: Weather = { failures: 0, lostAnswers: 0, crashes: 0, interference: 0 };

/** Puts something between a process and what it stands on: how defects are planted. */
export type Mutation = (ports: StagePorts) => StagePorts;

/** One process of the webhook, that may die at any write. */
export interface Process {
  readonly name: string;
  /** The answer; null when the process died over it. */
  deliver(request: Request): Promise<Response | null>;
  readonly isDead: boolean;
  /** Whether it asks for a token. */
  readonly isGuarded: boolean;
}

const passing: readonly FailureReason[] = ['conflict', 'throttled', 'unavailable', 'timeout'];
const failing: readonly FailureReason[] = [...passing, 'forbidden', 'malformed'];
/** After these nobody knows whether a write was done. */
const doubtful: readonly FailureReason[] = ['unavailable', 'timeout', 'malformed'];

/** Faults so far, of all processes: a delivery during which none came has no excuse. */
export interface Toll {
  faults: number;
}

export async function startProcess(options: {
  readonly name: string;
  readonly stage: Stage;
  readonly judge: Judge;
  readonly random: Random;
  readonly weather: () => Weather;
  readonly toll: Toll;
  readonly mutation: Mutation;
  readonly isGuarded: boolean;
}): Promise<Process> {
  const { name, stage, judge, random, weather, toll, mutation, isGuarded } = options;
  const real = await stage.ports();
  let die: () => void = () => undefined;
  let isDead = false;
  const died = new Promise<null>((resolve) => {
    die = () => {
      isDead = true;
      toll.faults += 1;
      resolve(null);
    };
  });
  const never = new Promise<never>(() => undefined);

  /** A call over the wire: turns pass, it may fail, its answer may be lost, somebody may die. */
  const call = async <Value>(
    work: () => Promise<Result<Value>>,
    { signal }: CallOptions,
    isWrite: boolean,
  ): Promise<Result<Value>> => {
    const longest = random.chance(0.1) ? 40 : 4;
    for (let turns = random.below(longest); turns > 0; turns -= 1) await Promise.resolve();
    if (isDead) return never;
    const { failures, lostAnswers, crashes } = weather();
    if (isWrite && random.chance(crashes)) {
      die();
      return never;
    }
    if (signal.aborted) return failure('timeout', 'given up');
    if (random.chance(failures)) {
      toll.faults += 1;
      if (!isWrite || !random.chance(lostAnswers)) return failed(random.pick(failing));
      await work();
      return failed(random.pick(doubtful));
    }
    const answer = await work();
    if (isWrite && random.chance(crashes)) {
      die();
      return never;
    }
    return isDead ? never : answer;
  };

  const watched: StagePorts = {
    target: {
      readScale: async (target, call_) =>
        call(
          async () => {
            const answer = await real.target.readScale(target, call_);
            if (answer.ok) judge.toldScale(name, target, answer.value);
            return answer;
          },
          call_,
          false,
        ),
      listPods: (namespace, selector, options_) =>
        call(
          async () => {
            const answer = await real.target.listPods(namespace, selector, options_);
            const key = policyOfPods(stage.rules, namespace, selector);
            if (answer.ok && key !== null) judge.toldPods(name, key, answer.value);
            return answer;
          },
          options_,
          false,
        ),
      writeScale: (target, replicas, resourceVersion, options_) =>
        call(
          async () => {
            const key = `${target.namespace}/${target.name}`;
            const rules = stage.rules.find((each) => `${each.namespace}/${each.name}` === key);
            if (rules !== undefined && random.chance(weather().interference)) {
              // To the announced size it would look as if the write had been made.
              const other = 1 + random.below(rules.max);
              if (other !== replicas && !judge.hasUnnotedWrite(key)) {
                toll.faults += 1;
                await stage.scaleElsewhere(rules, other);
              }
            }
            const answer = await real.target.writeScale(
              target,
              replicas,
              resourceVersion,
              options_,
            );
            if (answer.ok) {
              judge.wrote(name, target, replicas, resourceVersion, stage.clock.now());
              judge.toldScale('', target, answer.value);
            }
            return answer;
          },
          options_,
          true,
        ),
    },
    memory: {
      load: (key, options_) => {
        judge.beginsLook(name, key);
        return call(() => real.memory.load(key, options_), options_, false);
      },
      save: (key, memory, expected, options_) =>
        call(
          async () => {
            const answer = await real.memory.save(key, memory, expected, options_);
            if (answer.ok) judge.savedMemory(key, memory.pending !== null);
            return answer;
          },
          options_,
          true,
        ),
    },
    events: {
      emit: (event, options_) => call(() => real.events.emit(event, options_), options_, true),
    },
    autoscalers: {
      list: (namespace, options_) =>
        call(() => real.autoscalers.list(namespace, options_), options_, false),
      setMinReplicas: (autoscaler, ...rest) => {
        judge.complain('target', `minReplicas of ${autoscaler.name} was set`);
        return real.autoscalers.setMinReplicas(autoscaler, ...rest);
      },
    },
    metrics: {
      query: (promql, options_) =>
        call(
          async () => {
            const answer = await real.metrics.query(promql, options_);
            judge.toldValue(name, policyOfQuery(stage.policies, promql), numberOf(answer));
            return answer;
          },
          options_,
          false,
        ),
      queryRange: (...args) => real.metrics.queryRange(...args),
      series: (...args) => real.metrics.series(...args),
    },
  };

  const log = new CollectedLog();
  const control = createControl(stage.policies, {
    ...mutation(watched),
    clock: stage.clock,
    // Nobody reads it, and a storm is long.
    log: { write: () => undefined },
  });
  const tokens = isGuarded ? [token] : [];
  const attention = createAttention(control, { clock: stage.clock, log });
  const app = createApp({ control, attention, log, tokens, maximumBodyBytes });
  return {
    name,
    isGuarded,
    deliver: (request) => Promise.race([app.fetch(request), died]),
    get isDead() {
      return isDead;
    },
  };
}

function failed(reason: FailureReason): Failure {
  return failure(reason, `the storm: ${reason}`);
}

/** The number that an answer gives for a policy; null for none, whatever the reason. */
function numberOf(answer: Result<QueryAnswer>): number | null {
  if (!answer.ok || answer.value.kind !== 'vector') return null;
  const values = answer.value.samples.map(({ value }) => value);
  const [value] = values;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
