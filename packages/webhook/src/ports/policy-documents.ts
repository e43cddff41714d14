import type { CallOptions, Result } from './call.ts';

/** An object of the cluster that holds policies as text: a ConfigMap. */
export interface PolicyDocument {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Changes with every write of it. */
  readonly resourceVersion: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Manifests by the name of their file. */
  readonly data: Readonly<Record<string, string>>;
}

/** Which of them: those of a namespace whose labels fit. */
export interface PolicyScope {
  readonly namespace: string;
  /** A label selector, as `kubectl get -l` takes it. */
  readonly selector: string;
}

/** All of them at one moment. */
export interface PolicyList {
  readonly documents: readonly PolicyDocument[];
  /** Names the moment, for {@link PolicyDocuments.watch}. */
  readonly revision: string;
}

/** What has become of one of them, or, as a `bookmark`, that nothing has until a moment. */
export type PolicyChange =
  | {
      readonly kind: 'applied';
      readonly document: PolicyDocument;
      readonly revision: string;
    }
  | {
      readonly kind: 'removed';
      readonly namespace: string;
      readonly name: string;
      readonly revision: string;
    }
  | { readonly kind: 'bookmark'; readonly revision: string };

/**
 * The policies that stand in the cluster, and what becomes of them.
 *
 * ```
 * list ──► all of them, revision 40
 * watch from 40 ──► applied 41, removed 43, bookmark 90, …  (the other side ends it)
 * watch from 90 ──► …                                       expired: begin with a list
 * ```
 */
export interface PolicyDocuments {
  list(scope: PolicyScope, options: CallOptions): Promise<Result<PolicyList>>;

  /**
   * Tells what has changed since a revision, in order, until the other side ends it, which is a
   * success, or it fails; `expired` when so old a revision is not remembered any more. One that
   * no longer fits the scope is told as removed.
   */
  watch(
    scope: PolicyScope,
    revision: string,
    tell: (changes: readonly PolicyChange[]) => void,
    options: CallOptions,
  ): Promise<Result<void>>;
}
