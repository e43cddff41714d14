import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The programs of a control plane, by absolute path. */
export interface ControlPlanePrograms {
  readonly etcd: string;
  readonly kubeApiserver: string;
  readonly kubectl: string;
  /** Makes pods of workloads; only our own build has it. */
  readonly kubeControllerManager: string | null;
  /** Makes pods ready; only our own build has it. */
  readonly kwok: string | null;
}

/** What the cluster tests run on. */
export type FoundCluster =
  | { readonly kind: 'programs'; readonly programs: ControlPlanePrograms }
  | { readonly kind: 'existing'; readonly kubeconfig: string }
  | { readonly kind: 'none'; readonly reason: string };

const usualFolder = '/usr/local/kubebuilder/bin';

/**
 * Finds a real API server as controller-runtime's envtest does: a cluster that is there already
 * when `USE_EXISTING_CLUSTER` is true; else single programs that `TEST_ASSET_*` name, the folder
 * `KUBEBUILDER_ASSETS`, what `test/cluster/build` has built, and envtest's usual folder.
 */
export async function findCluster(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<FoundCluster> {
  if (environment['USE_EXISTING_CLUSTER'] === 'true') {
    const kubeconfig = environment['KUBECONFIG'] ?? '';
    return kubeconfig === ''
      ? { kind: 'none', reason: 'USE_EXISTING_CLUSTER is true, and KUBECONFIG names no file.' }
      : { kind: 'existing', kubeconfig };
  }
  const assets = environment['KUBEBUILDER_ASSETS'] ?? '';
  const folders = assets === '' ? [await builtFolder(), usualFolder] : [assets];
  const find = (variable: string, program: string): Promise<string | null> =>
    firstExecutable([
      environment[variable] ?? '',
      ...folders.map((folder) => (folder === '' ? '' : join(folder, program))),
    ]);
  const etcd = await find('TEST_ASSET_ETCD', 'etcd');
  const kubeApiserver = await find('TEST_ASSET_KUBE_APISERVER', 'kube-apiserver');
  const kubectl = await find('TEST_ASSET_KUBECTL', 'kubectl');
  if (etcd === null || kubeApiserver === null || kubectl === null) {
    const reason =
      assets === ''
        ? 'There is no kube-apiserver: run test/cluster/build (needs Go, about eight minutes the first time), or name a folder with etcd, kube-apiserver and kubectl in KUBEBUILDER_ASSETS.'
        : `KUBEBUILDER_ASSETS is ${assets}, where etcd, kube-apiserver or kubectl is missing.`;
    return { kind: 'none', reason };
  }
  return {
    kind: 'programs',
    programs: {
      etcd,
      kubeApiserver,
      kubectl,
      kubeControllerManager: await find(
        'TEST_ASSET_KUBE_CONTROLLER_MANAGER',
        'kube-controller-manager',
      ),
      kwok: await find('TEST_ASSET_KWOK', 'kwok'),
    },
  };
}

/** Where `test/cluster/build` builds to; empty without Go. */
async function builtFolder(): Promise<string> {
  try {
    const { stdout } = await run(join(import.meta.dirname, 'build'), ['--where']);
    return stdout.trim();
  } catch {
    return '';
  }
}

async function firstExecutable(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (path === '') continue;
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // The next one.
    }
  }
  return null;
}
