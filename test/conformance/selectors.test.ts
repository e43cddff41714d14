import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/selectors.ts';

runInVitest(suite);
