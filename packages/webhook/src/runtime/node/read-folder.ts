import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile } from '../../config/index.ts';

/**
 * Reads the manifests of a folder and the folders in it: every `.yaml`, `.yml` and `.json`, in the
 * order of their names. What lies below a hidden folder is passed over: a mounted ConfigMap holds
 * everything a second time there.
 *
 * @param folder its name becomes the beginning of every {@link ConfigFile.path}, as errors show it
 * @throws Error of the file system when the folder or a file cannot be read
 */
export async function readFolder(folder: string): Promise<readonly ConfigFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names
    .filter((name) => /\.(ya?ml|json)$/.test(name) && !/(^|[\\/])\./.test(name))
    .sort()
    .map((name) => join(folder, name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}
