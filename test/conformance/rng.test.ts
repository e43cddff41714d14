import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/rng.ts';

runInVitest(suite);
