import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the tutorial's manifests, as a user applies them. */
export const tutorialFolder: string = join(import.meta.dirname, '../../examples/kong-tutorial');

/** A file of the tutorial, with one change made to its text. */
export function tutorialFile(
  name: 'hpa.yaml' | 'values.yaml',
  change: (text: string) => string = (text) => text,
): { readonly path: string; readonly text: string } {
  const text = readFileSync(join(tutorialFolder, name), 'utf8');
  const changed = change(text);
  return { path: name, text: changed };
}

/** The tutorial's policy with lines below its `annotations:`, from line 5 of the file on. */
export function annotatedPolicy(lines: readonly string[]): ReturnType<typeof tutorialFile> {
  const text = ['metadata:', '  annotations:', ...lines.map((line) => `    ${line}`)].join('\n');
  return tutorialFile('hpa.yaml', (hpa) => hpa.replace('metadata:', text));
}
