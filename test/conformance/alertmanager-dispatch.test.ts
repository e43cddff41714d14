import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/alertmanager-dispatch.ts';

runInVitest(suite);
