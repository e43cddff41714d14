import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Agenda } from '../../../../packages/webhook/src/control/attention/agenda.ts';

const key = fc.constantFrom(...'abcdefghij');
const steps = fc.array(
  fc.oneof(
    fc.record({ key, due: fc.nat({ max: 20 }) }),
    fc.record({ key }),
    fc.record({ now: fc.nat({ max: 20 }) }),
  ),
  { maxLength: 200 },
);

law.prop([steps])('gives what a list sorted anew each time gives', (commands) => {
  const agenda = new Agenda();
  const model = new Map<string, number>();
  for (const command of commands) {
    if ('now' in command) {
      const taken = agenda.take(command.now);
      const least = Math.min(...model.values());
      expect(taken?.due).toBe(least <= command.now ? least : undefined);
      if (taken !== undefined) {
        expect(model.get(taken.key)).toBe(taken.due);
        model.delete(taken.key);
      }
    } else if ('due' in command) {
      agenda.set(command.key, command.due);
      model.set(command.key, command.due);
    } else {
      agenda.delete(command.key);
      model.delete(command.key);
    }
    expect(agenda.next).toBe(Math.min(...model.values()));
    for (const each of 'abcdefghij') expect(agenda.due(each)).toBe(model.get(each));
  }
});
