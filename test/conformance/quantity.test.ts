import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/quantity.ts';

runInVitest(suite);
