import {
  type AdapterConfig,
  compileAdapter,
  type DiscoveryRule,
  formatPrometheusDuration,
  KindTable,
  type PlacedProblem,
  readAdapterConfig,
} from '@flyball/core';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import { type KindRows, kindTable, resources, rules } from './support/adapter-shapes.ts';

const resourceRule = v.strictObject({
  containerQuery: v.string(),
  nodeQuery: v.string(),
  resources,
  containerLabel: v.string(),
});

const recorded = v.strictObject({
  id: v.string(),
  tags: v.array(v.string()),
  yaml: v.string(),
  expect: v.strictObject({
    error: v.optional(v.string()),
    config: v.optional(
      v.strictObject({
        rules: v.nullable(rules),
        externalRules: v.optional(rules),
        resourceRules: v.optional(
          v.strictObject({ cpu: resourceRule, memory: resourceRule, window: v.string() }),
        ),
      }),
    ),
    rulesError: v.optional(v.string()),
    externalRulesError: v.optional(v.string()),
    resourceRulesError: v.optional(v.string()),
  }),
});

type Case = v.InferOutput<typeof recorded>;

/**
 * Configuration files as prometheus-adapter 0.12 reads them. Compared: the decoded configuration,
 * or that it is refused; of decoding errors the lines and the names of the fields (their other
 * words name Go types); of rules that cannot be built the error, except where Go's text/template
 * speaks. In `mutated` cases only whether the file is taken, and its value.
 */
export const suite: Suite = defineSuite<Case, KindRows>({
  name: 'adapter-config',
  table: kindTable,
  case: recorded,
  compare({ tags, yaml, expect }, { rows }) {
    const reading = readAdapterConfig(yaml, { compatibility: 'prometheus-adapter' });
    if (!reading.ok) return compareErrors(expect.error, reading.problems, tags[0] === 'mutated');
    if (expect.error !== undefined) {
      return [{ path: 'expect.error', expected: expect.error, got: 'no error' }];
    }
    return [
      ...differences(expect.config, printed(reading.config), 'expect.config'),
      ...compareRuleErrors(expect, reading.config, new KindTable(rows)),
    ];
  },
});

function compareErrors(
  expected: string | undefined,
  problems: readonly PlacedProblem[],
  onlyVerdict: boolean,
): readonly Difference[] {
  const got = problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n');
  if (expected === undefined) return [{ path: 'expect.error', expected: 'no error', got }];
  const lines = [...expected.matchAll(/^ {2}line (\d+): (?:field (\S+) )?/gm)];
  // Syntax errors and durations end Go's reading at once, and carry no list.
  if (onlyVerdict || lines.length === 0) return [];
  const wanted = lines.map(([, line, field]) => (field === undefined ? line : `${line} ${field}`));
  const found = problems.map(({ line, code, path, message }) => {
    if (code === 'unknown-field') return `${line} ${path.at(-1)}`;
    const repeated = code === 'duplicate-field' && expected.includes('already set in type');
    return repeated ? `${line} ${/"(.*)"/.exec(message)?.[1]}` : String(line);
  });
  return differences(wanted.toSorted(), found.toSorted(), 'expect.error');
}

function printed(config: AdapterConfig): unknown {
  const { resourceRules, ...rest } = config;
  if (resourceRules === undefined) return rest;
  const window = formatPrometheusDuration(resourceRules.window);
  return { ...rest, resourceRules: { ...resourceRules, window } };
}

function compareRuleErrors(
  expect: Case['expect'],
  config: AdapterConfig,
  kinds: KindTable,
): readonly Difference[] {
  const members = ['rules', 'externalRules', 'resourceRules'] as const;
  return members.flatMap((member) => {
    const part = { rules: null as readonly DiscoveryRule[] | null, [member]: config[member] };
    const adapter = compileAdapter(part, { kinds, compatibility: 'prometheus-adapter' });
    const expected = expect[`${member}Error`];
    const got = adapter.problems[0]?.message;
    const library = got !== undefined && expected?.includes('template: ') === true;
    return differences(expected, library ? expected : got, `expect.${member}Error`);
  });
}
