import { parseVectorSelector, VectorSelectorError } from '../../labels/index.ts';

/** The one series that a selector names, if it names one: `up{…}` or `{__name__="up",…}`. */
export function seriesNamed(selector: string): string | undefined {
  try {
    const { matchers } = parseVectorSelector(selector);
    const named = matchers.find(({ name, operator }) => name === '__name__' && operator === '=');
    return named?.value;
  } catch (error) {
    if (error instanceof VectorSelectorError) return undefined;
    throw error;
  }
}
