import {
  createEmbeddedCluster,
  type EmbeddedCluster,
  type EmbeddedWorkloadSpec,
  type TargetScale,
} from '@flyball/webhook';
import { expect, test } from 'vitest';
import { answerOf, patient } from '../../contracts/answers.ts';

const command: EmbeddedWorkloadSpec = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'kong',
  name: 'command',
  replicas: 1,
  times: { pendingMs: 500, startupMs: 2_000, terminationMs: 3_000 },
};

class Story {
  now = 1_000_000;
  readonly cluster: EmbeddedCluster = createEmbeddedCluster({
    clock: { now: () => this.now },
    workloads: [command],
  });

  async read(): Promise<TargetScale> {
    return answerOf(await this.cluster.target.readScale(command, patient));
  }

  async write(replicas: number): Promise<TargetScale> {
    const { resourceVersion } = await this.read();
    const { target } = this.cluster;
    return answerOf(await target.writeScale(command, replicas, resourceVersion, patient));
  }

  /** Each pod as `phase ready`, with `leaving` behind it while it terminates. */
  async pods(): Promise<readonly string[]> {
    const { selector } = await this.read();
    const pods = answerOf(await this.cluster.target.listPods('kong', selector, patient));
    return pods
      .map(({ phase, ready, deletionTimestamp }) =>
        [phase, ready?.status, ...(deletionTimestamp === undefined ? [] : ['leaving'])].join(' '),
      )
      .toSorted();
  }
}

test('a write is answered with the old status, which controllers change afterwards', async () => {
  const story = new Story();
  expect(await story.write(3)).toMatchObject({ specReplicas: 3, statusReplicas: 1 });
  expect(await story.read()).toMatchObject({ specReplicas: 3, statusReplicas: 3 });
});

test('a pod is Pending, then Running, then ready, by the clock', async () => {
  const story = new Story();
  await story.write(2);
  expect(await story.pods()).toEqual(['Pending False', 'Running True']);
  story.now += 500;
  expect(await story.pods()).toEqual(['Running False', 'Running True']);
  story.now += 1_999;
  expect(await story.pods()).toEqual(['Running False', 'Running True']);
  story.now += 1;
  expect(await story.pods()).toEqual(['Running True', 'Running True']);
});

test('a pod that has to go is listed until it is gone, and does not count', async () => {
  const story = new Story();
  await story.write(2);
  story.now += 10_000;
  await story.write(1);
  expect(await story.pods()).toEqual(['Running True', 'Running True leaving']);
  expect((await story.read()).statusReplicas).toBe(1);
  story.now += 3_000;
  expect(await story.pods()).toEqual(['Running True']);
});

test('of too many pods the unready go first', async () => {
  const story = new Story();
  await story.write(4);
  story.now += 600;
  await story.write(1);
  expect(await story.pods()).toEqual([
    'Running False leaving',
    'Running False leaving',
    'Running False leaving',
    'Running True',
  ]);
});

test('resourceVersion moves with the status, so that a slow writer gets a conflict', async () => {
  const story = new Story();
  await story.write(2);
  const { resourceVersion } = await story.read();
  story.now += 2_500; // The new pod becomes ready.
  const { target } = story.cluster;
  expect(await target.writeScale(command, 3, resourceVersion, patient)).toMatchObject({
    reason: 'conflict',
    message:
      'Operation cannot be fulfilled on deployments.apps "command": the object has been modified; please apply your changes to the latest version and try again',
  });
});

test('time alone changes nothing once all pods are ready', async () => {
  const story = new Story();
  const before = await story.read();
  story.now += 3_600_000;
  expect(await story.read()).toEqual(before);
});

test('a deleted pod is replaced by one that has to start', async () => {
  const story = new Story();
  const [pod] = answerOf(await story.cluster.target.listPods('kong', 'app=command', patient));
  expect(story.cluster.stopPod(command, pod?.name ?? '')).toBe(true);
  expect(story.cluster.stopPod(command, pod?.name ?? '')).toBe(false);
  expect(await story.pods()).toEqual(['Pending False', 'Running True leaving']);
});

test('pods of a workload whose image cannot be pulled never start', async () => {
  const story = new Story();
  story.cluster.setPodTimes(command, { pendingMs: Number.POSITIVE_INFINITY });
  await story.write(2);
  story.now += 3_600_000;
  expect(await story.pods()).toEqual(['Pending False', 'Running True']);
});

test('a workload of the same name that comes later is another one', async () => {
  const story = new Story();
  const { uid } = await story.read();
  expect(story.cluster.remove(command)).toBe(true);
  expect(await story.cluster.target.readScale(command, patient)).toMatchObject({
    reason: 'not-found',
    message: 'deployments.apps "command" not found',
    retryable: false,
  });
  expect(answerOf(await story.cluster.target.listPods('kong', 'app=command', patient))).toEqual([]);
  story.cluster.add(command);
  expect((await story.read()).uid).not.toBe(uid);
});

test('pods of two workloads with the same labels are one list, by name', async () => {
  const story = new Story();
  story.cluster.add({ ...command, name: 'canary', replicas: 2, labels: { app: 'command' } });
  const pods = answerOf(await story.cluster.target.listPods('kong', 'app=command', patient));
  const names = pods.map(({ name }) => name.replace(/-.....$/, ''));
  expect(names).toEqual(['canary', 'canary', 'command']);
});

test('ten thousand pods have ten thousand names', async () => {
  const story = new Story();
  await story.write(10_000);
  const pods = answerOf(await story.cluster.target.listPods('kong', 'app=command', patient));
  expect(new Set(pods.map(({ name }) => name)).size).toBe(10_000);
});
