import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** kubectl: an independent client, to see with other eyes what ours did. */
export class Kubectl {
  readonly #program: string;
  readonly #kubeconfig: string;

  constructor(cluster: { readonly kubectl: string; readonly kubeconfig: string }) {
    this.#program = cluster.kubectl;
    this.#kubeconfig = cluster.kubeconfig;
  }

  /** What it prints; rejects with what it complains about. */
  async run(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(this.#program, [`--kubeconfig=${this.#kubeconfig}`, ...args], {
      maxBuffer: 2 ** 24,
      timeout: 30_000,
    });
    return stdout;
  }

  /** Makes or changes objects. */
  async apply(...objects: readonly unknown[]): Promise<void> {
    const list = { apiVersion: 'v1', kind: 'List', items: objects };
    const child = run(this.#program, [`--kubeconfig=${this.#kubeconfig}`, 'apply', '-f', '-']);
    child.child.stdin?.end(JSON.stringify(list));
    await child;
  }
}
