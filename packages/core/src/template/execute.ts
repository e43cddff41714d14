import { TemplateError } from './error.ts';
import { CallFault } from './fault.ts';
import { FUNCTIONS, SHORT_CIRCUIT } from './functions.ts';
import type {
  Command,
  IncludeNode,
  Operand,
  Pipeline,
  RangeNode,
  TemplateBodies,
  TemplateNode,
} from './node.ts';
import { LARGEST_INT } from './number.ts';
import { printValue } from './print.ts';
import {
  isList,
  isMap,
  isTrue,
  sortedEntries,
  TemplateRecord,
  type TemplateValue,
  typeName,
} from './value.ts';

/** Marks that no value comes down the pipeline; `undefined` is a value. */
const NOTHING: unique symbol = Symbol('nothing');
type Handed = TemplateValue | typeof NOTHING;

// Go allows 100,000, which our stack does not.
const deepest = 500;

/**
 * The text that a template makes of its data.
 *
 * @throws {TemplateError} `execution`
 */
export function execute(bodies: TemplateBodies, name: string, data: TemplateValue): string {
  const run = new Run(bodies, data, 0);
  run.walk(bodies.get(name) ?? [], data);
  return run.output;
}

interface Variable {
  readonly name: string;
  value: TemplateValue;
}

type Flow = 'on' | 'break' | 'continue';

/** One template at work, with its variables. */
class Run {
  output = '';
  readonly #bodies: TemplateBodies;
  readonly #depth: number;
  readonly #variables: Variable[];

  constructor(bodies: TemplateBodies, data: TemplateValue, depth: number) {
    this.#bodies = bodies;
    this.#depth = depth;
    this.#variables = [{ name: '$', value: data }];
  }

  walk(nodes: readonly TemplateNode[], dot: TemplateValue): Flow {
    for (const node of nodes) {
      const flow = this.#node(node, dot);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #node(node: TemplateNode, dot: TemplateValue): Flow {
    switch (node.kind) {
      case 'text':
        this.output += node.text;
        return 'on';
      case 'action': {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.declarations.length === 0) this.output += printValue(value);
        return 'on';
      }
      case 'if':
      case 'with':
        return this.#scoped(() => {
          const value = this.#pipeline(node.pipeline, dot);
          if (!isTrue(value)) return this.walk(node.otherwise, dot);
          return this.walk(node.body, node.kind === 'with' ? value : dot);
        });
      case 'range':
        return this.#scoped(() => this.#range(node, dot));
      case 'template':
        this.#include(node, dot);
        return 'on';
      default:
        return node.kind;
    }
  }

  /** Variables that are set inside end with it. */
  #scoped<T>(inner: () => T): T {
    const count = this.#variables.length;
    const result = inner();
    this.#variables.length = count;
    return result;
  }

  #range(node: RangeNode, dot: TemplateValue): Flow {
    const value = this.#pipeline(node.pipeline, dot);
    let empty = true;
    for (const [key, element] of this.#elements(value, node)) {
      empty = false;
      const flow = this.#scoped(() => {
        this.#setLoopVariables(node.pipeline, key, element);
        return this.walk(node.body, element);
      });
      if (flow === 'break') break;
    }
    return empty ? this.walk(node.otherwise, dot) : 'on';
  }

  *#elements(
    value: TemplateValue,
    node: RangeNode,
  ): Generator<readonly [TemplateValue, TemplateValue]> {
    if (value === undefined) return;
    if (isList(value)) {
      for (const [i, item] of value.entries()) yield [BigInt(i), item];
    } else if (isMap(value)) {
      yield* sortedEntries(value);
    } else if (typeof value === 'bigint') {
      if (node.pipeline.declarations.length > 1) {
        fail(node.offset, 'a range over a number sets only one variable');
      }
      for (let i = 0n; i < value; i++) yield [undefined, i];
    } else {
      fail(node.offset, `a ${typeName(value)} cannot be ranged over`);
    }
  }

  /** One variable takes the element, two take the key and the element. */
  #setLoopVariables(
    { declarations, assigns }: Pipeline,
    key: TemplateValue,
    element: TemplateValue,
  ): void {
    const [first, second] = declarations;
    if (first === undefined) return;
    const values = second === undefined ? [element] : [key, element];
    for (const [i, name] of declarations.entries()) {
      const variable = assigns
        ? this.#variables.findLast((known) => known.name === name)
        : this.#variables.at(i - declarations.length);
      if (variable !== undefined) variable.value = values[i];
    }
  }

  #include(node: IncludeNode, dot: TemplateValue): void {
    const body = this.#bodies.get(node.name);
    if (body === undefined) fail(node.offset, `there is no template "${node.name}"`);
    if (this.#depth >= deepest) fail(node.offset, `templates nest deeper than ${deepest}`);
    const data = node.pipeline === undefined ? undefined : this.#pipeline(node.pipeline, dot);
    const run = new Run(this.#bodies, data, this.#depth + 1);
    run.walk(body, data);
    this.output += run.output;
  }

  #pipeline({ commands, declarations, assigns }: Pipeline, dot: TemplateValue): TemplateValue {
    let value: Handed = NOTHING;
    for (const command of commands) value = this.#command(command, dot, value);
    const result = value === NOTHING ? undefined : value;
    for (const name of declarations) {
      if (!assigns) this.#variables.push({ name, value: result });
      else {
        const variable = this.#variables.findLast((known) => known.name === name);
        const offset = commands[0]?.offset ?? 0;
        if (variable === undefined) fail(offset, `the variable ${name} is not set`);
        variable.value = result;
      }
    }
    return result;
  }

  #command({ operands, offset }: Command, dot: TemplateValue, handed: Handed): TemplateValue {
    const [first, ...rest] = operands;
    if (first === undefined) return undefined;
    if (first.kind === 'function') return this.#call(first.name, offset, rest, dot, handed);
    if (rest.length > 0 || handed !== NOTHING) {
      fail(first.offset, 'this is not a function and takes no arguments');
    }
    if (first.kind === 'nil') fail(first.offset, 'nil is not a command');
    return this.#operand(first, dot);
  }

  #operand(operand: Operand, dot: TemplateValue): TemplateValue {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'constant':
        if (typeof operand.value === 'bigint' && operand.value > LARGEST_INT) {
          fail(operand.offset, `${operand.value} does not fit an int`);
        }
        return operand.value;
      case 'string':
        return operand.value;
      case 'field':
        return follow(dot, operand.names, operand.offset);
      case 'variable':
        return follow(this.#variable(operand.name, operand.offset), operand.names, operand.offset);
      case 'function':
        return this.#call(operand.name, operand.offset, [], dot, NOTHING);
      case 'pipeline':
        return this.#pipeline(operand.pipeline, dot);
      default:
        return follow(this.#operand(operand.operand, dot), operand.names, operand.offset);
    }
  }

  #variable(name: string, offset: number): TemplateValue {
    const variable = this.#variables.findLast((known) => known.name === name);
    if (variable === undefined) fail(offset, `the variable ${name} is not set`);
    return variable.value;
  }

  #call(
    name: string,
    offset: number,
    operands: readonly Operand[],
    dot: TemplateValue,
    handed: Handed,
  ): TemplateValue {
    if (SHORT_CIRCUIT.has(name)) return this.#shortCircuit(name, offset, operands, dot, handed);
    const found = FUNCTIONS.get(name);
    if (found === undefined) fail(offset, `there is no function ${name}`);
    const count = operands.length + (handed === NOTHING ? 0 : 1);
    if (count < found.least || count > (found.most ?? count)) {
      fail(offset, `${name} takes ${arity(found.least, found.most)}, not ${count}`);
    }
    const values = operands.map((operand) => this.#operand(operand, dot));
    if (handed !== NOTHING) values.push(handed);
    try {
      return found.call(values);
    } catch (error) {
      if (error instanceof CallFault) fail(offset, `${name}: ${error.message}`);
      throw error;
    }
  }

  /** The first value that decides, else the last. */
  #shortCircuit(
    name: string,
    offset: number,
    operands: readonly Operand[],
    dot: TemplateValue,
    handed: Handed,
  ): TemplateValue {
    let value: Handed = NOTHING;
    for (const operand of operands) {
      value = this.#operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    if (handed !== NOTHING) return handed;
    if (value === NOTHING) fail(offset, `${name} takes at least 1 argument, not 0`);
    return value;
  }
}

function follow(start: TemplateValue, names: readonly string[], offset: number): TemplateValue {
  let value = start;
  for (const name of names) {
    if (isMap(value)) value = value.get(name);
    else if (value instanceof TemplateRecord && value.fields.has(name)) {
      value = value.fields.get(name);
    } else if (value !== undefined) fail(offset, `a ${typeName(value)} has no field ${name}`);
  }
  return value;
}

function arity(least: number, most: number | undefined): string {
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`;
  if (most === undefined) return `at least ${plural(least)}`;
  return plural(least);
}

function fail(offset: number, message: string): never {
  throw new TemplateError('execution', offset, message);
}
