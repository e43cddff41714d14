import { type CommandIo, UsageError } from './io.ts';

/** The files of that name among files and folders, with their texts, each once. */
export function filesBelow(
  io: CommandIo,
  paths: readonly string[],
  wanted: RegExp,
): readonly { readonly path: string; readonly text: string }[] {
  if (paths.length === 0) throw new UsageError('name files or folders to look at');
  const found = paths.flatMap((path) => {
    const inside = io.filesBelow(path);
    if (inside === null) return [path];
    const matching = inside.filter((file) => wanted.test(file));
    if (matching.length === 0) throw new UsageError(`${path} holds no file of YAML or JSON`);
    return matching;
  });
  return [...new Set(found)].map((path) => {
    try {
      return { path, text: io.read(path) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${path} cannot be read: ${reason}`);
    }
  });
}
