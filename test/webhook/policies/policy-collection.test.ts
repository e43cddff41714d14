import {
  type ClusterEvent,
  compileConfig,
  formatProblems,
  type PolicyDocument,
} from '@flyball/webhook';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type DocumentVerdict,
  logVerdict,
  type OwnPolicies,
  PolicyCollection,
  verdictEvent,
} from '../../../packages/webhook/src/policies/index.ts';
import { CollectedLog } from '../../support/collected-log.ts';
import { tutorialFile } from '../../support/tutorial-files.ts';

const rules = tutorialFile('values.yaml').text;

/** The tutorial's manifest for another workload; it names no namespace unless it is given. */
function manifest(name: string, change: { target?: string; namespace?: string } = {}): string {
  const { target = name, namespace } = change;
  return tutorialFile('hpa.yaml', (text) =>
    text
      .replaceAll('name: command', `name: ${target}`)
      .replace(`name: ${target}`, `name: ${name}`)
      .replace(/ +namespace: kong\n/, namespace === undefined ? '' : `  namespace: ${namespace}\n`),
  ).text;
}

let revisions = 0;
function document(
  name: string,
  data: Readonly<Record<string, string>>,
  change: Partial<PolicyDocument> = {},
): PolicyDocument {
  const resourceVersion = String(++revisions);
  const uid = `uid-${name}`;
  return { namespace: 'shop', name, uid, resourceVersion, createdAt: 0, data, ...change };
}

function own(...files: readonly (readonly [string, string])[]): OwnPolicies {
  const all = files.map(([path, text]) => ({ path, text }));
  const reading = compileConfig(all, { mayBeEmpty: true });
  if (!reading.ok) throw new Error(formatProblems(reading.problems));
  return reading;
}

let verdicts: DocumentVerdict[];
let collection: PolicyCollection;
beforeEach(() => {
  verdicts = [];
  collection = new PolicyCollection((verdict) => verdicts.push(verdict));
});

const put = (...documents: readonly PolicyDocument[]): void =>
  collection.setDocuments(
    'shop',
    new Map(documents.map((each) => [`${each.namespace}/${each.name}`, each])),
  );
const keys = (): readonly string[] => collection.policies.map(({ key }) => key);
const said = (): readonly string[] =>
  verdicts.map(
    ({ document: { name }, problems, inForce }) =>
      `${name} ${inForce} ${problems.map(({ message }) => message).join()}`,
  );

const good = { 'hpa.yaml': manifest('cart'), 'values.yaml': rules };
const bad = { ...good, 'hpa.yaml': manifest('cart').replace('maxReplicas: 10', 'maxReplicas: 0') };

describe('a document', () => {
  test('with manifests and their rules is taken; it stands in its own namespace', () => {
    put(document('policies', good));
    expect(keys()).toEqual(['shop/cart']);
    expect(collection.policies[0]?.target).toMatchObject({ namespace: 'shop', name: 'cart' });
    expect(said()).toEqual(['policies 1 ']);
  });

  test('may use the rules of our own folder', () => {
    collection.setOwn(own(['values.yaml', rules]));
    put(document('policies', { 'hpa.yaml': manifest('cart') }));
    expect(keys()).toEqual(['shop/cart']);
  });

  test('that was refused for its rules is taken once the folder has them', () => {
    put(document('policies', { 'hpa.yaml': manifest('cart') }));
    expect(keys()).toEqual([]);
    collection.setOwn(own(['values.yaml', rules]));
    expect(keys()).toEqual(['shop/cart']);
    expect(said().at(-1)).toBe('policies 1 ');
  });

  // Who may write ConfigMaps in one namespace must not scale workloads in another.
  test('reaches no other namespace', () => {
    put(
      document('policies', { ...good, 'hpa.yaml': manifest('dns', { namespace: 'kube-system' }) }),
    );
    expect(keys()).toEqual([]);
    expect(said()).toEqual([
      'policies 0 a policy of kube-system cannot stand in the namespace shop',
    ]);
  });

  test('is refused whole, with its last good version in force', () => {
    put(document('policies', good));
    put(document('policies', { ...bad, 'other.yaml': manifest('other') }));
    expect(keys()).toEqual(['shop/cart']);
    expect(verdicts.at(-1)).toMatchObject({ inForce: 1, isFirst: false });
    expect(verdicts.at(-1)?.problems[0]).toMatchObject({
      file: 'configmap/shop/policies/hpa.yaml',
      line: expect.any(Number),
      field: 'spec.maxReplicas',
    });
    put(document('policies', { ...good, 'other.yaml': manifest('other') }));
    expect(keys()).toEqual(['shop/cart', 'shop/other']);
  });

  test('that was never good has nothing in force', () => {
    put(document('policies', bad));
    expect(keys()).toEqual([]);
    expect(verdicts).toMatchObject([{ inForce: 0, isFirst: true }]);
  });

  test('that is gone takes its policies along, the last good ones too', () => {
    put(document('policies', good));
    put(document('policies', bad));
    put();
    expect(keys()).toEqual([]);
    // Of the same name, but another: what the former said counts no more.
    put(document('policies', good));
    put(document('policies', bad, { uid: 'uid-of-another' }));
    expect(keys()).toEqual([]);
  });

  test('is told about once, however often all are given again', () => {
    const one = document('policies', bad);
    put(one);
    put(one);
    put(one, document('others', { ...good, 'hpa.yaml': manifest('other') }));
    expect(verdicts.map(({ document: { name } }) => name)).toEqual(['policies', 'others']);
  });
});

describe('of two policies over one workload', () => {
  test('our own comes before one of the cluster, and both places are named', () => {
    collection.setOwn(
      own(['values.yaml', rules], ['folder/hpa.yaml', manifest('cart', { namespace: 'shop' })]),
    );
    put(document('policies', good));
    expect(keys()).toEqual(['shop/cart']);
    expect(verdicts[0]?.problems[0]).toMatchObject({
      file: 'configmap/shop/policies/hpa.yaml',
      message: expect.stringMatching(
        /^there is another policy shop\/cart, in folder\/hpa\.yaml:1:/,
      ),
    });
  });

  test('the older document comes first, in whatever order they come', () => {
    const older = document('b', good, { createdAt: 1 });
    const target = { 'hpa.yaml': manifest('another', { target: 'cart' }), 'values.yaml': rules };
    const younger = document('a', target, { createdAt: 2 });
    put(younger, older);
    expect(keys()).toEqual(['shop/cart']);
    expect(said().filter((each) => each.startsWith('a'))).toEqual([
      expect.stringMatching(
        /^a 0 the policy shop\/cart, in configmap\/shop\/b\/hpa\.yaml:1:1, scales Deployment shop\/cart already$/,
      ),
    ]);
    put(younger);
    expect(keys()).toEqual(['shop/another']);
    expect(said().at(-1)).toBe('a 1 ');
  });

  test('a new version that collides leaves the last good one in force', () => {
    const first = document('first', good);
    const other = { 'values.yaml': rules, 'hpa.yaml': manifest('other') };
    put(first, document('second', other, { createdAt: 1 }));
    put(first, document('second', { ...other, 'more.yaml': manifest('cart') }, { createdAt: 1 }));
    expect(keys()).toEqual(['shop/cart', 'shop/other']);
    expect(said().at(-1)).toMatch(/^second 1 there is another policy shop\/cart/);
  });
});

describe('what is told', () => {
  const tell = (verdict: DocumentVerdict): { log: CollectedLog; event: ClusterEvent | null } => {
    const log = new CollectedLog();
    logVerdict(verdict, log);
    return { log, event: verdictEvent(verdict, 5) };
  };

  test('a refusal is a warning on the ConfigMap, with place and remedy', () => {
    put(document('policies', good));
    put(document('policies', bad));
    const [taken, refused] = verdicts.map(tell);
    expect(taken?.event).toBe(null);
    expect(taken?.log.lines).toMatchObject([{ level: 'info', event: 'policies taken' }]);
    expect(refused?.event).toEqual({
      subject: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'policies',
        uid: 'uid-policies',
      },
      type: 'Warning',
      reason: 'PoliciesRefused',
      message: expect.stringMatching(
        /^refused, and the last good version stays in force, 1 policy: hpa\.yaml:\d+:\d+ spec\.maxReplicas: .+\.$/,
      ),
      at: 5,
    });
    expect(refused?.log.lines).toMatchObject([
      { level: 'warn', event: 'policies refused', fields: { configMap: 'shop/policies' } },
    ]);
  });

  test('a mended one is told there, too', () => {
    put(document('policies', bad));
    put(document('policies', good));
    expect(verdicts.map((each) => tell(each).event?.message)).toEqual([
      expect.stringContaining('none of its policies is in force'),
      'in force: 1 policy',
    ]);
  });
});
