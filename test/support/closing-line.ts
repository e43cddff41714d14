import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with `N passed, N failed` (and `, N skipped`) alone on a line: the form that any
 * log reader understands. A module that fails to load counts as one failure.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    let skipped = 0;
    for (const module of modules) {
      let ran = 0;
      for (const test of module.children.allTests()) {
        ran++;
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
      if (module.state() === 'failed' && (ran === 0 || module.errors().length > 0)) failed++;
    }
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    // vitest prints its own summary after this hook; the line must be the last one.
    process.once('exit', () => console.log(`${passed} passed, ${failed} failed${tail}`));
  }
}
