import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/promql-window.ts';

runInVitest(suite);
