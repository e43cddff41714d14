import path from 'node:path';
import { findSuite, ownRecording, suiteNames } from './catalogue.ts';
import { examine } from './examine.ts';
import { renderFailure } from './render-failure.ts';

const SHOWN_FAILURES = 10;

/**
 * `pnpm conformance <suite> [file…]`: runs the suite against the files, by default its own, and
 * resolves to the exit code.
 */
export async function runSuite(
  args: readonly string[],
  folder: string,
  write: (line: string) => void,
): Promise<number> {
  const [name, ...files] = args;
  const suite = name === undefined ? undefined : await findSuite(name);
  if (suite === undefined) {
    write(name === undefined ? 'Name a suite:' : `There is no suite "${name}". The suites are:`);
    for (const known of suiteNames()) write(`  ${known}`);
    write('usage: pnpm conformance <suite> [file…]');
    write('0 passed, 1 failed');
    return 1;
  }
  let passed = 0;
  let failed = 0;
  const paths =
    files.length > 0
      ? files.map((file) => path.resolve(folder, file))
      : suite.files.map(ownRecording);
  for (const file of paths) {
    const count = await examine(suite, file, (failure) => {
      if (failed++ < SHOWN_FAILURES) write(renderFailure(failure));
    });
    passed += count.passed;
  }
  if (failed > SHOWN_FAILURES) write(`and ${failed - SHOWN_FAILURES} more failures`);
  write(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
