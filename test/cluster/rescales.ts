import { kubectl } from './real-cluster.ts';

interface RescaleEvent {
  readonly eventTime: string | null;
  readonly deprecatedFirstTimestamp: string | null;
  readonly note: string;
  readonly regarding: { readonly kind: string; readonly name: string };
}

/** The rescales of a namespace as `kubectl get events` shows them, in the order of time. */
export async function rescales(namespace: string): Promise<readonly string[]> {
  const list = await kubectl().run(
    'get',
    'events.v1.events.k8s.io',
    `-n=${namespace}`,
    '--field-selector=reason=SuccessfulRescale',
    '-o=json',
  );
  const { items }: { readonly items: readonly RescaleEvent[] } = JSON.parse(list);
  const at = (event: RescaleEvent): string =>
    event.eventTime ?? event.deprecatedFirstTimestamp ?? '';
  return items
    .toSorted((one, other) => (at(one) < at(other) ? -1 : 1))
    .map(({ regarding: { kind, name }, note }) => `${kind.toLowerCase()}/${name} ${note}`);
}
