import type { Log, LogValue } from '@flyball/webhook';

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, LogValue>>;
}

/** A log that keeps what it is told. */
export class CollectedLog implements Log {
  readonly lines: LogLine[] = [];

  write(level: LogLine['level'], event: string, fields: LogLine['fields']): void {
    this.lines.push({ level, event, fields });
  }
}
