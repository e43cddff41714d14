import type { KindRow, Selector } from '@flyball/core';
import type { CallOptions, Result } from './call.ts';

/** What kinds of objects a cluster has, and which objects there are. */
export interface ClusterObjects {
  /** Every kind that is served, in the order in which short names are resolved. */
  kinds(options: CallOptions): Promise<Result<readonly KindRow[]>>;

  /**
   * The names of the objects that a selector selects, as the API lists them.
   * @param namespace empty for the whole cluster
   */
  names(
    row: KindRow,
    namespace: string,
    selector: Selector,
    options: CallOptions,
  ): Promise<Result<readonly string[]>>;
}
