import { KubernetesScaleTarget, type TargetReference } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, patient } from '../contracts/answers.ts';
import { adminApi, createNamespace, kubectl, realCluster } from './real-cluster.ts';

/** A resource whose plural nobody could guess from its kind. */
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'spinneys.flyball.test' },
  spec: {
    group: 'flyball.test',
    scope: 'Namespaced',
    names: { kind: 'Spinner', plural: 'spinneys', singular: 'spinner' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.size',
            statusReplicasPath: '.status.size',
            labelSelectorPath: '.status.selector',
          },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { size: { type: 'integer' } } },
              status: {
                type: 'object',
                properties: { size: { type: 'integer' }, selector: { type: 'string' } },
              },
            },
          },
        },
      },
    ],
  },
};

describe.skipIf(realCluster === null)('a custom resource with a scale subresource', () => {
  let target: KubernetesScaleTarget;
  let spinner: TargetReference;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const created = await createNamespace();
    remove = created.remove;
    spinner = {
      apiVersion: 'flyball.test/v1alpha1',
      kind: 'Spinner',
      namespace: created.namespace,
      name: 'one',
    };
    await kubectl().apply(definition);
    await kubectl().run('wait', '--for=condition=Established', 'crd/spinneys.flyball.test');
    const { apiVersion, kind, namespace, name } = spinner;
    await kubectl().apply({ apiVersion, kind, metadata: { namespace, name }, spec: { size: 3 } });
    target = new KubernetesScaleTarget(await adminApi(), { now: () => 0 });
  });
  afterAll(async () => {
    await kubectl().run('delete', 'crd', 'spinneys.flyball.test', '--wait=false');
    await remove?.();
  });

  const read = async () => answerOf(await target.readScale(spinner, patient));
  const show = async (path: string): Promise<string> =>
    kubectl().run(
      ...['get', 'spinneys.flyball.test', spinner.name, `-n=${spinner.namespace}`],
      `-o=jsonpath={${path}}`,
    );

  test('is found by what the API server calls it, and has no selector while its controller sleeps', async () => {
    expect(await read()).toMatchObject({ specReplicas: 3, statusReplicas: 0, selector: '' });
  });

  test('shows the status that its controller wrote', async () => {
    const status = JSON.stringify({ status: { size: 2, selector: 'app=one' } });
    await kubectl().run(
      ...['patch', 'spinneys.flyball.test', spinner.name, `-n=${spinner.namespace}`],
      ...['--subresource=status', '--type=merge', `-p=${status}`],
    );
    expect(await read()).toMatchObject({ statusReplicas: 2, selector: 'app=one' });
  });

  test('is written where its definition says', async () => {
    const { resourceVersion } = await read();
    const written = answerOf(await target.writeScale(spinner, 7, resourceVersion, patient));
    expect(written.specReplicas).toBe(7);
    expect(await show('.spec.size')).toBe('7');
  });

  test('an old writing is a conflict, and of eight writers one wins', async () => {
    const { resourceVersion } = await read();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6, 8, 9].map((size) =>
        target.writeScale(spinner, size, resourceVersion, patient),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expectFailure(answer, 'conflict');
    expectFailure(await target.writeScale(spinner, 7, resourceVersion, patient), 'conflict');
  });

  test('goes to zero and comes back', async () => {
    const { resourceVersion } = await read();
    const zero = answerOf(await target.writeScale(spinner, 0, resourceVersion, patient));
    expect(zero.specReplicas).toBe(0);
    expect((await read()).specReplicas).toBe(0);
    answerOf(await target.writeScale(spinner, 1, zero.resourceVersion, patient));
    expect(await show('.spec.size')).toBe('1');
  });

  test.each([-1, 7.5])('%d replicas are refused', async (replicas) => {
    const { resourceVersion } = await read();
    expectFailure(await target.writeScale(spinner, replicas, resourceVersion, patient), 'invalid');
  });

  test('of another kind, of a kind without a scale or of another group there is none', async () => {
    const absent: TargetReference[] = [
      { ...spinner, kind: 'Top' },
      { ...spinner, apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
      { ...spinner, apiVersion: 'flyball.test/v1' },
      { ...spinner, apiVersion: 'v1', kind: 'Pod' },
    ];
    for (const reference of absent) {
      expectFailure(await target.readScale(reference, patient), 'not-found');
    }
  });
});
