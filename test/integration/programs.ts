import { describe, expect, inject, it } from 'vitest';
import type { Programs } from '../support/programs.ts';

/**
 * A `describe` for tests that need the real programs. Where they cannot be had it is skipped and
 * counted as such in the closing line; in CI it fails.
 */
export function describeWithPrograms(name: string, body: (programs: Programs) => void): void {
  const result = inject('programs');
  if (result.found) {
    describe(name, () => body(result.programs));
  } else if (process.env['CI'] === 'true') {
    describe(name, () => {
      it('has the real Prometheus and Alertmanager', () => expect.unreachable(result.reason));
    });
  } else {
    describe.skip(name, () => body(absent));
  }
}

/** Lets the skipped tests be counted; nothing runs them. */
const absent: Programs = {
  prometheus: '',
  promtool: '',
  alertmanager: '',
  amtool: '',
  versions: { prometheus: '', alertmanager: '' },
  folders: [],
};
