import {
  type Decision,
  decideGuarded,
  emptyMemory,
  explain,
  type GuardedMemory,
  type LookOutcome,
  settleGuarded,
} from '@flyball/core';
import type { PolicyConfig } from '../config/index.ts';
import {
  type Autoscalers,
  type CallOptions,
  type DecisionLog,
  type EventSink,
  type Failure,
  type FailureReason,
  failure,
  type Log,
  type MemoryStore,
  type PolicyMemory,
  type Standing,
  type StoredMemory,
  success,
} from '../ports/index.ts';
import { type GatherPorts, gather } from './gather.ts';
import { isInFlight } from './in-flight.ts';
import {
  failedLook,
  type Look,
  type LookCause,
  type LookProblem,
  type LookRequest,
} from './look.ts';
import { type Acted, asksForAutoscalers, chooseCourse, type Plan } from './modes/index.ts';
import { recordedLook } from './recorded-look.ts';

/** Everything that a look touches. */
export interface LookPorts extends GatherPorts {
  readonly memory: MemoryStore;
  readonly autoscalers: Autoscalers;
  readonly events: EventSink;
  readonly log: Log;
  /** Where decisions are taken down; nowhere without it. */
  readonly decisions?: DecisionLog;
}

/** A process that takes looks. */
export interface Looker extends LookPorts {
  /** A name that no other process has. */
  readonly self: string;
}

/** Failures after which a write may have been done all the same. */
const doubtful: ReadonlySet<FailureReason> = new Set(['timeout', 'unavailable', 'malformed']);

/** How often a look begins again when another replica saved its memory in between. */
const maximumAttempts = 3;

/**
 * Looks at one policy: gathers, decides, acts. Memory is saved before the scale is written, with the
 * change marked as pending, so that a crash between the two neither loses nor doubles a step: the
 * next decision settles it by what the scale shows.
 *
 * @throws never on data; what goes wrong is in the result
 */
export async function takeLook(
  config: PolicyConfig,
  cause: LookCause,
  ports: Looker,
  options: CallOptions,
): Promise<Look> {
  const request = { id: crypto.randomUUID(), cause };
  for (let attempt = 1; ; attempt++) {
    let look = await attemptLook(config, request, ports, options);
    if (look === 'overtaken') {
      if (attempt < maximumAttempts) continue;
      const message = `another replica decided about ${config.key} ${maximumAttempts} times while this look was under way`;
      look = failedLook(config.key, request, ports.clock.now(), failure('conflict', message));
    }
    return look;
  }
}

async function attemptLook(
  config: PolicyConfig,
  request: LookRequest,
  ports: Looker,
  options: CallOptions,
): Promise<Look | 'overtaken'> {
  const [stored, gathered, autoscalers] = await Promise.all([
    ports.memory.load(config.key, options),
    gather(config, ports, options),
    asksForAutoscalers(config)
      ? ports.autoscalers.list(config.target.namespace, options)
      : success([]),
  ]);
  if (!stored.ok) return failedLook(config.key, request, ports.clock.now(), stored);

  const { standing = {}, ...memory } = recall(config, stored.value, ports.log);
  if (isInFlight(memory, standing, gathered.observation, ports.self)) {
    const message = 'another replica is about to write the size; it is waited for';
    return failedLook(config.key, request, ports.clock.now(), failure('conflict', message));
  }
  const course = chooseCourse({ config, gathered, memory, standing, autoscalers }, ports);
  const decideOptions = { policy: config.policy, trace: true };
  const plan = course.plan(decideGuarded(course.observation, course.memory, decideOptions));
  const save = (settled: Decision<GuardedMemory>, revision: string | null) =>
    ports.memory.save(
      config.key,
      keeping(settled.memory, plan.standing, ports.self),
      revision,
      options,
    );
  const record = (made: Decision<unknown>, problem: Failure | null): void =>
    ports.decisions?.write(
      recordedLook({ request, course, plan, decision: made, problem }),
      config.policy,
    );

  let { decision } = plan;
  const saved = await save(decision, stored.value?.revision ?? null);
  if (!saved.ok) {
    if (saved.reason === 'conflict') return 'overtaken';
    record(decision, saved);
    return failedLook(config.key, request, ports.clock.now(), saved);
  }

  const problems: (Failure | LookProblem)[] = [...gathered.failures];
  if (!autoscalers.ok) problems.push(autoscalers);
  const acted = plan.act === null ? null : await plan.act(options);
  if (acted !== null) {
    if (acted.failure !== null) problems.push(acted.failure);
    if (acted.outcome !== null) decision = settleGuarded(decision, acted.outcome, decideOptions);
    // Without this save the pending entry stays, and the next decision settles it by what the scale
    // shows; so it does after a write of which nobody knows whether it was done.
    if (acted.failure === null || !doubtful.has(acted.failure.reason)) {
      const settled = await save(decision, saved.value);
      if (!settled.ok) problems.push(settled);
    }
  }
  record(decision, acted?.failure ?? null);
  const events = [...plan.notices, ...(plan.tells ? decision.events : [])];
  await emitEvents(config, decision.at, events, ports, options);

  return {
    ...request,
    policy: config.key,
    at: decision.at,
    outcome: outcomeOf(decision, acted),
    currentReplicas: gathered.scale?.specReplicas ?? null,
    desiredReplicas: decision.desiredReplicas,
    reason: decision.reason,
    events,
    conditions: decision.conditions,
    currentMetrics: decision.currentMetrics,
    nextDeadline: decision.nextDeadline,
    deadlineCause: decision.deadlineCause,
    explanation: explain(decision) + remarkLine(plan),
    standing: plan.standing,
    problems: problems.map(({ reason, message, retryable }) => ({ reason, message, retryable })),
    ...plan.report,
  };
}

/** In the columns of the explanation. */
function remarkLine({ remark }: Plan): string {
  return remark === null ? '' : `  ${remark.label.padEnd(10)}  ${remark.text}\n`;
}

function recall(config: PolicyConfig, stored: StoredMemory | null, log: Log): PolicyMemory {
  if (stored === null) return emptyMemory;
  if (stored.readable) return stored.memory;
  // An empty memory is that of a restarted controller: it holds scale-down for one window.
  log.write('warn', 'memory unreadable, starting afresh', {
    policy: config.key,
    problem: stored.problem,
  });
  return emptyMemory;
}

function keeping(
  memory: GuardedMemory,
  { writer: _, ...rest }: Standing,
  self: string,
): PolicyMemory {
  const standing = memory.pending === null ? rest : { ...rest, writer: self };
  return Object.keys(standing).length === 0 ? memory : { ...memory, standing };
}

function outcomeOf(decision: Decision<unknown>, acted: Acted | null): LookOutcome {
  if (acted?.outcome?.ok === true) return 'scaled';
  if (decision.rescale !== null) return 'failed';
  const guarded = decision.reason.code === 'Guarded';
  return decision.error === null && !guarded ? 'steady' : 'holding';
}

async function emitEvents(
  config: PolicyConfig,
  at: number,
  events: Decision['events'],
  ports: LookPorts,
  options: CallOptions,
): Promise<void> {
  for (const event of events) {
    const emitted = await ports.events.emit({ ...event, subject: config.subject, at }, options);
    if (!emitted.ok) {
      ports.log.write('warn', 'event not emitted', {
        policy: config.key,
        event: event.reason,
        problem: emitted.message,
      });
    }
  }
}
