import { jsonLog } from '@flyball/webhook/node';
import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';

test('a line of JSON for each event: time, level, event, then its fields', () => {
  const lines: string[] = [];
  const log = jsonLog({ write: (text) => lines.push(text) }, new ManualClock(Date.UTC(2026, 0, 1)));
  log.write('warn', 'look holding', { policy: 'kong/command', current: 4, problems: ['a\nb'] });
  expect(lines).toEqual([
    '{"time":"2026-01-01T00:00:00.000Z","level":"warn","event":"look holding","policy":"kong/command","current":4,"problems":["a\\nb"]}\n',
  ]);
});
