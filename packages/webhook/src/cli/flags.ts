import { BlockList } from 'node:net';
import { UsageError } from './usage-error.ts';

/** Flags as the library has read them: a text, a number where it looks like one, several as a list. */
export type Flags = Readonly<Record<string, unknown>>;

/** The values of a flag that may be given several times. */
export function texts(flags: Flags, flag: string): readonly string[] {
  const value = flags[camelCase(flag)];
  if (value === undefined) return [];
  return [value].flat().map((each) => {
    const text = typeof each === 'number' ? String(each) : each;
    if (typeof text !== 'string' || text === '') throw new UsageError(`${flag} needs a value`);
    return text;
  });
}

/** The value of a flag that may be given once. */
export function text(flags: Flags, flag: string): string | undefined {
  const [first, ...further] = texts(flags, flag);
  if (further.length > 0) throw new UsageError(`${flag} is given several times; give it once`);
  return first;
}

/** Where to listen, as a flag says it: `0.0.0.0:8787`, `[::1]:8787`, or a port alone. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

/** @throws {UsageError} when it is none */
export function readAddress(value: string, flag: string): Address {
  const match = /^(?:\[([^\]]+)\]:|([^:[\]]+):)?(\d{1,5})$/.exec(value);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw new UsageError(
      `${flag} ${value} is no address; write host:port, such as 0.0.0.0:8787 or [::1]:8787`,
    );
  }
  return { hostname: match[1] ?? match[2] ?? '127.0.0.1', port };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine can reach it. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost') return true;
  return loopback.check(hostname, hostname.includes(':') ? 'ipv6' : 'ipv4');
}

function camelCase(flag: string): string {
  return flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
