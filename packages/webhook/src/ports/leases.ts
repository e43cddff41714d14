import type { CallOptions, Result } from './call.ts';

/** Who holds a lease, as far as the one who asked is concerned. */
export type LeaseState =
  | {
      readonly held: true;
      /** Until when nobody else takes it, by our clock. */
      readonly until: number;
    }
  | { readonly held: false; readonly holder: string };

export interface LeaseRequest {
  readonly namespace: string;
  readonly name: string;
  /** Who asks: a name that no other replica has. */
  readonly holder: string;
  /** A positive number of whole seconds. */
  readonly durationSeconds: number;
}

/**
 * Says which of several replicas does a piece of work: one at a time, and another one once the
 * holder has not been heard of for the lease's duration.
 *
 * ```
 * a: hold ─► held   hold ─► held     (dies)
 * b:      hold ─► a has it    hold ─► a has it  … duration …  hold ─► held
 * ```
 *
 * Clocks of replicas may differ: a lease counts as abandoned when it was seen unchanged for its
 * whole duration by the clock of the one who wants it, whatever instants stand in it.
 */
export interface Leases {
  /** Takes the lease when it is free or abandoned, and renews it when it is ours. */
  hold(request: LeaseRequest, options: CallOptions): Promise<Result<LeaseState>>;

  /** Gives it back, so that another one need not wait; nothing happens when it is not ours. */
  release(request: LeaseRequest, options: CallOptions): Promise<Result<void>>;
}
