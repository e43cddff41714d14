import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/alert-rules.ts';

runInVitest(suite);
