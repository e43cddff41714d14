import {
  type DocumentPath,
  type FieldError,
  type GuardedPolicy,
  GuardOptionsError,
  guardPolicy,
  type Policy,
  type Position,
  readDocuments,
} from '@flyball/core';
import * as v from 'valibot';
import { type EvidenceQuery, evidenceQuery } from './evidence-query.ts';
import { guardsRemedy, guardsSchema, type WrittenGuards } from './guards-schema.ts';

/** A policy with its guards, and the queries that they weigh. */
export interface GuardsReading {
  readonly policy: GuardedPolicy;
  readonly evidence: readonly EvidenceQuery[];
}

/** Takes what is wrong at a path of the guards, which stands at a place of their text. */
export type ReportGuards = (
  path: DocumentPath,
  message: string,
  remedy: string,
  place: Position,
) => void;

/**
 * Puts the guards around a policy that the text of its annotation describes.
 * @returns null when something is wrong with it, which is reported
 */
export function readGuards(
  text: string,
  policy: Policy,
  report: ReportGuards,
): GuardsReading | null {
  const [document, ...further] = readDocuments(text, { dialect: 'kubernetes' });
  if (document === undefined || document.isEmpty)
    return { policy: guardPolicy(policy), evidence: [] };
  if (further.length > 0) {
    report([], 'these are several documents', 'remove the line ---', { line: 1, column: 1 });
    return null;
  }
  for (const problem of document.problems) report([], problem.message, problem.remedy, problem);
  if (document.problems.length > 0) return null;

  const result = v.safeParse(guardsSchema, document.value);
  if (!result.success) {
    for (const { path = [], message } of result.issues) {
      const steps = path.map(({ key }) => (typeof key === 'number' ? key : String(key)));
      const remedy = guardsRemedy(message, String(steps.at(-1) ?? ''));
      report(steps, message, remedy, document.locate(steps));
    }
    return null;
  }
  const { evidence = {}, ...options } = result.output;
  const problems = [...unresolved(result.output), ...refusals(policy, options)];
  for (const { path, message, remedy } of problems) {
    report(path, message, remedy, document.locate(path));
  }
  if (problems.length > 0) return null;
  return {
    policy: guardPolicy(policy, options),
    evidence: Object.entries(evidence).map(([name, promql]) => evidenceQuery(name, promql)),
  };
}

interface GuardsProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly remedy: string;
}

/** Names of evidence that nothing explains, and queries that nothing asks for. */
function unresolved({
  evidence = {},
  metrics = {},
  scaleDownVetoes = [],
}: WrittenGuards): readonly GuardsProblem[] {
  const single = 'length' in metrics ? null : metrics;
  const listed = 'length' in metrics ? metrics : [metrics];
  const uses = [
    ...listed.flatMap(({ minimumRequestRate, unresponsive }, index) => {
      const path = single === null ? ['metrics', index] : ['metrics'];
      return [
        { path: [...path, 'minimumRequestRate', 'evidence'], name: minimumRequestRate?.evidence },
        { path: [...path, 'unresponsive', 'load'], name: unresponsive?.load },
      ];
    }),
    ...scaleDownVetoes.map((veto, index) => ({
      path: ['scaleDownVetoes', index, 'evidence'],
      name: veto.evidence,
    })),
  ];
  const unknown = uses.flatMap(({ path, name }) =>
    name === undefined || Object.hasOwn(evidence, name)
      ? []
      : [
          {
            path,
            message: `there is no query ${JSON.stringify(name)}`,
            remedy: `write it below evidence:, as ${name}: <PromQL that gives one number>`,
          },
        ],
  );
  const unused = Object.keys(evidence)
    .filter((name) => uses.every((use) => use.name !== name))
    .map((name) => ({
      path: ['evidence', name],
      message: 'no guard weighs this query',
      remedy: 'name it in minimumRequestRate, unresponsive or scaleDownVetoes, or remove it',
    }));
  return [...unknown, ...unused];
}

/** What core says against the options. */
function refusals(policy: Policy, options: WrittenGuards): readonly GuardsProblem[] {
  try {
    guardPolicy(policy, options);
    return [];
  } catch (error) {
    if (!(error instanceof GuardOptionsError)) throw error;
    return error.errors.map(refusal);
  }
}

function refusal({ path, type, value, detail }: FieldError): GuardsProblem {
  // Core's paths begin at `guards`.
  const [, ...steps] = path.match(/[^.[\]]+/g) ?? [];
  const shown = value === undefined ? type : `${type}: ${value}`;
  return { path: steps, message: shown, remedy: detail };
}
