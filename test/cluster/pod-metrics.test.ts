import { KubernetesPodMetrics } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, patient } from '../contracts/answers.ts';
import { serveAggregatedApi } from './aggregated-api.ts';
import { adminApi, createNamespace, kubectl, realCluster } from './real-cluster.ts';

const group = 'metrics.k8s.io';
const root = `/apis/${group}/v1beta1`;

describe.skipIf(realCluster?.own !== true)('metrics.k8s.io behind a real API server', () => {
  let namespace: string;
  let stop: () => Promise<void>;
  const asked: string[] = [];
  let items: readonly unknown[] = [];

  beforeAll(async () => {
    const created = await createNamespace();
    namespace = created.namespace;
    const api = await serveAggregatedApi(kubectl(), group, 'v1beta1', (path, query) => {
      if (path === root) {
        const pods = {
          name: 'pods',
          kind: 'PodMetrics',
          namespaced: true,
          verbs: ['get', 'list'],
        };
        return {
          kind: 'APIResourceList',
          apiVersion: 'v1',
          groupVersion: `${group}/v1beta1`,
          resources: [{ ...pods, singularName: '' }],
        };
      }
      if (path !== `${root}/namespaces/${namespace}/pods`) return undefined;
      asked.push(query.get('labelSelector') ?? '');
      return { kind: 'PodMetricsList', apiVersion: `${group}/v1beta1`, metadata: {}, items };
    });
    stop = async () => {
      await api.stop();
      await created.remove();
    };
  });
  afterAll(() => stop?.());

  const read = async () =>
    new KubernetesPodMetrics(await adminApi()).podUsage(namespace, 'app=command', patient);

  test('what pods use is read by selector, exactly', async () => {
    items = [
      {
        metadata: { name: 'command-1', namespace },
        timestamp: '2026-11-24T12:00:00Z',
        window: '15.04s',
        containers: [
          { name: 'app', usage: { cpu: '123456789n', memory: '20Mi' } },
          { name: 'mesh', usage: { cpu: '0', memory: '9007199254740993' } },
        ],
      },
    ];
    expect(answerOf(await read())).toEqual([
      {
        name: 'command-1',
        at: Date.UTC(2026, 10, 24, 12),
        window: 15_040,
        containers: [
          // Smaller parts are rounded away from zero, as Kubernetes' own client does.
          { name: 'app', usage: { cpu: 124, memory: 20_971_520_000 } },
          { name: 'mesh', usage: { cpu: 0, memory: '9007199254740993000' } },
        ],
      },
    ]);
    expect(asked.at(-1)).toBe('app=command');
  });

  test('pods that have not been measured are none, and not at zero', async () => {
    items = [];
    expect(answerOf(await read())).toEqual([]);
  });

  test('what cannot be read is malformed', async () => {
    items = [{ metadata: { name: 'p' }, timestamp: 'now', window: '15s', containers: [] }];
    expectFailure(await read(), 'malformed');
  });
});
