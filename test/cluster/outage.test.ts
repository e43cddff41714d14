import { emptyMemory } from '@flyball/core';
import {
  bearerToken,
  ConfigMapMemoryStore,
  KubernetesApi,
  KubernetesEventSink,
  KubernetesScaleTarget,
  type TargetReference,
} from '@flyball/webhook';
import { createPooledFetch, kubeconfigConnection } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, patient } from '../contracts/answers.ts';
import { createAuthority } from '../support/certificates.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { Kubectl } from './kubectl.ts';
import { findCluster } from './programs.ts';
import { workloadManifest } from './workloads.ts';

const found = await findCluster();

/** A control plane of its own, since it is stopped while others work with theirs. */
describe.skipIf(found.kind !== 'programs')('when the API server goes away and comes back', () => {
  const command: TargetReference = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'default',
    name: 'command',
  };
  let plane: ControlPlane;
  let api: KubernetesApi;

  beforeAll(async () => {
    if (found.kind !== 'programs') return;
    const { programs } = found;
    // Nothing but etcd and the API server: nobody else changes anything.
    plane = await startControlPlane({ ...programs, kubeControllerManager: null, kwok: null });
    const client = new Kubectl({ kubectl: programs.kubectl, kubeconfig: plane.kubeconfig });
    await client.apply(workloadManifest(command, null));
    api = new KubernetesApi(await kubeconfigConnection({ path: plane.kubeconfig }));
  }, 120_000);
  afterAll(() => plane?.stop());

  test('calls fail as data while it is away, and what was written is there afterwards', async () => {
    const target = new KubernetesScaleTarget(api, { now: () => 0 });
    const store = new ConfigMapMemoryStore(api);
    const sink = new KubernetesEventSink(api, 'outage-0');
    const before = answerOf(await target.readScale(command, patient));
    const written = answerOf(await target.writeScale(command, 5, before.resourceVersion, patient));
    const revision = answerOf(await store.save('default/command', emptyMemory, null, patient));

    const event = {
      subject: command,
      type: 'Warning',
      reason: 'Outage',
      message: 'gone',
      at: Date.now(),
    } as const;
    await plane.withoutApiServer(async () => {
      for (const answer of [
        await target.readScale(command, patient),
        await target.listPods('default', 'app=command', patient),
        await target.writeScale(command, 6, written.resourceVersion, patient),
        await store.load('default/command', patient),
        await store.save('default/command', emptyMemory, revision, patient),
        await sink.emit(event, patient),
      ]) {
        expect(answer).toMatchObject({ ok: false, reason: 'unavailable', retryable: true });
      }
    });

    // The same objects go on: connections that died in the pool are in nobody's way.
    expect(answerOf(await target.readScale(command, patient))).toEqual(written);
    expect(answerOf(await store.load('default/command', patient))).toMatchObject({ revision });
    answerOf(await sink.emit(event, patient));
    const after = await target.writeScale(command, 6, written.resourceVersion, patient);
    expect(answerOf(after).specReplicas).toBe(6);
  });

  test('who is not known is told so, with one more try by a new token', async () => {
    const { server, authority, adminToken } = plane;
    const fetch = createPooledFetch({ ca: authority.cert });
    const stranger = new KubernetesApi({ server, fetch, credentials: bearerToken(() => 'nobody') });
    const refused = await new KubernetesScaleTarget(stranger, { now: () => 0 }).readScale(
      command,
      patient,
    );
    expect(refused).toMatchObject({ reason: 'unauthorized', retryable: false });
    expect(JSON.stringify(refused)).not.toContain('nobody');

    const credentials = bearerToken((renew) => (renew ? adminToken : 'expired'));
    const renewing = new KubernetesApi({ server, fetch, credentials });
    const read = await new KubernetesScaleTarget(renewing, { now: () => 0 }).readScale(
      command,
      patient,
    );
    expect(read).toMatchObject({ ok: true });
  });

  test('a client certificate is an identity, too', async () => {
    const { server, authority } = plane;
    const admin = authority.client('certified', ['system:masters']);
    const fetch = createPooledFetch({ ca: authority.cert, ...admin });
    const target = new KubernetesScaleTarget(new KubernetesApi({ server, fetch }), {
      now: () => 0,
    });
    expect(await target.readScale(command, patient)).toMatchObject({ ok: true });

    const nobody = createPooledFetch({ ca: authority.cert, ...authority.client('nobody') });
    const refused = new KubernetesScaleTarget(new KubernetesApi({ server, fetch: nobody }), {
      now: () => 0,
    });
    expect(await refused.readScale(command, patient)).toMatchObject({
      reason: 'forbidden',
      message: expect.stringContaining('User "nobody" cannot get resource "deployments/scale"'),
    });
  });

  test('another authority is not believed', async () => {
    const fetch = createPooledFetch({ ca: createAuthority('another').cert });
    const credentials = bearerToken(() => plane.adminToken);
    const mistaken = new KubernetesApi({ server: plane.server, fetch, credentials });
    const read = await new KubernetesScaleTarget(mistaken, { now: () => 0 }).readScale(
      command,
      patient,
    );
    expect(read).toMatchObject({ reason: 'unavailable' });
    expect(!read.ok && read.message).toMatch(/SIGNATURE|CERT/);
  });
});
