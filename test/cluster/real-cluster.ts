import { KubernetesApi } from '@flyball/webhook';
import { kubeconfigConnection } from '@flyball/webhook/node';
import { inject } from 'vitest';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { Kubectl } from './kubectl.ts';
import type { RealCluster } from './setup.ts';

const provided = inject('realCluster');

/** The real cluster, or null where there is none; `setup.ts` has said why. */
export const realCluster: RealCluster | null = 'cluster' in provided ? provided.cluster : null;

/** The real cluster, for tests that are skipped without one. */
export function theCluster(): RealCluster {
  if (realCluster === null) throw new Error('there is no real cluster');
  return realCluster;
}

export function kubectl(): Kubectl {
  return new Kubectl(theCluster());
}

export async function adminApi(): Promise<KubernetesApi> {
  return new KubernetesApi(await kubeconfigConnection({ path: theCluster().kubeconfig }));
}

/**
 * Makes a namespace whose name manifests have fixed. Another test that has it is waited for, until
 * it has removed it.
 */
export async function takeNamespace(namespace: string): Promise<void> {
  await waitUntil(`the namespace ${namespace} is free`, async () => {
    try {
      await kubectl().run('create', 'namespace', namespace);
      return true;
    } catch (error) {
      if (String(error).includes('AlreadyExists')) return false;
      throw error;
    }
  });
}

let namespaces = 0;

/** A namespace of its own, with what removes it. */
export async function createNamespace(): Promise<{
  readonly namespace: string;
  readonly remove: () => Promise<void>;
}> {
  const namespace = `flyball-${process.pid}-${++namespaces}`;
  const client = kubectl();
  await client.run('create', 'namespace', namespace);
  return {
    namespace,
    remove: async () => {
      await client.run('delete', 'namespace', namespace, '--wait=false');
    },
  };
}
