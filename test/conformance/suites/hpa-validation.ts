import {
  type AutoscalerAnswer,
  type AutoscalerDraft,
  type AutoscalerRequest,
  type AutoscalingVersion,
  answerCreate,
  answerUpdate,
  answerUpdateStatus,
  decodeAutoscaler,
  encodeAutoscaler,
  readJson,
} from '@flyball/core';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const text = v.string();
const object = v.record(text, v.unknown());

type OldObject = Parameters<typeof answerUpdate>[1];

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const refusal = v.strictObject({ code: v.number(), reason: text, message: text });

const fieldError = v.strictObject({
  type: text,
  field: text,
  badValue: v.unknown(),
  detail: text,
  message: text,
});

const request = v.strictObject({
  id: text,
  op: v.picklist(['create', 'update', 'updateStatus', 'convert']),
  endpoint: v.picklist([
    'autoscaling/v1',
    'autoscaling/v2',
    'autoscaling/v2beta1',
    'autoscaling/v2beta2',
  ]),
  namespace: text,
  gates: v.optional(
    v.strictObject({
      HPAScaleToZero: v.exactOptional(v.boolean()),
      DeclarativeValidationBeta: v.exactOptional(v.boolean()),
    }),
  ),
  manifest: v.optional(object),
  raw: v.optional(text),
  old: v.optional(v.custom<OldObject>(isObject)),
  ok: v.boolean(),
  strictErrors: v.optional(v.array(text)),
  strictStatus: v.optional(refusal),
  defaulted: v.optional(object),
  errors: v.optional(v.array(fieldError)),
  status: v.optional(refusal),
  stored: v.optional(object),
});

type Case = v.InferOutput<typeof request>;

/**
 * HorizontalPodAutoscalers as kube-apiserver 1.37.2 answers their creation and update, and as
 * 1.32.13 converts those of older versions. Compared are acceptance, every warning and error with
 * path, type, value and text in their order, the refusals as whole texts, and the objects before
 * validation and after storing. Not compared: the place of a source file that a text names; the
 * order of "must populate the given metric source only" within one metric, which the server rolls
 * dice for, and the joined text wherever there are several of these.
 */
export const suite: Suite = defineSuite({
  name: 'hpa-validation',
  case: request,
  compare(recorded) {
    const body = recorded.raw ?? JSON.stringify(recorded.manifest);
    const got = recorded.op === 'convert' ? conversion(recorded, body) : answer(recorded, body);
    return differences(comparable(recorded), got).filter((difference) =>
      isFixed(difference, recorded),
    );
  },
});

/** What a case expects, in the shape of an answer. */
function comparable(recorded: Case): object {
  const { ok, strictErrors = [], strictStatus, defaulted, errors, status } = recorded;
  if (recorded.op === 'convert') return { ok, strictErrors, defaulted };
  const stored = ok ? expectedStored(recorded) : undefined;
  return {
    ok,
    strictErrors,
    strictStatus: withoutPlace(strictStatus),
    defaulted,
    errors: errors === undefined ? undefined : sortedRuns(errors),
    status: withoutPlace(status),
    stored,
  };
}

/** Where a creation records no stored object, its spec and annotations are those from before. */
function expectedStored({ op, stored, defaulted }: Case): unknown {
  return op === 'create' && stored === undefined ? essence(defaulted) : stored;
}

function essence(stored: unknown): object {
  const { metadata, spec } = v.parse(storedObject, stored);
  return { annotations: metadata['annotations'], spec };
}

const storedObject = v.object({ metadata: object, spec: object });

function answer(recorded: Case, body: string): object {
  const { op, endpoint, namespace, gates, old } = recorded;
  if (endpoint === 'autoscaling/v2beta1' || endpoint === 'autoscaling/v2beta2') {
    throw new Error(`no server of 1.37 answers at ${endpoint}`);
  }
  const request: AutoscalerRequest = { endpoint, namespace, body, ...(gates && { gates }) };
  const given = respond(op, request, old);
  const { refusal: refused, errors, findings, strictRefusal, defaulted, stored } = given;
  return {
    ok: refused === undefined,
    strictErrors: findings.map(({ message }) => message),
    strictStatus: withoutPlace(strictRefusal),
    defaulted: defaulted && withoutSystemFields(defaulted),
    errors: errors && sortedRuns(errors),
    status: withoutPlace(refused),
    stored: stored && answeredStored(recorded, stored),
  };
}

function answeredStored({ op, stored }: Case, answered: AutoscalerDraft): object {
  const whole = withoutSystemFields(answered);
  return op === 'create' && stored === undefined ? essence(whole) : whole;
}

function respond(
  op: Case['op'],
  asked: AutoscalerRequest,
  old: OldObject | undefined,
): AutoscalerAnswer {
  if (op === 'create') return answerCreate(asked);
  if (old === undefined) throw new Error('an update without an old object');
  // The recorder's store gives every object the version 1.
  const stored = { ...old, metadata: { ...old.metadata, resourceVersion: '1' } };
  return op === 'update' ? answerUpdate(asked, stored) : answerUpdateStatus(asked, stored);
}

function conversion({ endpoint }: Case, body: string): object {
  const reading = readJson(body);
  if (!reading.ok) return { ok: false, strictErrors: [] };
  const version = endpoint.replace('autoscaling/', '') as AutoscalingVersion;
  const decoding = decodeAutoscaler(reading.node, version);
  return decoding.ok
    ? {
        ok: true,
        strictErrors: decoding.findings.map(({ message }) => message),
        defaulted: encodeAutoscaler(decoding.value),
      }
    : { ok: false, strictErrors: [] };
}

/** uid, creationTimestamp and managedFields are left out of every recorded object. */
function withoutSystemFields(answered: AutoscalerDraft): object {
  const { uid, creationTimestamp, managedFields, ...metadata } = answered.metadata;
  return { ...answered, metadata };
}

interface Told {
  readonly type: string;
  readonly field: string;
  readonly badValue?: unknown;
  readonly detail: string;
  readonly message: string;
}

const onlySource = 'must populate the given metric source only';

/** The errors with runs of the same random order sorted by field, and without what is ours alone. */
function sortedRuns(errors: readonly Told[]): readonly Told[] {
  const told = errors.map(({ type, field, badValue, detail, message }) => ({
    type,
    field,
    badValue,
    detail,
    message,
  }));
  return told.toSorted((one, other) =>
    one.detail === onlySource && other.detail === onlySource && metricOf(one) === metricOf(other)
      ? one.field.localeCompare(other.field)
      : told.indexOf(one) - told.indexOf(other),
  );
}

function metricOf({ field }: Told): string {
  return field.slice(0, field.indexOf(']'));
}

function withoutPlace<T extends { readonly message: string }>(
  status: T | undefined,
): T | undefined {
  return status && { ...status, message: status.message.replace(/in scheme ".*?"/, 'in scheme') };
}

function isFixed({ path }: Difference, { errors = [] }: Case): boolean {
  const dice = errors.filter(({ detail }) => detail === onlySource).map(metricOf);
  return !(path === 'status.message' && new Set(dice).size < dice.length);
}
