import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// `.ts` where vitest runs this file, `.js` where the compiled one runs.
const extension = path.extname(import.meta.filename);

/** The names of the modules in a folder, one file each. */
export function moduleNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => path.extname(file) === extension)
    .map((file) => path.basename(file, extension))
    .sort();
}

/** What the module of that name in the folder exports. */
export async function loadModule(folder: string, name: string): Promise<object> {
  return import(/* @vite-ignore */ pathToFileURL(path.join(folder, name + extension)).href);
}
