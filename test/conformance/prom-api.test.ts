import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/prom-api.ts';

runInVitest(suite);
