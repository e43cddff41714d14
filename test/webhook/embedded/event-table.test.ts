import { type ClusterEvent, createEmbeddedCluster, eventTable } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';

const subject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  namespace: 'kong',
  name: 'command',
};

async function tableOf(events: readonly ClusterEvent[], now: number): Promise<string> {
  const cluster = createEmbeddedCluster({ clock: { now: () => now } });
  for (const event of events) await cluster.events.emit(event, patient);
  return eventTable(cluster.events.list(), now);
}

test('events print as kubectl prints them', async () => {
  const rescale = { subject, type: 'Normal', reason: 'SuccessfulRescale' } as const;
  const noData = {
    subject,
    type: 'Warning',
    reason: 'FailedGetObjectMetric',
    message: 'no data\n',
  } as const;
  const table = await tableOf(
    [
      { ...noData, at: 0 },
      { ...noData, at: 300_000 },
      { ...rescale, message: 'New size: 3; reason: above target', at: 510_000 },
    ],
    600_000,
  );
  expect(table.split('\n')).toEqual([
    'LAST SEEN   TYPE      REASON                  OBJECT                            MESSAGE',
    '5m          Warning   FailedGetObjectMetric   horizontalpodautoscaler/command   no data',
    '90s         Normal    SuccessfulRescale       horizontalpodautoscaler/command   New size: 3; reason: above target',
    '',
  ]);
});

test('without events the header stands alone', async () => {
  expect(await tableOf([], 0)).toBe('LAST SEEN   TYPE   REASON   OBJECT   MESSAGE\n');
});

test('an event that was not seen for an hour is gone', async () => {
  const event = { subject, type: 'Normal', reason: 'Old', message: 'once' } as const;
  const table = await tableOf(
    [
      { ...event, at: 0 },
      { ...event, reason: 'New', at: 3_600_001 },
    ],
    3_600_001,
  );
  expect(table).not.toContain('Old');
  expect(table).toContain('New');
});
