import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/promlabels.ts';

runInVitest(suite);
