import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/elasticity.ts';

runInVitest(suite);
