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
  /** The type that was wanted, as Go prints it; absent where the text itself says it all. */
  readonly wanted?: string;
}

// As many as sigs.k8s.io/json keeps.
const mostFindings = 100;

/** Ends decoding at once; caught by `decode`. */
export class DecodeAbort extends Error {}

/** Where a decoder stands, and what it found so far. */
export class DecodeContext {
  readonly caseSensitive: boolean;
  readonly #path: (string | number)[] = [];
  readonly #fields: string[] = [];
  readonly #findings = new Map<string, StrictFinding>();
  #structName = '';
  #failure: DecodeFailure | undefined;

  constructor(caseSensitive: boolean) {
    this.caseSensitive = caseSensitive;
  }

  get failure(): DecodeFailure | undefined {
    return this.#failure;
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

  /** Remembers the first value of a wrong type; decoding goes on, for nothing, as Go's does. */
  mismatch(node: SourceNode, typeName: string): void {
    if (this.#failure !== undefined) return;
    const found = goKind(node);
    const wantsInteger = typeName.startsWith('int');
    const value = node.kind === 'number' && wantsInteger ? `${found} ${node.literal}` : found;
    this.#failure = {
      ...this.#place(),
      message: this.#mismatchText(value, typeName),
      wanted: typeName,
    };
  }

  /** Fails as a type with its own decoder does: at once, before any mismatch found earlier. */
  abort(message: string): never {
    this.#failure = { ...this.#place(), message };
    throw new DecodeAbort(message);
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
