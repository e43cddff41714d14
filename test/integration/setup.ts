import type { TestProject } from 'vitest/node';
import { type FoundPrograms, findPrograms } from '../support/programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The real programs, or why they cannot be had. */
    programs: FoundPrograms;
  }
}

/** Runs once before the integration tests: finds or installs the real programs, and says which. */
export async function setup(project: TestProject): Promise<void> {
  const result = await findPrograms();
  project.provide('programs', result);
  if (result.found) {
    const { versions, folders } = result.programs;
    const where = folders.join(' and ');
    console.log(
      `integration: prometheus ${versions.prometheus}, alertmanager ${versions.alertmanager} in ${where}`,
    );
  } else {
    console.warn(`\nINTEGRATION TESTS DO NOT RUN. ${result.reason}\n`);
  }
}
