import { runInVitest } from './run-in-vitest.ts';
import { suite } from './suites/scrape-text.ts';

runInVitest(suite);
