import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/webhook-payloads.ts';

runInVitest(suite);
