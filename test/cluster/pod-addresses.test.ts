import { setTimeout as sleep } from 'node:timers/promises';
import {
  bearerToken,
  compileEnrichment,
  enrichmentAccess,
  KubernetesApi,
  KubernetesPodAddresses,
} from '@flyball/webhook';
import { kubeconfigConnection } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, patient } from '../contracts/answers.ts';
import { eventually } from '../contracts/settling.ts';
import { createNamespace, kubectl, realCluster, theCluster } from './real-cluster.ts';

describe.skipIf(realCluster?.own !== true)('the pods of gateways, in a real API server', () => {
  let namespace: string;
  let stop: () => Promise<void>;
  let addresses: KubernetesPodAddresses;

  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: 'kong' } },
    spec: {
      nodeName: theCluster().nodeName ?? undefined,
      containers: [
        {
          name: 'proxy',
          image: 'registry.k8s.io/pause:3.10',
          ports: [{ name: 'metrics', containerPort: 8100 }, { containerPort: 8000 }],
        },
      ],
    },
  });

  beforeAll(async () => {
    const created = await createNamespace();
    namespace = created.namespace;
    stop = created.remove;
    const client = kubectl();
    await client.run('create', 'serviceaccount', 'enrichment', `-n=${namespace}`);
    const token = (await client.run('create', 'token', 'enrichment', `-n=${namespace}`)).trim();
    const connection = await kubeconfigConnection({ path: theCluster().kubeconfig });
    addresses = new KubernetesPodAddresses(
      new KubernetesApi({ ...connection, credentials: bearerToken(() => token) }),
    );
    await client.apply(pod('with-address'), pod('without-address'));
    const status = JSON.stringify({
      status: { phase: 'Running', podIP: '10.1.2.3', podIPs: [{ ip: '10.1.2.3' }] },
    });
    await client.run(
      ...['patch', 'pod', 'with-address', `-n=${namespace}`],
      ...['--subresource=status', '--type=merge', `--patch=${status}`],
    );
  });
  afterAll(() => stop?.());

  const list = () => addresses.podAddresses(namespace, 'app=kong', patient);

  test('are out of reach without the Role that is made for the enrichment', async () => {
    expect(await list()).toMatchObject({ ok: false, reason: 'forbidden' });
  });

  test('are listed with it: those that have an address, with their named ports', async () => {
    const text = `enrichment:\n  dataPlanes:\n  - {namespace: ${namespace}, selector: app=kong}\n  mapping: {kongNames: true}\n`;
    const reading = compileEnrichment([{ path: 'enrichment.yaml', text }]);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const account = { namespace, name: 'enrichment' };
    await kubectl().apply(...enrichmentAccess(account, reading.config));
    // Roles take effect a moment after they are made.
    const listed = await eventually({ passTime: () => sleep(50) }, list, ({ ok }) => ok);
    expect(answerOf(listed)).toEqual([
      {
        namespace,
        name: 'with-address',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        address: '10.1.2.3',
        ports: { metrics: 8100 },
      },
    ]);
  });
});
