import type { TemplateValue } from './value.ts';

/** The parts of a template, in the order they print. */
export type TemplateNode =
  | TextNode
  | ActionNode
  | BranchNode
  | RangeNode
  | IncludeNode
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' };

export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/** `<<.Series>>`: evaluates and prints, unless it only declares a variable. */
export interface ActionNode {
  readonly kind: 'action';
  readonly pipeline: Pipeline;
}

export interface BranchNode {
  readonly kind: 'if' | 'with';
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

export interface RangeNode {
  readonly kind: 'range';
  readonly offset: number;
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** `<<template "name" .>>`, also what `block` leaves where it stands. */
export interface IncludeNode {
  readonly kind: 'template';
  readonly offset: number;
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}

/** Commands that hand their value on as the last argument of the next. */
export interface Pipeline {
  readonly declarations: readonly string[];
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** One operand, or a function and its arguments. */
export interface Command {
  readonly operands: readonly Operand[];
  readonly offset: number;
}

export type Operand = { readonly offset: number } & (
  | { readonly kind: 'constant'; readonly value: TemplateValue }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'dot' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'chain'; readonly operand: Operand; readonly names: readonly string[] }
);

/** The bodies of a template and of those that it defines, by name. */
export type TemplateBodies = ReadonlyMap<string, readonly TemplateNode[]>;
