import { accessManifests, KubernetesApi, KubernetesPolicyDocuments } from '@flyball/webhook';
import { kubeconfigConnection } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../packages/webhook/src/cli/run.ts';
import { expectFailure, patient } from '../contracts/answers.ts';
import { eventually } from '../contracts/settling.ts';
import { tutorialFile } from '../support/tutorial-files.ts';
import { CollectedTerminal } from '../webhook/cli/collected-terminal.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { Kubectl } from './kubectl.ts';
import { findCluster } from './programs.ts';

const found = await findCluster();

/** A control plane of its own, since it is stopped while others work with theirs. */
describe.skipIf(found.kind !== 'programs')('policies in ConfigMaps of a real API server', () => {
  let plane: ControlPlane;
  let client: Kubectl;
  const terminal = new CollectedTerminal();
  let serving: Promise<number>;
  const passTime = () => new Promise<void>((resolve) => setTimeout(resolve, 50));

  /** The tutorial's manifest, as an author of ConfigMaps writes it. */
  const configMap = (name: string, maxReplicas: number | null) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'shop', name, labels: { 'flyball.dev/policy': 'true' } },
    data: {
      'values.yaml': tutorialFile('values.yaml').text,
      'hpa.yaml': tutorialFile('hpa.yaml', (text) =>
        text
          .replaceAll('name: command', `name: ${name}`)
          .replace(/ +namespace: kong\n/, '')
          .replace('maxReplicas: 10', maxReplicas === null ? '' : `maxReplicas: ${maxReplicas}`),
      ).text,
    },
  });

  beforeAll(async () => {
    if (found.kind !== 'programs') return;
    const { programs } = found;
    // Nothing but etcd and the API server: nobody else changes anything.
    plane = await startControlPlane({ ...programs, kubeControllerManager: null, kwok: null });
    client = new Kubectl({ kubectl: programs.kubectl, kubeconfig: plane.kubeconfig });
    await client.run('create', 'namespace', 'shop');
    await client.run('create', 'serviceaccount', 'flyball', '-n=shop');
    const account = { namespace: 'shop', name: 'flyball' };
    await client.apply(
      ...accessManifests(account, [], {
        memory: 'config-map',
        autoscalers: 'look',
        policyNamespaces: ['shop'],
      }),
      configMap('cart', 10),
    );
    const token = (await client.run('create', 'token', 'flyball', '-n=shop')).trim();
    const kubeconfig = `${plane.folder}/flyball.kubeconfig`;
    const flags = ['--embed-certs', `--certificate-authority=${plane.folder}/ca.crt`];
    const own = new Kubectl({ kubectl: programs.kubectl, kubeconfig });
    await own.run('config', 'set-cluster', 'test', `--server=${plane.server}`, ...flags);
    await own.run('config', 'set-credentials', 'flyball', `--token=${token}`);
    await own.run('config', 'set-context', 'test', '--cluster=test', '--user=flyball');
    await own.run('config', 'use-context', 'test');
    serving = run(
      [
        'serve',
        '--policies-from-configmaps=shop',
        '--prometheus=http://127.0.0.1:9',
        '--listen=127.0.0.1:0',
        `--kubeconfig=${kubeconfig}`,
      ],
      terminal,
    );
    await eventually({ passTime }, policies, (now) => now !== '');
  }, 120_000);
  afterAll(async () => {
    terminal.end();
    await serving;
    await plane?.stop();
  });

  /** `shop/cart 10` for each policy that is in force. */
  async function policies(): Promise<string> {
    const url = terminal.logged('listening')[0]?.['url'];
    if (url === undefined) return '';
    const ask = async (path: string) => (await fetch(`${url}/api/v1/policies${path}`)).json();
    const { policies: all } = (await ask('')) as { policies: readonly { policy: string }[] };
    const told = all.map(async ({ policy }) => {
      const { maxReplicas } = (await ask(`/${policy}`)) as { maxReplicas: number };
      return `${policy} ${maxReplicas}`;
    });
    return (await Promise.all(told)).toSorted().join();
  }
  const becomes = (wanted: string) => eventually({ passTime }, policies, (now) => now === wanted);

  async function events(name: string): Promise<readonly string[]> {
    const selector = `--field-selector=involvedObject.kind=ConfigMap,involvedObject.name=${name}`;
    const list = await client.run('get', 'events', '-n=shop', selector, '-o=json');
    const { items }: { readonly items: readonly { reason: string; message: string }[] } =
      JSON.parse(list);
    return items.map(({ reason, message }) => `${reason} ${message}`);
  }

  test('are in force as they are applied, changed and deleted', async () => {
    await becomes('shop/cart 10');
    await client.apply(configMap('till', 5));
    await becomes('shop/cart 10,shop/till 5');
    await client.apply(configMap('till', 6));
    await becomes('shop/cart 10,shop/till 6');
    await client.run('delete', 'configmap', 'till', '-n=shop');
    await becomes('shop/cart 10');
    expect(await events('till')).toContain('PoliciesTaken in force: 1 policy');
  });

  test('a bad one is refused with an event on it, and the last good one stays', async () => {
    await client.apply(configMap('till', 5));
    await becomes('shop/cart 10,shop/till 5');
    await client.apply(configMap('till', null));
    await eventually(
      { passTime },
      () => events('till'),
      (all) => all.some((each) => each.startsWith('PoliciesRefused')),
    );
    expect((await events('till')).join('\n')).toMatch(
      /PoliciesRefused refused, and the last good version stays in force, 1 policy: hpa\.yaml:\d+:\d+ spec\.maxReplicas: .*Required value/,
    );
    expect(await policies()).toBe('shop/cart 10,shop/till 5');
    await client.run('label', 'configmap', 'till', '-n=shop', 'flyball.dev/policy-');
    await becomes('shop/cart 10');
  });

  test('an API server that went away and forgot is asked anew', async () => {
    await plane.withoutApiServer(async () => {
      await eventually(
        { passTime },
        async () => terminal.logged('watch of policies failed').length,
        (count) => count > 0,
      );
    });
    await client.apply(configMap('cart', 12));
    await becomes('shop/cart 12');

    // What it has forgotten it says in its own words, which the contract cannot make it do.
    const api = new KubernetesApi(await kubeconfigConnection({ path: plane.kubeconfig }));
    const scope = { namespace: 'shop', selector: 'flyball.dev/policy=true' };
    const late = new KubernetesPolicyDocuments(api).watch(scope, '1', () => {}, patient);
    expectFailure(await late, 'expired');
  });

  test('each right is needed', async () => {
    const may = (verb: string) =>
      client
        .run(
          'auth',
          'can-i',
          verb,
          'configmaps',
          '-n=shop',
          '--as=system:serviceaccount:shop:flyball',
        )
        .then(
          (answer) => answer.trim(),
          () => 'no',
        );
    expect([await may('list'), await may('watch'), await may('delete')]).toEqual([
      'yes',
      'yes',
      'no',
    ]);
    const failures = () => terminal.logged('list of policies failed').length;
    const watched = terminal.logged('watch of policies failed').length;
    const [role] = accessManifests({ namespace: 'shop', name: 'flyball' }, [], {
      memory: 'config-map',
      policyNamespaces: ['shop'],
    });
    if (role?.kind !== 'Role') throw new Error('there is no Role');
    const without = (verb: string) => ({
      ...role,
      rules: role.rules
        .map((rule) => ({ ...rule, verbs: rule.verbs.filter((each) => each !== verb) }))
        .filter(({ verbs }) => verbs.length > 0),
    });
    await client.apply(without('watch'));
    await eventually(
      { passTime },
      () => may('watch'),
      (answer) => answer === 'no',
    );
    await plane.withoutApiServer(async () => {});
    await eventually(
      { passTime },
      async () =>
        terminal
          .logged('watch of policies failed')
          .slice(watched)
          .some(({ problem }) => String(problem).includes('cannot watch resource "configmaps"')),
      (isForbidden) => isForbidden,
    );
    await client.apply(without('list'));
    await eventually(
      { passTime },
      async () => failures(),
      (count) => count > 0,
    );
    expect(await policies()).toBe('shop/cart 12');
    await client.apply(role, configMap('cart', 13));
    await becomes('shop/cart 13');
  });
});
