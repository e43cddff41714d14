/** Go's text/template: read, check and run. */
export { TemplateError, type TemplateErrorCode, templatePosition } from './error.ts';
export { Template, type TemplateOptions } from './template.ts';
export type { Delimiters } from './token.ts';
export type { TemplateUses } from './uses.ts';
export { TemplateRecord, type TemplateValue } from './value.ts';
