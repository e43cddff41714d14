import {
  array,
  boolean,
  type GenericSchema,
  nullish,
  object,
  optional,
  pipe,
  record,
  string,
  transform,
} from 'valibot';
import type { AccessAnswer, User } from '../ports/index.ts';

/** A TokenReview as it comes back: whose token it is, or null when it is nobody's. */
export const tokenReviewSchema: GenericSchema<unknown, User | null> = pipe(
  object({
    status: object({
      authenticated: optional(boolean(), false),
      user: optional(
        object({
          username: optional(string(), ''),
          uid: optional(string()),
          groups: nullish(array(string()), []),
          extra: nullish(record(string(), array(string())), {}),
        }),
      ),
    }),
  }),
  transform(({ status: { authenticated, user } }) => {
    if (!authenticated || user === undefined || user.username === '') return null;
    const { username, uid, groups, extra } = user;
    return { name: username, ...(uid === undefined ? {} : { uid }), groups, extra };
  }),
);

/** A SubjectAccessReview as it comes back. */
export const accessReviewSchema: GenericSchema<unknown, AccessAnswer> = pipe(
  object({
    status: object({
      allowed: optional(boolean(), false),
      denied: optional(boolean(), false),
      reason: optional(string(), ''),
    }),
  }),
  transform(({ status: { allowed, denied, reason } }) => ({
    allowed: allowed && !denied,
    reason,
  })),
);
