import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/adapter-values.ts';

runInVitest(suite);
