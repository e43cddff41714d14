import type { CallOptions, Result } from './call.ts';

/** The object that an event is about. */
export interface EventSubject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
}

/** An event as `kubectl get events` shows it. */
export interface ClusterEvent {
  readonly subject: EventSubject;
  readonly type: 'Normal' | 'Warning';
  /** One word in CamelCase, such as `SuccessfulRescale`. */
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Where events go. Losing one is reported, and never stops a look. */
export interface EventSink {
  emit(event: ClusterEvent, options: CallOptions): Promise<Result<void>>;
}
