import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadModule, moduleNames } from '../support/modules.ts';
import type { Suite } from './suite.ts';

const folder = path.join(import.meta.dirname, 'suites');

/** The suites there are: one file each in `suites/`, named as the suite. */
export function suiteNames(): readonly string[] {
  return moduleNames(folder);
}

/** The suite of that name, or nothing when there is none. */
export async function findSuite(name: string): Promise<Suite | undefined> {
  if (!suiteNames().includes(name)) return undefined;
  const { suite } = (await loadModule(folder, name)) as { readonly suite: Suite };
  return suite;
}

/** Our own recording of that name, wherever this file was compiled to. */
export function ownRecording(name: string): string {
  let root = import.meta.dirname;
  while (!existsSync(path.join(root, 'pnpm-workspace.yaml'))) root = path.dirname(root);
  return path.join(root, 'test/conformance/data', name);
}
