import type { CallOptions, Result } from './call.ts';

/** Somebody who asks, as Kubernetes knows people and programs. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** What somebody wants to do: something to a resource, or a path that is none. */
export type AccessQuestion =
  | {
      readonly kind: 'resource';
      readonly verb: string;
      readonly group: string;
      readonly version: string;
      /** Empty for what stands in no namespace. */
      readonly namespace: string;
      readonly resource: string;
      readonly subresource: string;
      /** Empty for all of them. */
      readonly name: string;
    }
  | { readonly kind: 'path'; readonly verb: string; readonly path: string };

export interface AccessAnswer {
  readonly allowed: boolean;
  /** Why, where the cluster says so; may be empty. */
  readonly reason: string;
}

/** The cluster's judgement of who somebody is and what they may do. */
export interface AccessReviews {
  /** @returns null when the token is nobody's */
  whoIs(token: string, options: CallOptions): Promise<Result<User | null>>;

  mayDo(user: User, question: AccessQuestion, options: CallOptions): Promise<Result<AccessAnswer>>;
}
