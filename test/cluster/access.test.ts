import { setTimeout as sleep } from 'node:timers/promises';
import { emptyMemory } from '@flyball/core';
import {
  type AccessPolicy,
  accessManifests,
  bearerToken,
  type ClusterAutoscaler,
  ConfigMapMemoryStore,
  type FailureReason,
  KubernetesApi,
  KubernetesAutoscalers,
  KubernetesEventSink,
  KubernetesLeases,
  KubernetesPodMetrics,
  KubernetesScaleTarget,
  type PolicyRule,
  type RoleManifest,
  type TargetReference,
} from '@flyball/webhook';
import { kubeconfigConnection } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patient } from '../contracts/answers.ts';
import { eventually } from '../contracts/settling.ts';
import { serveAggregatedApi } from './aggregated-api.ts';
import { createNamespace, kubectl, realCluster, theCluster } from './real-cluster.ts';
import { builtInKinds, workloadManifest } from './workloads.ts';

/** An autoscaler as somebody saw it long ago. */
function stale(namespace: string): ClusterAutoscaler {
  return {
    namespace,
    name: 'command',
    uid: '',
    resourceVersion: '1',
    target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
    minReplicas: 1,
    maxReplicas: 10,
    owner: null,
    annotations: {},
  };
}

/** What one call was answered: `ok`, or why not. */
type Outcome = 'ok' | FailureReason;

describe.skipIf(realCluster?.own !== true)('the rights that we ask for', () => {
  let namespace: string;
  let stop: () => Promise<void>;
  let api: KubernetesApi;
  let policies: readonly AccessPolicy[];
  let role: RoleManifest;
  let rounds = 0;

  beforeAll(async () => {
    const created = await createNamespace();
    namespace = created.namespace;
    policies = builtInKinds.map(([apiVersion, kind]) => {
      const name = `command-${kind.toLowerCase()}`;
      const target: TargetReference = { apiVersion, kind, namespace, name };
      return { key: `${namespace}/${name}`, target, measuresPods: true };
    });
    const { nodeName } = theCluster();
    const client = kubectl();
    await client.apply(...policies.map(({ target }) => workloadManifest(target, nodeName)));
    await client.run(
      ...['autoscale', 'deployment', 'command-deployment', `-n=${namespace}`],
      ...['--name=command', '--min=1', '--max=10', '--cpu=50%'],
    );
    await client.run('create', 'serviceaccount', 'webhook', `-n=${namespace}`);
    const token = (await client.run('create', 'token', 'webhook', `-n=${namespace}`)).trim();
    const metrics = await serveAggregatedApi(client, 'metrics.k8s.io', 'v1beta1', (path) =>
      path.endsWith('/pods') ? { items: [] } : { kind: 'APIResourceList', resources: [] },
    );
    stop = async () => {
      await metrics.stop();
      await created.remove();
    };
    const connection = await kubeconfigConnection({ path: theCluster().kubeconfig });
    api = new KubernetesApi({ ...connection, credentials: bearerToken(() => token) });
    const account = { namespace, name: 'webhook' };
    const manifests = accessManifests(account, policies, {
      memory: 'config-map',
      autoscalers: 'floor',
      leaseNamespace: namespace,
    });
    const found = manifests.find((one): one is RoleManifest => one.kind === 'Role');
    if (found === undefined) throw new Error('there is no Role');
    role = found;
    await client.apply(...manifests);
  });
  afterAll(() => stop?.());

  /** Everything that a webhook does, once, and how each call went. */
  async function work(): Promise<ReadonlyMap<string, Outcome>> {
    const round = ++rounds;
    const outcomes = new Map<string, Outcome>();
    const note = (
      what: string,
      result: { ok: true } | { ok: false; reason: FailureReason },
    ): void => {
      outcomes.set(what, result.ok ? 'ok' : result.reason);
    };
    const targets = new KubernetesScaleTarget(api, { now: () => Date.now() });
    for (const { target } of policies) {
      note(`read ${target.kind}`, await targets.readScale(target, patient));
      // A conflict is the answer to somebody who may write.
      const written = await targets.writeScale(target, 2, '1', patient);
      note(
        `write ${target.kind}`,
        !written.ok && written.reason === 'conflict' ? { ok: true } : written,
      );
    }
    note('list pods', await targets.listPods(namespace, 'app=command', patient));
    note('measure pods', await new KubernetesPodMetrics(api).podUsage(namespace, 'a=b', patient));

    const sink = new KubernetesEventSink(api, 'access-0');
    const subject = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace };
    const event = {
      subject: { ...subject, name: 'command' },
      type: 'Normal',
      reason: 'SuccessfulRescale',
      message: `round ${round}`,
      at: Date.now(),
    } as const;
    note('tell an event', await sink.emit(event, patient));
    note('count an event', await sink.emit(event, patient));

    const { key } = policies[round % policies.length]!;
    const store = new ConfigMapMemoryStore(api);
    await kubectl().run('delete', 'configmaps', '--all', `-n=${namespace}`);
    note('miss a memory', await store.load(key, patient));
    const saved = await store.save(key, emptyMemory, null, patient);
    note('save a memory', saved);
    const memory = { ...emptyMemory, recommendations: [{ replicas: round, at: round }] };
    note('save it again', await store.save(key, memory, saved.ok ? saved.value : '1', patient));

    const autoscalers = new KubernetesAutoscalers(api);
    note('look at autoscalers', await autoscalers.list(namespace, patient));
    const moved = await autoscalers.setMinReplicas(stale(namespace), 2, {}, patient);
    note('move a floor', !moved.ok && moved.reason === 'conflict' ? { ok: true } : moved);

    const leases = new KubernetesLeases(api, { now: () => Date.now() });
    const lease = { namespace, name: `shard-${round}`, holder: 'a', durationSeconds: 15 };
    note('take a lease', await leases.hold(lease, patient));
    note('renew it', await leases.hold(lease, patient));
    return outcomes;
  }

  const forbidden = (outcomes: ReadonlyMap<string, Outcome>): readonly string[] =>
    [...outcomes].filter(([, outcome]) => outcome === 'forbidden').map(([what]) => what);

  const passTime = () => sleep(50);

  test('suffice', async () => {
    const outcomes = await eventually({ passTime }, work, (all) => forbidden(all).length === 0);
    expect([...outcomes].filter(([, outcome]) => outcome !== 'ok')).toEqual([]);
  });

  /** Each verb of each rule, with what it is there for. */
  const needs: readonly (readonly [resource: string, verb: string, what: readonly string[]])[] = [
    ['deployments/scale', 'get', ['read Deployment']],
    ['deployments/scale', 'patch', ['write Deployment']],
    ['statefulsets/scale', 'get', ['read StatefulSet']],
    ['statefulsets/scale', 'patch', ['write StatefulSet']],
    ['replicasets/scale', 'get', ['read ReplicaSet']],
    ['replicasets/scale', 'patch', ['write ReplicaSet']],
    ['replicationcontrollers/scale', 'get', ['read ReplicationController']],
    ['replicationcontrollers/scale', 'patch', ['write ReplicationController']],
    ['pods', 'list', ['list pods']],
    ['pods.metrics.k8s.io', 'list', ['measure pods']],
    ['events', 'create', ['tell an event', 'count an event']],
    ['events', 'patch', ['count an event']],
    ['configmaps', 'get', ['miss a memory']],
    ['configmaps', 'patch', ['save it again']],
    ['configmaps', 'create', ['save a memory']],
    ['horizontalpodautoscalers', 'list', ['look at autoscalers']],
    ['horizontalpodautoscalers', 'patch', ['move a floor']],
    ['leases', 'get', ['take a lease', 'renew it']],
    ['leases', 'create', ['take a lease', 'renew it']],
    ['leases', 'patch', ['renew it']],
  ];
  const nameOf = ({ apiGroups, resources }: PolicyRule): string =>
    apiGroups[0] === 'metrics.k8s.io' ? `${resources}.metrics.k8s.io` : `${resources}`;

  test('are all looked at below', () => {
    const verbs = role.rules.flatMap((rule) => rule.verbs.map((verb) => `${nameOf(rule)} ${verb}`));
    expect(verbs.toSorted()).toEqual(
      needs.map(([resource, verb]) => `${resource} ${verb}`).toSorted(),
    );
  });

  test.each(needs)('do not suffice without %s %s', async (resource, verb, what) => {
    const rules = role.rules.map((rule) =>
      nameOf(rule) === resource
        ? { ...rule, verbs: rule.verbs.filter((one) => one !== verb) }
        : rule,
    );
    await kubectl().apply({ ...role, rules: rules.filter(({ verbs }) => verbs.length > 0) });
    const wanted = JSON.stringify(what);
    const outcomes = await eventually(
      { passTime },
      work,
      (all) => JSON.stringify(forbidden(all)) === wanted,
    );
    expect(forbidden(outcomes)).toEqual(what);
    await kubectl().apply(role);
    await eventually({ passTime }, work, (all) => forbidden(all).length === 0);
  });

  test('reach no further', async () => {
    await eventually({ passTime }, work, (all) => forbidden(all).length === 0);
    const account = `--as=system:serviceaccount:${namespace}:webhook`;
    const may = async (verb: string, what: string, where = namespace): Promise<string> =>
      kubectl()
        .run('auth', 'can-i', verb, what, `-n=${where}`, account)
        .then(
          (answer) => answer.trim(),
          () => 'no',
        );
    expect(await may('list', 'pods')).toBe('yes');
    const others: readonly (readonly [string, string, string?])[] = [
      ['get', 'deployments.apps'],
      ['patch', 'deployments.apps'],
      ['get', 'pods'],
      ['watch', 'pods'],
      ['delete', 'pods'],
      ['list', 'configmaps'],
      ['delete', 'configmaps'],
      ['get', 'configmaps/somebody-elses'],
      ['get', 'secrets'],
      ['list', 'events.events.k8s.io'],
      ['get', 'horizontalpodautoscalers.autoscaling'],
      ['delete', 'leases.coordination.k8s.io'],
      ['list', 'pods', 'default'],
      ['create', 'configmaps', 'default'],
    ];
    for (const [verb, what, where] of others) {
      expect([verb, what, await may(verb, what, where)]).toEqual([verb, what, 'no']);
    }
    const other = { ...policies[0]!.target, name: 'somebody-elses' };
    const target = new KubernetesScaleTarget(api, { now: () => 0 });
    expect(await target.readScale(other, patient)).toMatchObject({ reason: 'forbidden' });
  });
});
