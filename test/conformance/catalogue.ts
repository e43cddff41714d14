import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Suite } from './suite.ts';

const here = import.meta.dirname;
const extension = path.extname(import.meta.filename);

/** The suites there are: one file each in `suites/`, named as the suite. */
export function suiteNames(): readonly string[] {
  return readdirSync(path.join(here, 'suites'))
    .filter((file) => path.extname(file) === extension)
    .map((file) => path.basename(file, extension))
    .sort();
}

/** The suite of that name, or nothing when there is none. */
export async function findSuite(name: string): Promise<Suite | undefined> {
  if (!suiteNames().includes(name)) return undefined;
  const module: { readonly suite: Suite } = await import(
    /* @vite-ignore */ `./suites/${name}${extension}`
  );
  return module.suite;
}

/** Our own recording of that name, wherever this file was compiled to. */
export function ownRecording(name: string): string {
  let root = here;
  while (!existsSync(path.join(root, 'pnpm-workspace.yaml'))) root = path.dirname(root);
  return path.join(root, 'test/conformance/data', name);
}
