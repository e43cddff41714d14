import { type FailureReason, failure, type Result } from '../ports/index.ts';

/** The calls that the embedded cluster answers. */
export type EmbeddedOperation =
  | 'readScale'
  | 'listPods'
  | 'writeScale'
  | 'emit'
  | 'loadMemory'
  | 'saveMemory'
  | 'listAutoscalers'
  | 'setMinReplicas'
  | 'holdLease'
  | 'releaseLease'
  | 'listPolicies'
  | 'watchPolicies';

export interface EmbeddedCall {
  readonly operation: EmbeddedOperation;
  /** What it is about: `deployments.apps kong/command`, `pods kong/app=command`, a memory's key. */
  readonly subject: string;
}

/** A way in which a call goes wrong. */
export interface Fault {
  readonly reason: FailureReason;
  /** The work was done, and only the answer was lost on its way. */
  readonly answerLost?: boolean;
  readonly retryAfterMs?: number;
}

/** Asked at every call: what goes wrong with it, or null. */
export type Faults = (call: EmbeddedCall) => Fault | null;

/** Faults in a fixed order: each is used up by the next call of its operation. */
export interface FaultQueue {
  readonly faults: Faults;
  add(operation: EmbeddedOperation, ...faults: readonly Fault[]): void;
}

export function createFaultQueue(): FaultQueue {
  const queues = new Map<EmbeddedOperation, Fault[]>();
  return {
    faults: ({ operation }) => queues.get(operation)?.shift() ?? null,
    add: (operation, ...faults) => {
      queues.set(operation, [...(queues.get(operation) ?? []), ...faults]);
    },
  };
}

/** What the API server says, or who speaks in its place. */
const words: Readonly<Record<FailureReason, string>> = {
  'not-found': 'the server could not find the requested resource',
  conflict: 'the object has been modified',
  exists: 'the object already exists',
  forbidden: 'the identity is not allowed to do this',
  unauthorized: 'the server has asked for the client to provide credentials',
  invalid: 'the server rejected the request',
  throttled: 'the server has received too many requests and has asked us to try again later',
  unavailable: 'the server is currently unable to handle the request',
  timeout: 'the server did not answer in time',
  expired: 'the provided resource version is too old',
  partial: 'the answer was cut short',
  malformed: 'the answer cannot be read',
};

/**
 * Answers one call as a distant server does: not at all once the caller gave up, wrongly when a
 * fault says so, and never before the caller's next turn.
 */
export async function answer<Value>(
  call: EmbeddedCall,
  signal: AbortSignal,
  faults: Faults,
  work: () => Result<Value>,
): Promise<Result<Value>> {
  if (signal.aborted) {
    return failure('timeout', `${call.operation} ${call.subject}: given up before it was sent`);
  }
  const fault = faults(call);
  if (fault === null) return work();
  if (fault.answerLost === true) {
    const done = work();
    if (!done.ok) return done;
  }
  const message = `${call.operation} ${call.subject}: ${words[fault.reason]}`;
  return failure(fault.reason, message, fault.retryAfterMs);
}
