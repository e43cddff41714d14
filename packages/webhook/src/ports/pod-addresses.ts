import type { CallOptions, Result } from './call.ts';

/** A pod that can be talked to. */
export interface PodAddress {
  readonly namespace: string;
  readonly name: string;
  /** Differs between a pod and a later one of the same name. */
  readonly uid: string;
  /** Its IP address, of either family. */
  readonly address: string;
  /** The ports that its containers declare, by their names. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Where the pods of a namespace can be reached. */
export interface PodAddresses {
  /**
   * The pods that a label selector selects and that run: those that have no address yet, have ended
   * or are stopping are left out. Whether they are ready does not matter: one that is not, because
   * it is overloaded, has the most to tell.
   */
  podAddresses(
    namespace: string,
    selector: string,
    options: CallOptions,
  ): Promise<Result<readonly PodAddress[]>>;
}
