import { explain, type GuardedPolicy, parseInstant, replayRecord } from '@flyball/core';
import { simulate } from '../engine/index.ts';
import { formatSpan } from '../report/index.ts';
import { type Look, logFiles, readLog } from './decision-log.ts';
import { differenceText } from './difference-text.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';
import { loadExperiment } from './load-experiment.ts';

/** The flags of `flyball explain`. */
export interface ExplainOptions {
  readonly at?: string;
  readonly look?: string | number;
  readonly policy?: string;
  readonly workload?: string;
  readonly seed?: number;
}

/**
 * `flyball explain <experiment or log> --at <instant>`: why a number, at one look. An experiment is run
 * again, which gives the same looks; those of a decision log, a file or a folder of them, are decided
 * again from what it holds.
 */
export function explainCommand(io: CommandIo, given: string, options: ExplainOptions): ExitCode {
  const files = logFiles(io, given);
  const { looks, origin } =
    files.length > 0 && !isExperiment(io, given)
      ? {
          looks: ofPolicy(
            readLog(io, files, (text) => io.tell(`${text}\n`)),
            options.policy,
          ),
        }
      : runAgain(io, given, options);
  const { look, policy } = choose(given, looks, options, origin);
  const { decision, differences } = replayRecord(look, policy);
  const { outcome, problem } = look.write;
  const withheld =
    outcome === 'withheld' && problem !== null
      ? `  withheld    ${problem.reason}: ${problem.message}\n`
      : '';
  io.write(`${explain(decision).trimEnd()}\n${withheld}`);
  for (const each of differences) io.tell(`it was decided otherwise: ${differenceText(each)}\n`);
  return differences.length > 0 ? 1 : 0;
}

function isExperiment(io: CommandIo, given: string): boolean {
  return io.list(given).some((name) => /^experiment\.(ya?ml|json)$/.test(name));
}

function* ofPolicy(looks: Iterable<Look>, policy: string | undefined): Generator<Look> {
  const known = new Set<string>();
  let some = false;
  for (const each of looks) {
    known.add(each.policyName);
    if (policy !== undefined && each.policyName !== policy) continue;
    some = true;
    yield each;
  }
  if (!some && known.size > 0) {
    throw new UsageError(`no look is about ${policy}; there is ${[...known].join(', ')}`);
  }
}

/** Goes through the looks once and keeps none but those that may be meant: logs are long. */
function choose(
  given: string,
  looks: Iterable<Look>,
  { at, look: id }: ExplainOptions,
  start: number | undefined,
): Look {
  let origin = start;
  let first: Look | undefined;
  let chosen: Look | undefined;
  for (const each of looks) {
    const { look } = each;
    first ??= each;
    origin ??= look.at;
    if (id !== undefined) {
      if (look.id === String(id)) chosen = each;
    } else if (at !== undefined) {
      if (look.at <= instantOf(at, origin) && look.at >= (chosen?.look.at ?? 0)) chosen = each;
    } else if (look.decision.rescale !== null) chosen ??= each;
  }
  if (first === undefined) throw new UsageError(`${given} holds no look of a controller`);
  if (chosen !== undefined) return chosen;
  if (id !== undefined) throw new UsageError(`${given} holds no look ${id}`);
  if (at === undefined) return first;
  const when = formatSpan((first.look.at - (origin ?? first.look.at)) / 1000);
  throw new UsageError(`there is no look before ${at}; the first is at ${when}`);
}

function runAgain(
  io: CommandIo,
  given: string,
  { policy, workload, seed }: ExplainOptions,
): { readonly looks: readonly Look[]; readonly origin: number } {
  const experiment = loadExperiment(io, given, workload === undefined ? {} : { workload });
  const name = policy ?? experiment.baseline;
  const scenario = experiment.scenarios.get(name);
  if (scenario === undefined) {
    const known = [...experiment.scenarios.keys()].join(', ');
    throw new UsageError(`no policy is named ${name}; there is ${known}`);
  }
  const looks: Look[] = [];
  const run = simulate(scenario, {
    seed: seed === undefined ? (experiment.seeds[0] ?? 1n) : BigInt(seed),
    onLook: (look, ruler: GuardedPolicy) => {
      looks.push({ look, policyName: name, policy: ruler });
    },
  });
  return { looks, origin: run.startsAt };
}

/** A span from the start, as `90s` or `1h30m`, or an instant. */
function instantOf(text: string, origin: number): number {
  const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length > 0 && parts.map(([whole]) => whole).join('') === text) {
    return parts.reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
      origin,
    );
  }
  try {
    return parseInstant(text);
  } catch {
    throw new UsageError(
      `--at ${text} is neither a span, as 90s, nor an instant, as 2026-03-02T00:00:00Z`,
    );
  }
}
