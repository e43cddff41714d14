import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';

/** Who wrote a field, as `kubectl get --show-managed-fields` tells. */
export const fieldManager = 'flyball';

/** The generated code announces every patch as a JSON patch; ours are merge patches. */
export async function mergePatch(request: Promise<RequestContext>): Promise<RequestContext> {
  const context = await request;
  context.setHeaderParam('Content-Type', 'application/merge-patch+json');
  return context;
}
