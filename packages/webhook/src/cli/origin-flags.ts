import { parseSelector, SelectorError } from '@flyball/core';
import { noRules } from '../config/index.ts';
import type { PolicyOrigins } from '../runtime/node/index.ts';
import { type Flags, text, texts } from './flags.ts';
import { readPolicies } from './read-policies.ts';
import { UsageError } from './usage-error.ts';

const usualSelector = 'flyball.dev/policy=true';

/**
 * Where policies come from: the folder, and the ConfigMaps of `--policies-from-configmaps`.
 * @throws {UsageError} when there is neither, or a mistake in one
 */
export async function readOrigins(
  folder: string | undefined,
  flags: Flags,
): Promise<{ readonly policies: PolicyOrigins; readonly passedOver: readonly string[] }> {
  const namespaces = texts(flags, '--policies-from-configmaps');
  const selector = readSelector(text(flags, '--policy-selector'), namespaces);
  const configMaps = [...new Set(namespaces)].map((namespace) => ({ namespace, selector }));
  if (folder === undefined) {
    if (configMaps.length > 0) {
      return {
        policies: { own: { placed: [], rules: noRules }, configMaps },
        passedOver: [],
      };
    }
    throw new UsageError(
      'there are no policies; give the folder in which they are, or --policies-from-configmaps <namespace>',
    );
  }
  const mayBeEmpty = configMaps.length > 0;
  const { files, passedOver, ...own } = await readPolicies(folder, mayBeEmpty);
  return { policies: { own, folder: { path: folder, files, mayBeEmpty }, configMaps }, passedOver };
}

function readSelector(given: string | undefined, namespaces: readonly string[]): string {
  if (given === undefined) return usualSelector;
  if (namespaces.length === 0) {
    throw new UsageError(
      '--policy-selector is given without --policies-from-configmaps <namespace>, and nothing is selected; give both',
    );
  }
  try {
    parseSelector(given);
    return given;
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new UsageError(
      `--policy-selector ${given} is no label selector: ${error.message}; write it as for kubectl get -l, such as ${usualSelector}`,
    );
  }
}
