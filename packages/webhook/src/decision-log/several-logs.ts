import type { DecisionLog } from '../ports/index.ts';

/** Takes every look down in each of the logs. */
export function severalLogs(...logs: readonly DecisionLog[]): DecisionLog {
  return {
    write: (look, policy) => {
      for (const log of logs) log.write(look, policy);
    },
  };
}
