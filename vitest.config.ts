import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';

const conditions = ['@flyball/source', 'module', 'node', 'development|production'];

/** One project per kind of test, so that `vitest run --project <kind>` runs a kind alone. */
function project(name: string, include: string[], timeout = 10_000, globalSetup: string[] = []) {
  const hookTimeout = Math.max(timeout, 30_000);
  return {
    extends: true as const,
    test: {
      name,
      include,
      testTimeout: timeout,
      hookTimeout,
      globalSetup,
      setupFiles: ['test/support/property-seed.ts'],
    },
  };
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@flyball/source'] } },
  test: {
    projects: [
      project('core', ['test/core/**/*.test.ts']),
      project('webhook', ['test/webhook/**/*.test.ts', 'test/contracts/**/*.test.ts']),
      project('simulator', ['test/simulator/**/*.test.ts']),
      project('conformance', ['test/conformance/**/*.test.ts'], 120_000),
      project('house', ['test/house/**/*.test.ts', 'test/docs/**/*.test.ts'], 60_000, [
        'test/support/build.ts',
      ]),
      project('package', ['test/package/**/*.test.ts'], 120_000, ['test/support/build.ts']),
      project('integration', ['test/integration/**/*.test.ts'], 120_000, [
        'test/integration/setup.ts',
      ]),
      project('cluster', ['test/cluster/**/*.test.ts'], 120_000, [
        'test/support/build.ts',
        'test/integration/setup.ts',
        'test/cluster/setup.ts',
      ]),
    ],
    reporters: ['default', new ClosingLine()],
  },
});
