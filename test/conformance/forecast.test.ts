import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/forecast.ts';

runInVitest(suite);
