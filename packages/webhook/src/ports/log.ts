/** A value that a log line may carry. Never a header, a token or a whole payload. */
export type LogValue = string | number | boolean | null | readonly string[];

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Where the webhook tells its operator what it did: one event a call, as data. */
export interface Log {
  /**
   * @param level how much attention the line asks for
   * @param event what happened, in a few fixed words that can be searched for (`scale written`)
   * @param fields the values that belong to it
   */
  write(level: LogLevel, event: string, fields: Readonly<Record<string, LogValue>>): void;
}
