import type { DocumentPath, SourceNode } from '../documents/index.ts';
import { goKind } from './codec.ts';
import { fieldText } from './field-text.ts';

/** A field that a strict decoder refuses; a lenient one passes over an unknown one silently. */
export interface StrictFinding {
  readonly kind: 'unknown-field' | 'duplicate-field';
  readonly path: DocumentPath;
  /** The path as text: `spec.metrics[0].valu`. */
  readonly field: string;
  /** The API server's text: `unknown field "spec.metrics[0].valu"`. */
  readonly message: string;
  /** The known name, or the place of that name, that was probably meant. */
  readonly suggestion?: string;
}

/** A value of the wrong type: nothing of the object can be used. */
export interface DecodeFailure {
  readonly path: DocumentPath;
  readonly field: string;
  /** Go's text. */
  readonly message: string;
  /** What was wanted there. */
  readonly wanted: WantedKind;
}

/** What a decoder wanted where it found something else. */
export type WantedKind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'list'
  | 'mapping'
  | 'quantity'
  | 'instant';

// As many as sigs.k8s.io/json keeps.
const mostFindings = 100;

/** Where a decoder stands, and what it found so far. */
export class DecodeContext {
  readonly caseSensitive: boolean;
  readonly #path: (string | number)[] = [];
  readonly #fields: string[] = [];
  readonly #findings = new Map<string, StrictFinding>();
  #structName = '';
  readonly #failures: DecodeFailure[] = [];
  #fatal: DecodeFailure | undefined;

  constructor(caseSensitive: boolean) {
    this.caseSensitive = caseSensitive;
  }

  /** Every value of a wrong type, in order; the first is the one that Go reports. */
  get failures(): readonly DecodeFailure[] {
    const fatal = this.#fatal;
    if (fatal === undefined) return this.#failures;
    return [fatal, ...this.#failures.filter((failure) => failure !== fatal)];
  }

  get findings(): readonly StrictFinding[] {
    return [...this.#findings.values()];
  }

  /** Runs `read` for a field of a Go struct. */
  inField<T>(structName: string, name: string, read: () => T): T {
    const outer = this.#structName;
    this.#structName = structName;
    this.#fields.push(name);
    const value = this.inKey(name, read);
    this.#fields.pop();
    this.#structName = outer;
    return value;
  }

  /** Runs `read` for an item or a map's value, which Go's errors do not mention in their path. */
  inKey<T>(step: string | number, read: () => T): T {
    this.#path.push(step);
    const value = read();
    this.#path.pop();
    return value;
  }

  /** Remembers a value of a wrong type; decoding goes on, as Go's does. */
  mismatch(node: SourceNode, wanted: WantedKind, typeName: string): void {
    const found = goKind(node);
    const shown = node.kind === 'number' && wanted === 'integer';
    const value = shown ? `${found} ${node.literal}` : found;
    this.#failures.push({
      ...this.#place(),
      message: this.#mismatchText(value, typeName),
      wanted,
    });
  }

  /**
   * Remembers what a type with its own decoder refuses. The first of these ends Go's decoding and
   * is reported before any mismatch; ours goes on, to tell everything at once.
   */
  refuse(message: string, wanted: WantedKind): void {
    const failure = { ...this.#place(), message, wanted };
    this.#fatal ??= failure;
    this.#failures.push(failure);
  }

  /** As `refuse`, of a node that is not even of the kind that such a type decodes. */
  refuseKind(node: SourceNode, wanted: WantedKind, typeName: string): void {
    this.refuse(this.#mismatchText(goKind(node), typeName), wanted);
  }

  report(kind: StrictFinding['kind'], name: string, suggestion?: string): void {
    const path = [...this.#path, name];
    const field = fieldText(path);
    const message = `${kind === 'unknown-field' ? 'unknown' : 'duplicate'} field "${field}"`;
    if (this.#findings.size >= mostFindings || this.#findings.has(message)) return;
    const finding = { kind, path, field, message };
    this.#findings.set(message, suggestion === undefined ? finding : { ...finding, suggestion });
  }

  #place(): Pick<DecodeFailure, 'path' | 'field'> {
    return { path: [...this.#path], field: fieldText(this.#path) };
  }

  #mismatchText(value: string, typeName: string): string {
    const place =
      this.#fields.length === 0
        ? `Go value of type ${typeName}`
        : `Go struct field ${this.#structName}.${this.#fields.join('.')} of type ${typeName}`;
    return `json: cannot unmarshal ${value} into ${place}`;
  }
}
