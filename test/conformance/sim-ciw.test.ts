import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/sim-ciw.ts';

runInVitest(suite);
