import {
  type Decision,
  decideGuarded,
  emptyMemory,
  explain,
  type GuardedMemory,
  settleGuarded,
} from '@flyball/core';
import type { PolicyConfig } from '../config/index.ts';
import {
  type CallOptions,
  type EventSink,
  type Failure,
  type FailureReason,
  failure,
  type Log,
  type MemoryStore,
  type StoredMemory,
} from '../ports/index.ts';
import { type GatherPorts, gather } from './gather.ts';
import {
  failedLook,
  type Look,
  type LookCause,
  type LookOutcome,
  type LookProblem,
  logLook,
} from './look.ts';
import { writeScale } from './write-scale.ts';

/** Everything that a look touches. */
export interface LookPorts extends GatherPorts {
  readonly memory: MemoryStore;
  readonly events: EventSink;
  readonly log: Log;
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
  ports: LookPorts,
  options: CallOptions,
): Promise<Look> {
  for (let attempt = 1; ; attempt++) {
    let look = await attemptLook(config, cause, ports, options);
    if (look === 'overtaken') {
      if (attempt < maximumAttempts) continue;
      const message = `another replica decided about ${config.key} ${maximumAttempts} times while this look was under way`;
      look = failedLook(config.key, cause, ports.clock.now(), failure('conflict', message));
    }
    logLook(look, ports.log);
    return look;
  }
}

async function attemptLook(
  config: PolicyConfig,
  cause: LookCause,
  ports: LookPorts,
  options: CallOptions,
): Promise<Look | 'overtaken'> {
  const [stored, gathered] = await Promise.all([
    ports.memory.load(config.key, options),
    gather(config, ports, options),
  ]);
  if (!stored.ok) return failedLook(config.key, cause, ports.clock.now(), stored);

  const memory = recall(config, stored.value, ports.log);
  const { observation, scale, failures } = gathered;
  const decideOptions = { policy: config.policy, trace: true };
  let decision = decideGuarded(observation, memory, decideOptions);

  const saved = await ports.memory.save(
    config.key,
    decision.memory,
    stored.value?.revision ?? null,
    options,
  );
  if (!saved.ok) {
    if (saved.reason === 'conflict') return 'overtaken';
    return failedLook(config.key, cause, ports.clock.now(), saved);
  }

  const problems: (Failure | LookProblem)[] = [...failures];
  let scaled = false;
  if (decision.rescale !== null && scale !== null) {
    const written = await writeScale(config.target, scale, decision.rescale, ports, options);
    decision = settleGuarded(decision, written.outcome, decideOptions);
    if (written.failure !== null) problems.push(written.failure);
    scaled = written.outcome.ok;
    // Without this save the pending entry stays, and the next decision settles it by what the scale
    // shows; so it does after a write of which nobody knows whether it was done.
    if (written.failure === null || !doubtful.has(written.failure.reason)) {
      const settled = await ports.memory.save(config.key, decision.memory, saved.value, options);
      if (!settled.ok) problems.push(settled);
    }
  }
  await emitEvents(config, decision, ports, options);

  return {
    policy: config.key,
    cause,
    at: decision.at,
    outcome: outcomeOf(decision, scaled),
    currentReplicas: decision.currentReplicas,
    desiredReplicas: decision.desiredReplicas,
    reason: decision.reason,
    events: decision.events,
    conditions: decision.conditions,
    currentMetrics: decision.currentMetrics,
    nextDeadline: decision.nextDeadline,
    explanation: explain(decision),
    problems: problems.map(({ reason, message, retryable }) => ({ reason, message, retryable })),
  };
}

function recall(config: PolicyConfig, stored: StoredMemory | null, log: Log): GuardedMemory {
  if (stored === null) return emptyMemory;
  if (stored.readable) return stored.memory;
  // An empty memory is that of a restarted controller: it holds scale-down for one window.
  log.write('warn', 'memory unreadable, starting afresh', {
    policy: config.key,
    problem: stored.problem,
  });
  return emptyMemory;
}

function outcomeOf(decision: Decision<unknown>, scaled: boolean): LookOutcome {
  if (scaled) return 'scaled';
  if (decision.rescale !== null) return 'failed';
  const guarded = decision.reason.code === 'Guarded';
  return decision.error === null && !guarded ? 'steady' : 'holding';
}

async function emitEvents(
  config: PolicyConfig,
  decision: Decision<unknown>,
  ports: LookPorts,
  options: CallOptions,
): Promise<void> {
  for (const event of decision.events) {
    const emitted = await ports.events.emit(
      { ...event, subject: config.subject, at: decision.at },
      options,
    );
    if (!emitted.ok) {
      ports.log.write('warn', 'event not emitted', {
        policy: config.key,
        event: event.reason,
        problem: emitted.message,
      });
    }
  }
}
