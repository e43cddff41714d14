import type { EvidenceReading, Reading } from '@flyball/core';
import type { MetricQuery, PolicyConfig } from '../config/index.ts';
import type { MetricSource, QueryAnswer } from '../ports/index.ts';
import { jsonLog, systemClock } from '../runtime/node/index.ts';
import type { Flags } from './flags.ts';
import { readPrometheusFlags } from './prometheus-flags.ts';
import { readPolicies } from './read-policies.ts';
import type { Terminal } from './terminal.ts';

/** How long each query may take, in milliseconds. */
const queryTimeoutMs = 10_000;

/**
 * `flyball-webhook check <folder>`: says what the configuration means, and with `--prometheus` what
 * each query returns now.
 *
 * @returns 1 when a query returns no value
 */
export async function checkCommand(
  folder: string,
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const source = await readPrometheusFlags(flags, jsonLog(terminal.err, systemClock));
  const { policies, passedOver } = await readPolicies(folder);
  let queries = 0;
  let without = 0;
  for (const policy of policies) {
    terminal.out.write(`${headline(policy)}\n`);
    for (const { name, shown, promql, tell } of queriesOf(policy)) {
      terminal.out.write(`  ${name}\n${indented(shown)}\n`);
      if (promql === null) continue;
      queries += 1;
      if (source === null) continue;
      const answer = await ask(promql, tell, source, terminal.stop);
      if (!answer.ok) without += 1;
      terminal.out.write(`    ${answer.ok ? '=' : 'no value:'} ${answer.text}\n`);
    }
    terminal.out.write('\n');
  }
  for (const document of passedOver) terminal.out.write(`passed over  ${document}\n`);
  const asked = source === null ? '' : `; ${queries - without} of ${queries} queries have a value`;
  terminal.out.write(
    `${policies.length === 1 ? '1 policy' : `${policies.length} policies`}, no mistakes${asked}\n`,
  );
  return without === 0 ? 0 : 1;
}

/** `kong/command → Deployment kong/command, 1 to 10 replicas` */
function headline({ key, target, manifest: { spec } }: PolicyConfig): string {
  const { kind, namespace, name } = target;
  return `${key} → ${kind} ${namespace}/${name}, ${spec.minReplicas} to ${spec.maxReplicas} replicas`;
}

function indented(promql: string): string {
  return promql
    .trim()
    .split('\n')
    .map((line) => `    ${line.trimEnd()}`)
    .join('\n');
}

/** What a query returned: a value, or why there is none. */
interface Told {
  readonly ok: boolean;
  readonly text: string;
}

type Tell = (answer: QueryAnswer) => Told;

/** How one number of a policy is read. */
interface Question {
  readonly name: string;
  readonly shown: string;
  /** Null where there is nothing to ask without the pods of a look. */
  readonly promql: string | null;
  readonly tell: Tell;
}

/** All that is asked for a policy: its metrics, then what its guards weigh. */
function queriesOf({ metrics, evidence }: PolicyConfig): readonly Question[] {
  return [
    ...metrics.map(questionOf),
    ...evidence.map(({ name, promql, toReading }) => ({
      name: `${name}, for the guards`,
      shown: promql,
      promql,
      tell: (answer: QueryAnswer) => toldOfEvidence(toReading(answer)),
    })),
  ];
}

function questionOf(metric: MetricQuery): Question {
  const { name } = metric;
  if (metric.kind === 'usage') {
    const shown = 'what the pods use, from metrics.k8s.io';
    return { name, shown, promql: null, tell: () => ({ ok: true, text: '' }) };
  }
  const { promql, toReading } = metric;
  const tell: Tell = (answer) => told(toReading(answer));
  return { name, shown: promql, promql: metric.kind === 'pods' ? null : promql, tell };
}

async function ask(
  promql: string,
  tell: Tell,
  source: MetricSource,
  signal: AbortSignal,
): Promise<Told> {
  const answer = await source.query(promql, { signal, timeoutMs: queryTimeoutMs });
  return answer.ok ? tell(answer.value) : { ok: false, text: answer.message };
}

function toldOfEvidence(reading: EvidenceReading): Told {
  if ('error' in reading) return { ok: false, text: reading.error.message };
  return { ok: Number.isFinite(reading.value), text: String(reading.value) };
}

function told(reading: Reading): Told {
  if ('error' in reading) return { ok: false, text: reading.error.message };
  if ('value' in reading) return { ok: true, text: String(Number(reading.value) / 1_000) };
  if ('values' in reading && reading.values.length === 1) {
    return { ok: true, text: String(Number(reading.values[0]) / 1_000) };
  }
  const count = 'values' in reading ? reading.values.length : Object.keys(reading.pods).length;
  return { ok: count > 0, text: `${count} values` };
}
