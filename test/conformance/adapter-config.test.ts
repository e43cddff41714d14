import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/adapter-config.ts';

runInVitest(suite);
