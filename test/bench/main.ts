import { cpus } from 'node:os';
import path from 'node:path';
import { loadModule, moduleNames } from '../support/modules.ts';
import type { Benchmark } from './benchmark.ts';
import { measure } from './measure.ts';
import { renderResults } from './render.ts';

// `pnpm bench [name…]`: measures the benchmarks named, by default all. It states no verdict.
const folder = path.join(import.meta.dirname, 'benches');
const known = moduleNames(folder);
const names = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = names.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. The benchmarks are: ${known.join(', ')}`,
  );
  process.exitCode = 2;
} else {
  console.log(`node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const name of names) {
    const { benchmark } = (await loadModule(folder, name)) as { readonly benchmark: Benchmark };
    console.log(`\n${name}   ${benchmark.about}`);
    const results = await (benchmark.measure?.() ?? measure(benchmark));
    for (const line of renderResults(results)) console.log(line);
  }
}
