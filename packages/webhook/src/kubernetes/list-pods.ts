import type { GenericSchema } from 'valibot';
import { type CallOptions, type Result, success } from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';

/** So many pods are listed in one answer. */
const podsInOneAnswer = 250;

/** All pods of a namespace that a selector selects, page by page, each read by the schema. */
export async function listPods<Pod>(
  api: KubernetesApi,
  namespace: string,
  selector: string,
  schema: GenericSchema<unknown, { readonly pods: readonly Pod[]; readonly continue: string }>,
  { signal }: CallOptions,
): Promise<Result<readonly Pod[]>> {
  const pods: Pod[] = [];
  let next: string | undefined;
  do {
    const from = next;
    const page = await api.call({
      kind: 'read',
      names: [namespace],
      request: ({ core }) =>
        core.listNamespacedPod(
          namespace,
          undefined,
          undefined,
          from,
          undefined,
          selector,
          podsInOneAnswer,
        ),
      schema,
      signal,
    });
    if (!page.ok) return page;
    pods.push(...page.value.pods);
    next = page.value.continue;
  } while (next !== '');
  return success(pods);
}
