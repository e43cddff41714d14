import type { Clock, Log } from '../../ports/index.ts';

/** Writes one JSON object a line, the form that log collectors read without being told. */
export function jsonLog(output: { write(text: string): unknown }, clock: Clock): Log {
  return {
    write: (level, event, fields) => {
      const time = new Date(clock.now()).toISOString();
      output.write(`${JSON.stringify({ time, level, event, ...fields })}\n`);
    },
  };
}
