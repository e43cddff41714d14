import type { DocumentPath } from '../documents/index.ts';

/** A path as the API server writes it: `spec.metrics[0].object`. */
export function fieldText(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
