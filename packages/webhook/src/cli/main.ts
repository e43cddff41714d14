import { run } from './run.ts';

const stop = new AbortController();
// The second signal ends the process at once, as it does by default.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  stop: stop.signal,
});
