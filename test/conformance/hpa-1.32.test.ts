import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/hpa-1.32.ts';

runInVitest(suite);
