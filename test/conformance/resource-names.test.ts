import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/resource-names.ts';

runInVitest(suite);
