export { RecentDecisions, type RecentDecisionsOptions } from './recent-decisions.ts';
export { severalLogs } from './several-logs.ts';
