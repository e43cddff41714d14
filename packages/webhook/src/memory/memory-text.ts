import { getDotPath, safeParse } from 'valibot';
import { failure, type PolicyMemory, type Result, success } from '../ports/index.ts';
import { memorySchema } from './memory-schema.ts';

/**
 * The largest text that a store keeps, half of what a ConfigMap takes. A policy with the longest
 * windows (an hour of recommendations, half an hour of scale events in each direction) that is
 * looked at every second stays under it: something that is larger has lost its bounds.
 */
const memoryLimitBytes = 512 * 1024;

/** What a stored text turned out to be. */
export type MemoryReading =
  | { readonly readable: true; readonly memory: PolicyMemory }
  | { readonly readable: false; readonly problem: string };

/** The memory as stores keep it; `invalid` when it is larger than {@link memoryLimitBytes}. */
export function writeMemory(memory: PolicyMemory): Result<string> {
  const text = JSON.stringify(memory);
  const bytes = new TextEncoder().encode(text).length;
  return bytes <= memoryLimitBytes
    ? success(text)
    : failure('invalid', `the memory takes ${bytes} bytes; a store keeps ${memoryLimitBytes}`);
}

/** Reads what {@link writeMemory} wrote. A text that is anything else is told, never thrown. */
export function readMemory(text: string): MemoryReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(text === '' ? 'the memory is empty' : 'the memory is not JSON');
  }
  const result = safeParse(memorySchema, value, { abortEarly: true });
  if (result.success) return { readable: true, memory: result.output };
  const [issue] = result.issues;
  return unreadable(`the memory's ${getDotPath(issue) ?? 'value'} is not what was saved`);
}

function unreadable(problem: string): MemoryReading {
  return { readable: false, problem };
}
