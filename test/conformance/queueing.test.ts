import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/queueing.ts';

runInVitest(suite);
