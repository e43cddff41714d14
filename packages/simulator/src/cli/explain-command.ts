import { type Decision, explain, parseInstant } from '@flyball/core';
import { simulate } from '../engine/index.ts';
import { formatSpan } from '../report/index.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';
import { loadExperiment } from './load-experiment.ts';

/** The flags of `flyball explain`. */
export interface ExplainOptions {
  readonly at?: string;
  readonly policy?: string;
  readonly seed?: number;
}

/**
 * `flyball explain <experiment or log> --at <instant>`: why a number, at one look. An experiment is run
 * again, which gives the same looks; a log holds one decision a line, as the webhook writes and
 * `flyball simulate --ndjson --trace` prints.
 */
export function explainCommand(io: CommandIo, given: string, options: ExplainOptions): ExitCode {
  const { looks, origin } = /\.(ndjson|jsonl)$/i.test(given)
    ? readLog(io, given)
    : runAgain(io, given, options);
  const [first] = looks;
  if (first === undefined) throw new UsageError(`${given} holds no look of a controller`);
  const at = options.at === undefined ? undefined : instantOf(options.at, origin ?? first.at);
  const chosen =
    at === undefined
      ? (looks.find(({ rescale }) => rescale !== null) ?? first)
      : looks.findLast((look) => look.at <= at);
  if (chosen === undefined) {
    const when = formatSpan((first.at - (origin ?? first.at)) / 1000);
    throw new UsageError(`there is no look before ${options.at}; the first is at ${when}`);
  }
  io.write(`${explain(chosen).trimEnd()}\n`);
  return 0;
}

interface Looks {
  readonly looks: readonly Decision<unknown>[];
  /** Milliseconds since the epoch of the start of a run. */
  readonly origin?: number;
}

function runAgain(io: CommandIo, given: string, { policy, seed }: ExplainOptions): Looks {
  const experiment = loadExperiment(io, given);
  const name = policy ?? experiment.baseline;
  const scenario = experiment.scenarios.get(name);
  if (scenario === undefined) {
    const known = [...experiment.scenarios.keys()].join(', ');
    throw new UsageError(`no policy is named ${name}; there is ${known}`);
  }
  const looks: Decision[] = [];
  const run = simulate(scenario, {
    seed: seed === undefined ? (experiment.seeds[0] ?? 1n) : BigInt(seed),
    trace: true,
    onDecision: (decision) => looks.push(decision),
  });
  return { looks, origin: run.startsAt };
}

function readLog(io: CommandIo, file: string): Looks {
  const looks = io
    .read(file)
    .split('\n')
    .flatMap((line, index): Decision<unknown>[] => {
      if (line.trim() === '') return [];
      try {
        const entry: unknown = JSON.parse(line);
        if (isDecision(entry)) return [entry];
      } catch {
        // Told below.
      }
      throw new UsageError(`${file}:${index + 1} is no decision in JSON`);
    });
  return { looks };
}

function isDecision(entry: unknown): entry is Decision<unknown> {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'at' in entry &&
    'reason' in entry &&
    'rescale' in entry
  );
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
