import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/adapter-naming.ts';

runInVitest(suite);
