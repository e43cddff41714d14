import { type Decision, decide, emptyMemory, explain, type Memory, settle } from '@flyball/core';
import type { PolicyConfig } from '../config/index.ts';
import type {
  CallOptions,
  EventSink,
  Failure,
  Log,
  MemoryStore,
  StoredMemory,
} from '../ports/index.ts';
import { type GatherPorts, gather } from './gather.ts';
import { writeScale } from './write-scale.ts';

/** Everything that a look touches. */
export interface LookPorts extends GatherPorts {
  readonly memory: MemoryStore;
  readonly events: EventSink;
  readonly log: Log;
}

/** Why a policy is looked at. */
export type LookCause = 'alert' | 'start' | 'request';

/**
 * How a look ended:
 *
 * - `scaled`: the scale was written
 * - `steady`: there was nothing to change
 * - `holding`: something is missing, and the size stays until it is known
 * - `failed`: a call that had to succeed did not; nothing is lost, and the next look begins afresh
 */
export type LookOutcome = 'scaled' | 'steady' | 'holding' | 'failed';

/** What one look at one policy found and did. Plain JSON. */
export interface Look {
  readonly policy: string;
  readonly cause: LookCause;
  readonly at: number;
  readonly outcome: LookOutcome;
  /** Null when the scale could not be read. */
  readonly currentReplicas: number | null;
  readonly desiredReplicas: number | null;
  readonly reason: { readonly code: string; readonly text: string };
  readonly events: Decision['events'];
  readonly conditions: Decision['conditions'];
  readonly currentMetrics: Decision['currentMetrics'];
  readonly nextDeadline: number | null;
  /** The way to the number, for a person. */
  readonly explanation: string;
  /** Calls that failed. */
  readonly problems: readonly LookProblem[];
}

export interface LookProblem {
  readonly reason: string;
  readonly message: string;
  /** Whether the same look may succeed a moment later. */
  readonly retryable: boolean;
}

/** How often a look begins again when another replica saved its memory in between. */
const maximumAttempts = 3;

/**
 * Looks at one policy: gathers, decides, acts. Memory is saved before the scale is written, with the
 * change marked as pending, so that a crash between the two neither loses nor doubles a step: the
 * next decision settles it by what the scale shows.
 *
 * @throws never on data; what goes wrong is in the result
 */
export async function look(
  config: PolicyConfig,
  cause: LookCause,
  ports: LookPorts,
  options: CallOptions,
): Promise<Look> {
  for (let attempt = 1; ; attempt++) {
    const result = await attemptLook(config, cause, ports, options);
    if (result !== 'overtaken') return result;
    if (attempt === maximumAttempts) {
      return failed(config, cause, ports, {
        reason: 'conflict',
        message: `another replica decided about ${config.key} ${maximumAttempts} times while this look was under way`,
        retryable: true,
      });
    }
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
  if (!stored.ok) return failed(config, cause, ports, stored);

  const memory = recall(config, stored.value, ports.log);
  const { observation, scale, failures } = gathered;
  const decideOptions = { policy: config.policy, trace: true };
  let decision = decide(observation, memory, decideOptions);

  const saved = await ports.memory.save(
    config.key,
    decision.memory,
    stored.value?.revision ?? null,
    options,
  );
  if (!saved.ok)
    return saved.reason === 'conflict' ? 'overtaken' : failed(config, cause, ports, saved);

  const problems: (Failure | LookProblem)[] = [...failures];
  let scaled = false;
  if (decision.rescale !== null && scale !== null) {
    const written = await writeScale(config.target, scale, decision.rescale, ports, options);
    decision = settle(decision, written.outcome, decideOptions);
    if (written.failure !== null) problems.push(written.failure);
    scaled = written.outcome.ok;
    // When this save fails the pending entry is still there, and the next decision settles it.
    const settled = await ports.memory.save(config.key, decision.memory, saved.value, options);
    if (!settled.ok) problems.push(settled);
  }
  await emitEvents(config, decision, ports, options);

  const result: Look = {
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
  report(result, ports.log);
  return result;
}

function recall(config: PolicyConfig, stored: StoredMemory | null, log: Log): Memory {
  if (stored === null) return emptyMemory;
  if (stored.readable) return stored.memory;
  // An empty memory is that of a restarted controller: it holds scale-down for one window.
  log.write('warn', 'memory unreadable, starting afresh', {
    policy: config.key,
    problem: stored.problem,
  });
  return emptyMemory;
}

function outcomeOf(decision: Decision, scaled: boolean): LookOutcome {
  if (scaled) return 'scaled';
  if (decision.rescale !== null) return 'failed';
  return decision.error === null ? 'steady' : 'holding';
}

async function emitEvents(
  config: PolicyConfig,
  decision: Decision,
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

function failed(
  config: PolicyConfig,
  cause: LookCause,
  ports: LookPorts,
  failure: LookProblem,
): Look {
  const { reason, message, retryable } = failure;
  const result: Look = {
    policy: config.key,
    cause,
    at: ports.clock.now(),
    outcome: 'failed',
    currentReplicas: null,
    desiredReplicas: null,
    reason: { code: reason, text: message },
    events: [],
    conditions: [],
    currentMetrics: [],
    nextDeadline: null,
    explanation: `${config.key}: the look failed, nothing was written: ${message}\n`,
    problems: [{ reason, message, retryable }],
  };
  report(result, ports.log);
  return result;
}

function report(result: Look, log: Log): void {
  const level = result.outcome === 'failed' || result.outcome === 'holding' ? 'warn' : 'info';
  log.write(level, `look ${result.outcome}`, {
    policy: result.policy,
    cause: result.cause,
    current: result.currentReplicas,
    desired: result.desiredReplicas,
    reason: result.reason.code,
    text: result.reason.text,
    problems: result.problems.map(({ message }) => message),
  });
}
