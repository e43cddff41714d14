import {
  type AutoscalerReading,
  type ManifestProblem,
  readDocuments,
  readHorizontalPodAutoscaler,
  readHorizontalPodAutoscalerNode,
} from '@flyball/core';
import { describe, expect, it } from 'vitest';

const tutorial = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: command
  namespace: kong
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: command
  minReplicas: 1
  maxReplicas: 10
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 1
  metrics:
    - type: Object
      object:
        metric:
          name: kong_upstream_latency_ms_60s_average
        describedObject:
          apiVersion: v1
          kind: Service
          name: command
        target:
          type: Value
          value: "40"
`;

/** Reads a manifest and tells what is wrong as a configuration would print it. */
function told(text: string): readonly string[] {
  const [document] = readDocuments(text, { dialect: 'kubernetes' });
  if (document?.root === undefined) throw new Error('no document');
  const reading = readHorizontalPodAutoscalerNode(document.root);
  const line = (problem: ManifestProblem, part: 'key' | 'value') => {
    const place = document.locate(problem.path, part);
    const remedy = problem.remedy === undefined ? '' : `  ${problem.remedy}`;
    return `${place.line}:${place.column}  ${problem.message}${remedy}`;
  };
  return [
    ...(reading.ok ? [] : reading.errors.map((error) => line(error, 'value'))),
    ...reading.findings.map((finding) => line(finding, 'key')),
  ];
}

function specOf(reading: AutoscalerReading) {
  if (!reading.ok) throw new Error(reading.errors.map(({ message }) => message).join('\n'));
  return reading.autoscaler.spec;
}

describe('the manifest of the tutorial', () => {
  it('is read as it stands, with its defaults', () => {
    expect(told(tutorial)).toEqual([]);
    const [document] = readDocuments(tutorial, { dialect: 'kubernetes' });
    expect(specOf(readHorizontalPodAutoscaler(document?.value))).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Object',
          object: {
            describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
            metric: { name: 'kong_upstream_latency_ms_60s_average' },
            target: { type: 'Value', value: '40' },
          },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Pods', value: 4, periodSeconds: 15 },
            { type: 'Percent', value: 100, periodSeconds: 15 },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 1,
          selectPolicy: 'Max',
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        },
      },
    });
  });

  it.each([
    ['value: "40"', 'value: 40'],
    ['value: "40"', 'value: 4e1'],
    ['maxReplicas: 10', 'maxReplicas: 1e1'],
    ['maxReplicas: 10', 'maxReplicas: 0xA'],
  ])('may say %s as %s in YAML, as to kubectl', (from, to) => {
    expect(told(tutorial.replace(from, to))).toEqual([]);
  });
});

describe('a mistake is told with its place, the text of the API server, and what to do', () => {
  it.each([
    [
      'value: "40"',
      'value: "0"',
      '27:18  spec.metrics[0].object.target.value: Invalid value: "0": must be positive  write the value that the metric should have, larger than 0',
    ],
    [
      'maxReplicas: 10',
      'maxReplica: 10',
      '6:1  spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`  raise maxReplicas or lower minReplicas',
      '6:1  spec.maxReplicas: Required value  write the largest size that the target may have, for example maxReplicas: 10',
      '12:3  unknown field "spec.maxReplica"  probably maxReplicas is meant',
    ],
    [
      'type: Value',
      'type: Average',
      '26:17  spec.metrics[0].object.target.type: Invalid value: "Average": must be either Utilization, Value, or AverageValue  write type: Value with value, AverageValue with averageValue, or Utilization with averageUtilization',
    ],
    [
      '    apiVersion: apps/v1\n',
      '',
      '7:3  spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group  for a Deployment or StatefulSet write apiVersion: apps/v1',
    ],
    [
      'minReplicas: 1',
      'minReplicas: -1',
      '11:16  spec.minReplicas: Invalid value: -1: must be greater than or equal to 0  write the smallest size that the target may have, or leave it out for 1',
    ],
    [
      'name: kong_upstream_latency_ms_60s_average',
      'name: a/b',
      '20:17  spec.metrics[0].object.metric.name: Invalid value: "a/b": may not contain \'/\'  the name is one step of a URL: give the series another name in the metrics adapter',
    ],
    [
      '- type: Object',
      '- type: Pods',
      '17:7  spec.metrics[0].pods: Required value: must populate information for the given metric source  put the settings of this metric under pods:, as its type says',
    ],
    [
      'stabilizationWindowSeconds: 1',
      'policies: []',
      '15:17  spec.behavior.scaleDown.policies: Required value: must specify at least one Policy  leave policies out to get the defaults, or forbid this direction with selectPolicy: Disabled',
    ],
    [
      'maxReplicas: 10',
      'maxReplicas: "10"',
      '12:16  spec.maxReplicas: Wrong type: "10": must be a whole number within 32 bits  remove the quotes',
    ],
    [
      'value: "40"',
      'value: forty',
      '27:18  spec.metrics[0].object.target.value: Wrong type: "forty": must be a quantity  write a number with or without a unit, for example "40", "500m" or "200Mi"',
    ],
    [
      'name: command\n  namespace',
      'name: 5\n  namespace',
      '4:9  metadata.name: Wrong type: 5: must be text  put it in quotes',
    ],
    [
      '    - type: Object\n      object',
      '      type: Object\n      object',
      '17:7  spec.metrics: Wrong type: {"type":"Object","object":{"metric":{"name":"kong_upstream_latency_ms_60s_average"},"describedObject":{"apiVersion":"v1","kind":"Service","name":"command"},"target":{"type":"Value","value":"40"}}}: must be a list  begin each of its entries with "- "',
    ],
    [
      'autoscaling/v2',
      'autoscaling/v3',
      '1:13  apiVersion: Unknown kind: "autoscaling/v3": must be autoscaling/v2  write apiVersion: autoscaling/v2 and kind: HorizontalPodAutoscaler',
    ],
    [
      'kind: HorizontalPodAutoscaler\n',
      '',
      '1:1  kind: Unknown kind: "": must be HorizontalPodAutoscaler  write apiVersion: autoscaling/v2 and kind: HorizontalPodAutoscaler',
    ],
  ])('%s → %s', (from, to, ...lines) => {
    expect(told(tutorial.replace(from, to))).toEqual(lines);
  });

  it('every wrong type at once', () => {
    const wrong = tutorial
      .replace('minReplicas: 1', 'minReplicas: one')
      .replace('maxReplicas: 10', 'maxReplicas: 10.5');
    expect(told(wrong).map((line) => line.split('  ')[0])).toEqual(['11:16', '12:16']);
  });
});

describe('an unknown field is told with the name that was probably meant', () => {
  it.each([
    ['behavior:', 'behaviour:', 'probably behavior is meant'],
    ['describedObject:', 'describedobject:', 'probably describedObject is meant'],
    [
      'stabilizationWindowSeconds',
      'stabilisationWindowSeconds',
      'probably stabilizationWindowSeconds is meant',
    ],
    ['minReplicas', 'minReplicaCount', 'probably minReplicas is meant'],
    ['  minReplicas: 1\n', '  policies: []\n', 'probably behavior.scaleUp.policies is meant'],
    [
      '          value: "40"',
      '          value: "40"\n          targetValue: "40"',
      'probably target.value is meant',
    ],
    ['  minReplicas: 1\n', '  zzz: 1\n', 'remove it'],
  ])('%s → %s', (from, to, remedy) => {
    const lines = told(tutorial.replace(from, to));
    expect(lines.filter((line) => line.includes('unknown field')).join()).toMatch(
      new RegExp(`  ${remedy}$`),
    );
  });

  it('and a duplicate one at its second place', () => {
    expect(told(tutorial.replace('maxReplicas: 10', 'maxReplicas: 10\n  maxReplicas: 5'))).toEqual([
      '13:3  duplicate field "spec.maxReplicas"  keep one of the two',
    ]);
  });
});

describe('older versions are read as v2', () => {
  const base = {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'command' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      maxReplicas: 10,
    },
  };
  const cpu = (averageUtilization: number) => ({
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
  });
  const annotated = (annotations: object) => ({ ...base.metadata, annotations });

  it('v1: the percentage of cpu', () => {
    const spec = { ...base.spec, targetCPUUtilizationPercentage: 60 };
    const reading = readHorizontalPodAutoscaler({ ...base, apiVersion: 'autoscaling/v1', spec });
    expect(specOf(reading).metrics).toEqual([cpu(60)]);
  });

  it('v1: metrics of the annotation before it, and the annotation is gone', () => {
    const metrics = JSON.stringify([
      { type: 'Pods', pods: { metricName: 'requests', targetAverageValue: '10' } },
    ]);
    const metadata = annotated({ 'autoscaling.alpha.kubernetes.io/metrics': metrics, keep: 'me' });
    const spec = { ...base.spec, targetCPUUtilizationPercentage: 60 };
    const reading = readHorizontalPodAutoscaler({
      ...base,
      apiVersion: 'autoscaling/v1',
      metadata,
      spec,
    });
    expect(specOf(reading).metrics).toEqual([
      {
        type: 'Pods',
        pods: {
          metric: { name: 'requests' },
          target: { type: 'AverageValue', averageValue: '10' },
        },
      },
      cpu(60),
    ]);
    expect(reading.ok && reading.autoscaler.metadata.annotations).toEqual({ keep: 'me' });
  });

  it('v1: the behavior of the annotation, whatever the case of its names, and filled in', () => {
    const behavior = '{"scaledown":{"Policies":[{"Type":"Pods","Value":1,"PeriodSeconds":60}]}}';
    const metadata = annotated({ 'autoscaling.alpha.kubernetes.io/behavior': behavior });
    const reading = readHorizontalPodAutoscaler({
      ...base,
      apiVersion: 'autoscaling/v1',
      metadata,
    });
    expect(specOf(reading).behavior?.scaleDown).toEqual({
      selectPolicy: 'Max',
      policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
    });
    expect(specOf(reading).behavior?.scaleUp.policies).toHaveLength(2);
  });

  it('v2beta1: metrics under their old names', () => {
    const metrics = [
      {
        type: 'Object',
        object: {
          target: { kind: 'Service', name: 'command' },
          metricName: 'latency',
          targetValue: '40',
        },
      },
    ];
    const reading = readHorizontalPodAutoscaler({
      ...base,
      apiVersion: 'autoscaling/v2beta1',
      spec: { ...base.spec, metrics },
    });
    expect(specOf(reading).metrics).toEqual([
      {
        type: 'Object',
        object: {
          describedObject: { kind: 'Service', name: 'command' },
          metric: { name: 'latency' },
          target: { type: 'Value', value: '40' },
        },
      },
    ]);
  });

  it('v2beta2: as v2, but tolerance is unknown there', () => {
    const behavior = { scaleUp: { tolerance: '0.2' } };
    const reading = readHorizontalPodAutoscaler({
      ...base,
      apiVersion: 'autoscaling/v2beta2',
      spec: { ...base.spec, behavior },
    });
    expect(specOf(reading).behavior?.scaleUp).not.toHaveProperty('tolerance');
    expect(reading.findings.map(({ field }) => field)).toEqual(['spec.behavior.scaleUp.tolerance']);
  });

  it.each([
    [
      'autoscaling/v1',
      { spec: { ...base.spec, targetCPUUtilizationPercentage: 0 } },
      'spec.targetCPUUtilizationPercentage: Invalid value: 0: must be greater than 0',
    ],
    [
      'autoscaling/v1',
      { metadata: annotated({ 'autoscaling.alpha.kubernetes.io/metrics': '[{"type":"Pods"}]' }) },
      'metadata.annotations.autoscaling.alpha.kubernetes.io/metrics: Required value: must populate information for the given metric source',
    ],
    [
      'autoscaling/v2beta1',
      {
        spec: {
          ...base.spec,
          metrics: [{ type: 'Pods', pods: { metricName: 'a/b', targetAverageValue: 1 } }],
        },
      },
      'spec.metrics[0].pods.metricName: Invalid value: "a/b": may not contain \'/\'',
    ],
    [
      'autoscaling/v2beta1',
      {
        spec: {
          ...base.spec,
          metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 0 } }],
        },
      },
      'spec.metrics[0].resource.targetAverageUtilization: Invalid value: 0: must be greater than 0',
    ],
  ])('and errors name the place in the manifest as written: %s', (apiVersion, changes, message) => {
    const reading = readHorizontalPodAutoscaler({ ...base, apiVersion, ...changes });
    expect(reading.ok ? [] : reading.errors.map((error) => error.message)).toEqual([message]);
  });
});

describe('options', () => {
  const bare = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'command' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      minReplicas: 0,
      maxReplicas: 1,
      metrics: [
        {
          type: 'External',
          external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } },
        },
      ],
    },
  };

  it('place an object without a namespace in default, or where they say', () => {
    const namespaceOf = (reading: AutoscalerReading) =>
      reading.ok && reading.autoscaler.metadata.namespace;
    expect(namespaceOf(readHorizontalPodAutoscaler(bare))).toBe('default');
    expect(namespaceOf(readHorizontalPodAutoscaler(bare, { namespace: 'kong' }))).toBe('kong');
  });

  it('turn a feature gate off', () => {
    const gates = { HPAScaleToZero: false };
    const reading = readHorizontalPodAutoscaler(bare, { gates });
    expect(reading.ok ? [] : reading.errors.map(({ message }) => message)).toEqual([
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
    ]);
  });
});
