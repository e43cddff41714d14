import { parseQuantity, QuantityError } from '@flyball/core';
import type { ServeOptions } from '../runtime/node/index.ts';
import { type Flags, text } from './flags.ts';
import { UsageError } from './usage-error.ts';

const folderFlag = '--decision-log';
const sizeFlag = '--decision-log-size';
const filesFlag = '--decision-log-files';

/** A file must have room for a policy and a look. */
const leastBytes = 64 * 1024;

/**
 * Where decisions are to be taken down, and how much of them; nothing when nowhere.
 * @throws {UsageError} for a size or a number that cannot be meant
 */
export function readDecisionLogFlags(flags: Flags): Pick<ServeOptions, 'decisionLog'> {
  const folder = text(flags, folderFlag);
  const size = text(flags, sizeFlag);
  const files = text(flags, filesFlag);
  if (folder === undefined) {
    const alone = size === undefined ? files && filesFlag : sizeFlag;
    if (alone === undefined) return {};
    throw new UsageError(`${alone} is given without ${folderFlag} <folder>`);
  }
  return {
    decisionLog: {
      folder,
      ...(size !== undefined && { maximumBytes: readSize(size) }),
      ...(files !== undefined && { maximumFiles: readCount(files) }),
    },
  };
}

function readSize(value: string): number {
  const bytes = bytesOf(value);
  if (bytes >= leastBytes && bytes <= Number.MAX_SAFE_INTEGER) return bytes;
  throw new UsageError(`${sizeFlag} ${value} is no size of 64Ki or more; write one such as 64Mi`);
}

function bytesOf(value: string): number {
  try {
    return Number(parseQuantity(value).value());
  } catch (error) {
    if (error instanceof QuantityError) return Number.NaN;
    throw error;
  }
}

function readCount(value: string): number {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= 2) return count;
  throw new UsageError(`${filesFlag} ${value} is no number of files; write 2 or more`);
}
