/** What resources cost, in any currency. */
export interface Prices {
  /** Of a pod that exists for an hour; default 0. */
  readonly podHour?: number;
  /** Of a node that exists for an hour; default 0. */
  readonly nodeHour?: number;
}
