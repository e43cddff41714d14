import type { EmbeddedEvent } from './embedded-event-sink.ts';
import { humanDuration } from './human-duration.ts';

const header = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];

/**
 * Events as `kubectl get events` prints them at an instant, a line each below the header. A series
 * is shown by the last time it was seen.
 */
export function eventTable(events: readonly EmbeddedEvent[], now: number): string {
  const rows = [header, ...events.map((event) => row(event, now))];
  const widths = header.map((_, column) => Math.max(...rows.map((cells) => width(cells[column]))));
  return rows
    .map((cells) => cells.map((cell, column) => pad(cell, widths[column] ?? 0)).join('   '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function row(event: EmbeddedEvent, now: number): readonly string[] {
  const { subject, type, reason, message, at } = event;
  const object = `${subject.kind.toLowerCase()}/${subject.name}`;
  return [humanDuration(now - at), type, reason, object, message.trim()];
}

function width(cell: string | undefined): number {
  return cell === undefined ? 0 : [...cell].length;
}

function pad(cell: string, columns: number): string {
  return cell + ' '.repeat(columns - width(cell));
}
