import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Builds the packages and the tools once, before tests that run what users run. */
export function setup(): void {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-b', 'tsconfig.tools.json'], {
    cwd: root,
    stdio: 'inherit',
  });
}
