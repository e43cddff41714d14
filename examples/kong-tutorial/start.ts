import { join } from 'node:path';
import { tellStory } from './story.ts';

// `pnpm start` stays up afterwards; `pnpm demo` (--exit) ends with 0, or 1 when it went otherwise.
const exits = process.argv.includes('--exit');
const story = await tellStory({
  folder: join('examples', 'kong-tutorial'),
  port: exits ? 0 : Number(process.env['PORT'] ?? 8787),
  write: (text) => process.stdout.write(text),
}).catch((error: Error) => {
  process.stderr.write(`${error.message}\nSet PORT to take another port; 0 takes a free one.\n`);
  process.exit(1);
});
if (exits) {
  await story.close();
  process.exitCode = story.asTold ? 0 : 1;
} else {
  process.stdout.write(`Still listening. Try:
  curl -s ${story.url}/api/v1/policies/kong/command
  npx --yes pnpm@12 tutorial        the same with the real Prometheus and Alertmanager
  Ctrl-C ends it
`);
}
