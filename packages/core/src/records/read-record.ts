import { fieldText } from '../decoding/index.ts';
import { readHorizontalPodAutoscaler } from '../hpa/manifest/index.ts';
import { type DecisionRecord, recordVersion } from './decision-record.ts';
import { hashPolicy, type PolicyRecord } from './policy-record.ts';
import { type RecordProblem, recordProblem } from './record-problem.ts';
import { Misfit, number, oneOf, type Shape, struct, text } from './shape/index.ts';
import { controller, decision, guards, memory, observation, write } from './shapes/index.ts';

export type RecordReading =
  | { readonly ok: true; readonly record: DecisionRecord | PolicyRecord }
  | { readonly ok: false; readonly problem: RecordProblem };

const isWhatItWas = 'take the line as it was written: an edited one cannot be decided again';
const fromWhere =
  'give a log of `flyball-webhook serve --decision-log` or of `flyball simulate --ndjson`';

/** Told of a line in the words of a problem. */
class Refusal extends Error {
  readonly problem: RecordProblem;

  constructor(problem: RecordProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Reads one line that a `RecordWriter` wrote, strictly. Never throws, whatever the line is. */
export function readRecord(line: string): RecordReading {
  try {
    return { ok: true, record: recordOf(parse(line)) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    if (!(error instanceof Misfit)) throw error;
    const message = `must be ${error.wanted}`;
    const field = fieldText(error.path);
    return { ok: false, problem: recordProblem(field, error.found, message, isWhatItWas) };
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const remedy = `${fromWhere}; the last line of a log may be cut when the program was killed: remove it`;
    throw new Refusal(recordProblem('', line, 'is no JSON', remedy));
  }
}

function recordOf(value: unknown): DecisionRecord | PolicyRecord {
  const given = typeof value === 'object' && value !== null ? { ...value } : {};
  const { record, version }: { readonly record?: unknown; readonly version?: unknown } = given;
  if (record !== 'decision' && record !== 'policy') {
    throw new Refusal(
      recordProblem('record', record, 'the line is no record of a decision or a policy', fromWhere),
    );
  }
  if (version !== recordVersion) {
    const remedy = 'read it with the version of flyball that wrote it';
    throw new Refusal(recordProblem('version', version, `must be ${recordVersion}`, remedy));
  }
  return record === 'decision' ? decisionRecord(given) : policyRecord(given);
}

const decisionRecord = struct<DecisionRecord>({
  record: oneOf('decision'),
  version: oneOf(recordVersion),
  flyball: text,
  id: text,
  policy: text,
  policyHash: text,
  cause: text,
  at: number,
  observation,
  memory,
  decision,
  write,
});

/** Judged later, with the controller's options. */
const unreadManifest: Shape<object> = (value) => {
  if (typeof value === 'object' && value !== null) return value;
  throw new Misfit(value, 'a manifest');
};

const unreadPolicy = struct<Omit<PolicyRecord, 'manifest'> & { readonly manifest: object }>({
  record: oneOf('policy'),
  version: oneOf(recordVersion),
  flyball: text,
  policy: text,
  policyHash: text,
  manifest: unreadManifest,
  controller,
  guards,
});

function policyRecord(value: object): PolicyRecord {
  const read = unreadPolicy(value);
  const gates = { HPAScaleToZero: read.controller.scaleToZero };
  const reading = readHorizontalPodAutoscaler(read.manifest, { gates });
  const wrong = reading.ok ? reading.findings[0] : reading.errors[0];
  if (!reading.ok || wrong !== undefined) {
    const field =
      wrong === undefined || wrong.field === '' ? 'manifest' : `manifest.${wrong.field}`;
    const message = wrong?.message ?? 'is no HorizontalPodAutoscaler';
    throw new Refusal(recordProblem(field, undefined, message, isWhatItWas));
  }
  const record = { ...read, manifest: reading.autoscaler };
  const hash = hashPolicy({ ...read, ...value });
  if (hash !== read.policyHash) {
    const message = `the policy's hash is ${hash}: one of the two was changed`;
    throw new Refusal(recordProblem('policyHash', read.policyHash, message, isWhatItWas));
  }
  return record;
}
