/** Texts to documents: YAML and JSON as Go programs read them, with a place for every error. */
export type { SourceDocument } from './document.ts';
export { type JsonError, type JsonReading, readJson } from './json-tree.ts';
export {
  type BooleanScalar,
  entryNamed,
  type NullScalar,
  type NumberScalar,
  type ScalarStyle,
  type SourceEntry,
  type SourceMapping,
  type SourceNode,
  type SourceScalar,
  type SourceSequence,
  type StringScalar,
} from './node.ts';
export { plainValue } from './plain-value.ts';
export type { DocumentPath, Position } from './position.ts';
export type { DocumentProblem, DocumentProblemCode } from './problem.ts';
export { type DocumentDialect, readDocuments } from './read-documents.ts';
export { treeOfValue } from './value-tree.ts';
