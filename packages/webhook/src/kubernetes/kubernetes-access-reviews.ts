import {
  type AccessAnswer,
  type AccessQuestion,
  type AccessReviews,
  type CallOptions,
  type Result,
  success,
  type User,
} from '../ports/index.ts';
import { accessReviewSchema, tokenReviewSchema } from './access-review-schema.ts';
import type { KubernetesApi } from './kubernetes-api.ts';

/** Has the API server say who somebody is and what they may do. */
export class KubernetesAccessReviews implements AccessReviews {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  async whoIs(token: string, { signal }: CallOptions): Promise<Result<User | null>> {
    return this.#api.call({
      // It changes nothing, though it is a POST.
      kind: 'read',
      names: [],
      request: ({ authentication }) => authentication.createTokenReview({ spec: { token } }),
      schema: tokenReviewSchema,
      signal,
    });
  }

  async mayDo(
    user: User,
    question: AccessQuestion,
    { signal }: CallOptions,
  ): Promise<Result<AccessAnswer>> {
    const { name, uid, groups, extra } = user;
    const review = await this.#api.call({
      kind: 'read',
      names: [],
      request: ({ authorization }) =>
        authorization.createSubjectAccessReview({
          spec: {
            user: name,
            ...(uid === undefined ? {} : { uid }),
            groups: [...groups],
            extra: Object.fromEntries(
              Object.entries(extra).map(([key, values]) => [key, [...values]]),
            ),
            ...attributesOf(question),
          },
        }),
      schema: accessReviewSchema,
      signal,
    });
    return review.ok ? success(review.value) : review;
  }
}

function attributesOf(question: AccessQuestion) {
  if (question.kind === 'path') {
    const { verb, path } = question;
    return { nonResourceAttributes: { verb, path } };
  }
  const { kind: _, ...resourceAttributes } = question;
  return { resourceAttributes };
}
