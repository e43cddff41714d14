// Packs the three packages as users get them, and lints the tarballs: publint for what is in them,
// attw for whether types resolve in every way an ESM user may import them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'flyball-pack-'));
const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: 'inherit' });

try {
  for (const name of readdirSync(join(root, 'packages'))) {
    // npm_execpath is the pnpm that runs this script, also where it is there only through npx.
    run(
      process.env.npm_execpath ?? 'pnpm',
      ['pack', '--pack-destination', folder],
      join(root, 'packages', name),
    );
  }
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  for (const tarball of readdirSync(folder)) {
    console.log(`\n${tarball}`);
    run(bin('publint'), ['--strict', join(folder, tarball)], root);
    run(bin('attw'), ['--profile', 'esm-only', '--format', 'ascii', join(folder, tarball)], root);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
