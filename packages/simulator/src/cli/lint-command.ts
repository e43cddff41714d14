import {
  DurationError,
  formatFindings,
  isAtLeast,
  type LintOptions,
  type LintResult,
  type LintSeverity,
  lawMean,
  lint,
  parsePrometheusDuration,
} from '@flyball/core';
import { readExperiment } from '../experiment/index.ts';
import type { Span } from '../service/index.ts';
import { filesBelow } from './files-below.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';

/** The flags of `flyball lint`. */
export interface LintCommandOptions {
  readonly failOn?: string;
  readonly serviceTime?: string | number;
  readonly scrapeInterval?: string | number;
  readonly syncPeriod?: string | number;
  readonly json?: boolean;
}

/**
 * `flyball lint <files or folders>`: what manifests, rules and routes say that their writers hardly
 * mean. Ends with 0 when nothing matters as much as `--fail-on` says, with 3 when something does,
 * and with 2 when a file cannot be read.
 */
export function lintCommand(
  io: CommandIo,
  paths: readonly string[],
  options: LintCommandOptions,
): ExitCode {
  const failOn = severityOf(options.failOn ?? 'warning');
  const files = filesBelow(io, paths, /\.(ya?ml|json)$/i);
  const settings: LintOptions = {
    ...spanFlag('syncPeriod', options.syncPeriod),
    ...spanFlag('scrapeInterval', options.scrapeInterval),
    // An experiment beside the manifests knows how fast the service is.
    ...(options.serviceTime === undefined && serviceTimeOf(io, files)),
    ...spanFlag('serviceTime', options.serviceTime),
  };
  const result = lint(files, settings);
  io.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : textOf(result));
  if (result.findings.some(({ code }) => code === 'FB100')) return 2;
  const fails = failOn !== 'never' && result.findings.some((finding) => isAtLeast(finding, failOn));
  return fails ? 3 : 0;
}

function textOf({ findings, read }: LintResult): string {
  const count = (severity: LintSeverity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const told = [
    counted(count('error'), 'error'),
    counted(count('warning'), 'warning'),
    ...(count('advice') > 0
      ? [counted(count('advice'), 'piece of advice', 'pieces of advice')]
      : []),
  ].join(', ');
  const looked = [
    counted(read.autoscalers, 'HorizontalPodAutoscaler'),
    counted(read.queries, 'adapter query', 'adapter queries'),
    counted(read.alertRules, 'Prometheus rule'),
    counted(read.routings, 'Alertmanager configuration'),
  ].join(', ');
  const body = findings.length === 0 ? '' : `${formatFindings(findings)}\n`;
  return `${body}${told} in ${looked}\n`;
}

function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count === 0 ? 'no' : count} ${count === 1 ? one : many}`;
}

function severityOf(text: string): LintSeverity | 'never' {
  if (text === 'error' || text === 'warning' || text === 'advice' || text === 'never') return text;
  throw new UsageError(`--fail-on ${text} is not known; there is error, warning, advice, never`);
}

function spanFlag(
  name: 'syncPeriod' | 'scrapeInterval' | 'serviceTime',
  written: string | number | undefined,
): LintOptions {
  if (written === undefined) return {};
  const flag = `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;
  try {
    const seconds = typeof written === 'number' ? written : parsePrometheusDuration(written) / 1000;
    if (seconds > 0) return { [name]: seconds };
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
  }
  throw new UsageError(`${flag} ${written} is no span; write it as 100ms or 15s`);
}

/** How long a request takes alone, of the first experiment among the files. */
function serviceTimeOf(
  io: CommandIo,
  files: readonly { readonly path: string; readonly text: string }[],
): LintOptions {
  for (const { path, text } of files) {
    if (!/^policies:/m.test(text) || !/^service:/m.test(text)) continue;
    try {
      const folder = path.replace(/[^/\\]*$/, '');
      const experiment = readExperiment(path, text, (name) => io.read(`${folder}${name}`));
      const [scenario] = experiment.scenarios.values();
      if (scenario === undefined) continue;
      const { work, floor = 0, downstream } = scenario.service.requests;
      return { serviceTime: mean(work) + mean(floor) + mean(downstream?.work ?? 0) };
    } catch {
      // Its mistakes are told by the commands that run it.
    }
  }
  return {};
}

function mean(span: Span): number {
  return typeof span === 'number' ? span : lawMean(span);
}
