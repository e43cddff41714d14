import {
  type ClusterEvent,
  createEmbeddedCluster,
  eventTable,
  KubernetesEventSink,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { answerOf, patient } from '../contracts/answers.ts';
import { adminApi, createNamespace, kubectl, realCluster } from './real-cluster.ts';

describe.skipIf(realCluster === null)('kubectl get events', () => {
  test('shows our events, and the embedded cluster prints the same table', async () => {
    const { namespace, remove } = await createNamespace();
    const now = Date.now();
    const subject = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      namespace,
      name: 'command',
    };
    const rescale = { subject, type: 'Normal', reason: 'SuccessfulRescale' } as const;
    const missing = { subject, type: 'Warning', reason: 'FailedGetObjectMetric' } as const;
    const events: readonly ClusterEvent[] = [
      { ...rescale, message: 'New size: 3; reason: above target', at: now - 1_800_000 },
      { ...missing, message: 'no data for 40 s', at: now - 700_000 },
      { ...missing, message: 'no data for 40 s', at: now - 640_000 },
      { ...missing, message: 'no data for 40 s', at: now - 630_000 },
    ];
    const sink = new KubernetesEventSink(await adminApi(), 'table-0');
    const embedded = createEmbeddedCluster({ clock: { now: () => now } });
    for (const event of events) {
      answerOf(await sink.emit(event, patient));
      answerOf(await embedded.events.emit(event, patient));
    }
    const real = await kubectl().run('get', 'events', `-n=${namespace}`, '--sort-by=.eventTime');
    expect(lines(eventTable(embedded.events.list(), now))).toEqual(lines(real));
    await remove();
  });
});

/** The table without the width of its columns; an age of minutes does not change while we look. */
function lines(table: string): readonly string[] {
  return table.trim().split('\n');
}
