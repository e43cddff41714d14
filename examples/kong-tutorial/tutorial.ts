import { join } from 'node:path';
import type { Log } from '@flyball/webhook';
import { findPrograms } from '../../test/support/programs.ts';
import { Narrator } from './narrator.ts';
import { startRealChain } from './real-chain.ts';
import { isTutorialPath, replicaPath } from './replica-path.ts';
import { waitUntil } from './wait-until.ts';

// `pnpm tutorial`: the tutorial on the real Prometheus and Alertmanager, with its own 60 s average.
const narrator = new Narrator((text) => process.stdout.write(text));
const found = await findPrograms();
if (!found.found) {
  process.stderr.write(`the tutorial needs the real programs. ${found.reason}\n`);
  process.exit(1);
}
const { versions } = found.programs;
narrator.say(
  `prometheus ${versions.prometheus}   alertmanager ${versions.alertmanager}   policy examples/kong-tutorial/hpa.yaml`,
);

/** What the webhook could not do is part of what there is to see. */
const log: Log = {
  write: (level, event, fields) => {
    if (level === 'error') narrator.tell(`${event}  ${JSON.stringify(fields)}`);
  },
};
const chain = await startRealChain({
  programs: found.programs,
  folder: join('examples', 'kong-tutorial'),
  narrator,
  log,
});
try {
  const size = (): number => replicaPath(1, chain.cluster.events.list()).at(-1) ?? 1;
  narrator.tell(`webhook ${chain.url}   prometheus ${chain.prometheus.url}`);
  narrator.tell('traffic starts: one request a second, each sleeps 100 ms');
  chain.exporter.setTraffic('command', { requestsPerSecond: 1, latencyMs: 102 });
  await waitUntil('the average is known', async () => ((await chain.metric()) ?? 0) > 44);
  narrator.tell(`the 60 s average is ${(await chain.metric())?.toFixed(3)} ms`);
  await waitUntil('there are ten replicas', () => size() === 10);

  narrator.tell('the sleep ends: twenty requests a second, 3 ms each; the average follows');
  chain.exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 3 });
  await waitUntil('there is one replica', () => size() === 1);

  const path = replicaPath(1, chain.cluster.events.list());
  narrator.say();
  narrator.say(path.join(' → '));
  process.exitCode = isTutorialPath(path) ? 0 : 1;
} finally {
  await chain.stop();
}
