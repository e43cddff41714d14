import type { Operand, Pipeline, TemplateBodies, TemplateNode } from './node.ts';

/** What a template reads of its data, found without running it. */
export interface TemplateUses {
  /** Fields read, whether they exist or not, with the place of the first use. */
  readonly fields: ReadonlyMap<string, number>;
  /** True if the data is read as a whole, or in a way that cannot be told. */
  readonly whole: boolean;
}

/** Reads the tree; the data is the record that the template runs on. */
export function usesOf(bodies: TemplateBodies, name: string): TemplateUses {
  const reader = new Reader();
  for (const [body, nodes] of bodies) reader.nodes(nodes, body === name ? 'data' : 'unknown');
  return reader;
}

/** What `.` stands for at a place. Inside `with` and `range` it is something else than the data. */
type Dot = 'data' | 'other' | 'unknown';

class Reader implements TemplateUses {
  readonly fields = new Map<string, number>();
  whole = false;

  nodes(nodes: readonly TemplateNode[], dot: Dot): void {
    for (const node of nodes) {
      switch (node.kind) {
        case 'action':
          this.#pipeline(node.pipeline, dot);
          break;
        case 'if':
        case 'with':
        case 'range':
          this.#pipeline(node.pipeline, dot);
          this.nodes(node.body, node.kind === 'if' || dot === 'unknown' ? dot : 'other');
          this.nodes(node.otherwise, dot);
          break;
        case 'template':
          if (node.pipeline !== undefined) this.#pipeline(node.pipeline, dot);
          break;
        default:
      }
    }
  }

  #pipeline({ commands }: Pipeline, dot: Dot): void {
    for (const { operands } of commands) {
      for (const operand of operands) this.#operand(operand, dot);
    }
  }

  #operand(operand: Operand, dot: Dot): void {
    switch (operand.kind) {
      case 'dot':
        if (dot !== 'other') this.whole = true;
        break;
      case 'field':
        if (dot === 'data') this.#field(operand.names, operand.offset);
        else if (dot === 'unknown') this.whole = true;
        break;
      case 'variable':
        if (operand.name !== '$') break;
        if (dot === 'unknown' || operand.names.length === 0) this.whole = true;
        else this.#field(operand.names, operand.offset);
        break;
      case 'pipeline':
        this.#pipeline(operand.pipeline, dot);
        break;
      case 'chain':
        this.#operand(operand.operand, dot);
        break;
      default:
    }
  }

  #field([name]: readonly string[], offset: number): void {
    if (name !== undefined && !this.fields.has(name)) this.fields.set(name, offset);
  }
}
