import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/hpa-validation.ts';

runInVitest(suite);
