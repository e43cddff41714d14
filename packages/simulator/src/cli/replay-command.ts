import { type ReplayDifference, replayRecord } from '@flyball/core';
import { type Look, logFiles, readLog } from './decision-log.ts';
import { differenceText } from './difference-text.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';

/** The flags of `flyball replay`. */
export interface ReplayOptions {
  readonly policy?: string;
  readonly json?: boolean;
}

/** A look that comes out otherwise than it did. */
interface Deviation {
  readonly look: string;
  readonly policy: string;
  readonly at: number;
  readonly differences: readonly ReplayDifference[];
}

/** As many are shown one by one. */
const shownDeviations = 20;

/**
 * `flyball replay <log>`: makes every decision of a log again. Ends with 1 when one comes out otherwise,
 * or a line cannot be used.
 */
export function replayCommand(io: CommandIo, given: string, options: ReplayOptions): ExitCode {
  const files = logFiles(io, given);
  if (files.length === 0) {
    throw new UsageError(
      `${given} is no decision log: give a file that ends in .ndjson, or a folder of them`,
    );
  }
  const problems: string[] = [];
  const told = (text: string): void => {
    problems.push(text);
    io.tell(`${text}\n`);
  };
  const policies = new Set<string>();
  const deviations: Deviation[] = [];
  let looks = 0;
  for (const each of readLog(io, files, told)) {
    if (options.policy !== undefined && each.policyName !== options.policy) continue;
    looks += 1;
    policies.add(each.policyName);
    const deviation = deviationOf(each);
    if (deviation === null) continue;
    deviations.push(deviation);
    if (!options.json && deviations.length <= shownDeviations) io.write(deviationText(deviation));
  }
  if (looks === 0 && problems.length === 0) throw new UsageError(`${given} holds no such look`);
  if (options.json) {
    const counts = { looks, policies: policies.size, replayed: looks - deviations.length };
    io.write(`${JSON.stringify({ ...counts, deviations, problems }, null, 2)}\n`);
  } else io.write(summary(looks, policies.size, deviations.length, problems.length));
  return deviations.length + problems.length > 0 ? 1 : 0;
}

function deviationOf({ look, policyName, policy }: Look): Deviation | null {
  const { differences } = replayRecord(look, policy);
  if (differences.length === 0) return null;
  return { look: look.id, policy: policyName, at: look.at, differences };
}

function deviationText({ look, policy, at, differences }: Deviation): string {
  const lines = differences.map((difference) => `  ${differenceText(difference)}\n`);
  return `${policy} at ${new Date(at).toISOString()}, look ${look}:\n${lines.join('')}`;
}

function summary(looks: number, policies: number, deviations: number, problems: number): string {
  const of = `${count(looks, 'look')} of ${count(policies, 'policy', 'policies')}`;
  const result =
    deviations === 0
      ? 'every one is decided again as it was'
      : `${deviations.toLocaleString('en')} decided otherwise now`;
  const lost = problems === 0 ? '' : `; ${count(problems, 'line')} could not be used`;
  return `${of}: ${result}${lost}\n`;
}

function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
