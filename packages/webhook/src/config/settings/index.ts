export type { EvidenceQuery } from './evidence-query.ts';
export { placeInFile } from './nested-text.ts';
export type { PolicyMode, PolicySettings } from './policy-settings.ts';
export { type GuardsReading, readGuards } from './read-guards.ts';
export { annotationPath, readSettings } from './read-settings.ts';
export type { PolicyAnnotation } from './setting.ts';
export { guardsAnnotation, policyAnnotations } from './setting-table.ts';
