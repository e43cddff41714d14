import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/durations.ts';

runInVitest(suite);
