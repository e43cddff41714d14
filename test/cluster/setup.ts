import type { TestProject } from 'vitest/node';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { findCluster } from './programs.ts';

/** What tests need to know of the real cluster. */
export interface RealCluster {
  /** Of an administrator. */
  readonly kubeconfig: string;
  readonly kubectl: string;
  /** Whether it was started by us, for these tests, on loopback. */
  readonly own: boolean;
  /** Whether workloads get pods that become ready. */
  readonly runsPods: boolean;
  /** Set on nodes that only kwok's pods run on; null where a scheduler does its work. */
  readonly nodeName: string | null;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The real cluster, or why there is none. */
    realCluster: { readonly cluster: RealCluster } | { readonly reason: string };
  }
}

/** Runs once before the cluster tests: finds or starts a real API server, and says which. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found = await findCluster();
  if (found.kind === 'none') {
    project.provide('realCluster', { reason: found.reason });
    console.warn(`\nNOTHING RUNS ON A REAL API SERVER. ${found.reason}\n`);
    return undefined;
  }
  if (found.kind === 'existing') {
    const { kubeconfig } = found;
    console.log(`cluster: the existing one of ${kubeconfig}`);
    const kubectl = 'kubectl';
    const cluster = { kubeconfig, kubectl, own: false, runsPods: true, nodeName: null };
    project.provide('realCluster', { cluster });
    return undefined;
  }
  const { programs } = found;
  const plane: ControlPlane = await startControlPlane(programs);
  console.log(`cluster: ${programs.kubeApiserver} at ${plane.server}`);
  if (!plane.runsPods) {
    console.warn('cluster: no kube-controller-manager or kwok: what needs pods is skipped');
  }
  const { kubeconfig, runsPods } = plane;
  const { kubectl } = programs;
  project.provide('realCluster', {
    cluster: { kubeconfig, kubectl, own: true, runsPods, nodeName: plane.nodeName },
  });
  return () => plane.stop();
}
