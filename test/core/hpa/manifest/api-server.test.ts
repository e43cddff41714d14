import {
  type AutoscalerRequest,
  answerCreate,
  answerUpdate,
  answerUpdateStatus,
  type HorizontalPodAutoscaler,
} from '@flyball/core';
import { describe, expect, it } from 'vitest';

const autoscaler: HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'command', namespace: 'kong', resourceVersion: '7', generation: 3 },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [
      {
        type: 'External',
        external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } },
      },
    ],
  },
  status: { currentReplicas: 2, desiredReplicas: 2, currentMetrics: null },
};

function request(body: unknown, changes: Partial<AutoscalerRequest> = {}): AutoscalerRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { endpoint: 'autoscaling/v2', namespace: 'kong', body: text, ...changes };
}

function withSpec(changes: Partial<HorizontalPodAutoscaler['spec']>): HorizontalPodAutoscaler {
  return { ...autoscaler, spec: { ...autoscaler.spec, ...changes } };
}

// Rules: registry/autoscaling/horizontalpodautoscaler/strategy.go of Kubernetes 1.37.
describe('a creation', () => {
  it('starts at generation 1 with an empty status, whatever the body says', () => {
    const { refusal, stored } = answerCreate(request(autoscaler));
    expect(refusal).toBeUndefined();
    expect(stored?.metadata.generation).toBe(1);
    expect(stored?.status).toEqual({ currentMetrics: null, desiredReplicas: 0 });
  });

  it('takes the namespace of the URL, and no other', () => {
    const { namespace: _, ...metadata } = autoscaler.metadata;
    expect(answerCreate(request({ ...autoscaler, metadata })).stored?.metadata.namespace).toBe(
      'kong',
    );
    expect(answerCreate(request(autoscaler, { namespace: 'other' })).refusal).toEqual({
      code: 400,
      reason: 'BadRequest',
      message:
        'the namespace of the provided object does not match the namespace sent on the request',
    });
  });

  it('may generate its name', () => {
    const metadata = { generateName: 'command-' };
    expect(answerCreate(request({ ...autoscaler, metadata })).refusal).toBeUndefined();
  });

  it('warns of unknown fields, and refuses them under strict validation', () => {
    const { refusal, findings, strictRefusal } = answerCreate(
      request({ ...autoscaler, spec: { ...autoscaler.spec, foo: 1 } }),
    );
    expect(refusal).toBeUndefined();
    expect(findings.map(({ message }) => message)).toEqual(['unknown field "spec.foo"']);
    expect(strictRefusal?.message).toBe(
      'HorizontalPodAutoscaler in version "v2" cannot be handled as a HorizontalPodAutoscaler: strict decoding error: unknown field "spec.foo"',
    );
  });
});

describe('a body that is not recognized is shown as far as 30 bytes', () => {
  it.each([
    ['', 'unexpected end of JSON input (<empty>)'],
    ['{', 'unexpected end of JSON input ({)'],
    [' ', 'unexpected end of JSON input (20)'],
    ['x', "invalid character 'x' looking for beginning of value (78)"],
    ['é', "invalid character 'Ã' looking for beginning of value (c3a9)"],
    [`{"a":"${'b'.repeat(40)}`, `unexpected end of JSON input ({"a":"${'b'.repeat(24)} ...)`],
    [
      `{"a":"${'b'.repeat(23)}éé`,
      `unexpected end of JSON input ({"a":"${'b'.repeat(23)}\ufffd ...)`,
    ],
  ])('%j', (body, end) => {
    expect(answerCreate(request(body)).refusal?.message).toBe(
      `the object provided is unrecognized (must be of type HorizontalPodAutoscaler): couldn't get version/kind; json parse error: ${end}`,
    );
  });

  it('and null is an object without anything', () => {
    expect(answerCreate(request('null')).errors?.map(({ field }) => field)).toEqual([
      'metadata.name',
      'spec.maxReplicas',
      'spec.scaleTargetRef.kind',
      'spec.scaleTargetRef.name',
      'spec.scaleTargetRef.apiVersion',
      'spec.maxReplicas',
    ]);
  });
});

describe('an update', () => {
  it.each([
    ['another maximum', { maxReplicas: 20 }, 4],
    ['nothing', {}, 3],
    [
      'another spelling of the same target',
      {
        metrics: [
          {
            type: 'External' as const,
            external: {
              metric: { name: 'queue' },
              target: { type: 'Value' as const, value: '30000m' },
            },
          },
        ],
      },
      3,
    ],
    ['no metrics, which is cpu', { metrics: [] }, 4],
  ])('counts generations by meaning: %s', (_, changes, generation) => {
    const { stored } = answerUpdate(request(withSpec(changes)), autoscaler);
    expect(stored?.metadata.generation).toBe(generation);
  });

  it('keeps the status and, where the body names none, the version of the old object', () => {
    const { resourceVersion: _, ...metadata } = autoscaler.metadata;
    const status = { currentReplicas: 9, desiredReplicas: 9, currentMetrics: null };
    const { stored } = answerUpdate(request({ ...autoscaler, metadata, status }), autoscaler);
    expect(stored?.status).toEqual(autoscaler.status);
    expect(stored?.metadata.resourceVersion).toBe('7');
  });

  it('may leave a target as wrong as it was, but not make it so', () => {
    const groupless = withSpec({ scaleTargetRef: { kind: 'Deployment', name: 'command' } });
    expect(answerUpdate(request(groupless), groupless).refusal).toBeUndefined();
    expect(answerUpdate(request(groupless), autoscaler).errors).toHaveLength(1);
  });

  it('may keep minReplicas 0 with the gate off, but not make it so', () => {
    const gates = { HPAScaleToZero: false };
    const sleeping = withSpec({ minReplicas: 0 });
    expect(answerUpdate(request(sleeping, { gates }), sleeping).refusal).toBeUndefined();
    expect(answerUpdate(request(sleeping, { gates }), autoscaler).errors).toHaveLength(1);
  });

  it('tells a bad label once, though three rules look at it', () => {
    const metadata = { ...autoscaler.metadata, labels: { a: 'b c' } };
    const { errors } = answerUpdate(request({ ...autoscaler, metadata }), autoscaler);
    expect(errors?.map(({ field, badValue }) => [field, badValue])).toEqual([
      ['metadata.labels', 'b c'],
    ]);
  });

  it('may not rename', () => {
    const metadata = { ...autoscaler.metadata, name: 'other' };
    const { errors } = answerUpdate(request({ ...autoscaler, metadata }), autoscaler);
    expect(errors?.map(({ message }) => message)).toEqual([
      'metadata.name: Invalid value: "other": field is immutable',
    ]);
  });

  it('of an old object that cannot be decoded is a mistake of the caller', () => {
    const broken: HorizontalPodAutoscaler = JSON.parse('{"spec":{"maxReplicas":"x"}}');
    expect(() => answerUpdate(request(autoscaler), broken)).toThrow(TypeError);
  });
});

describe('an update of the status', () => {
  it('keeps the spec and the generation', () => {
    const status = { currentReplicas: 5, desiredReplicas: 6, currentMetrics: null };
    const body = { ...withSpec({ maxReplicas: -1 }), status };
    const { refusal, stored } = answerUpdateStatus(request(body), autoscaler);
    expect(refusal).toBeUndefined();
    expect(stored).toMatchObject({ metadata: { generation: 3 }, spec: autoscaler.spec, status });
  });

  it('refuses negative counts, conditions first', () => {
    const condition = { type: 'AbleToScale', status: 'True', observedGeneration: -1 };
    const status = { currentReplicas: -1, desiredReplicas: -2, conditions: [condition] };
    const { errors } = answerUpdateStatus(request({ ...autoscaler, status }), autoscaler);
    expect(errors?.map(({ field }) => field)).toEqual([
      'status.conditions[0].observedGeneration',
      'status.currentReplicas',
      'status.desiredReplicas',
    ]);
  });
});
