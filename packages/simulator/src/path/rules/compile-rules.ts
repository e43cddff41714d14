import { isMetricName, type LabelSet, TemplateError, templatePosition } from '@flyball/core';
import { Query, QueryError } from '../../promql/index.ts';
import { durationField } from '../timing/duration-field.ts';
import type { AlertingRuleSpec } from './alerting-rule.ts';
import type { AlertingRuleFile, RecordingRuleFile, RuleGroupFile } from './rule-file.ts';
import type { RuleGroupOptions } from './rule-group-options.ts';
import { RuleGroupError, type RuleProblem, type RuleProblemCode } from './rule-problem.ts';
import { RuleTemplate } from './rule-template.ts';

export interface RecordingRuleSpec {
  readonly record: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
}

export interface CompiledRule {
  readonly query: Query;
  readonly spec: AlertingRuleSpec | RecordingRuleSpec;
}

export interface CompiledGroup {
  /** In milliseconds. */
  readonly interval: number;
  readonly queryOffset: number;
  readonly rules: readonly CompiledRule[];
}

type Path = readonly (string | number)[];

/** @throws {RuleGroupError} with everything that is wrong */
export function compileRules(file: RuleGroupFile, options: RuleGroupOptions): CompiledGroup {
  const compiler = new Compiler(options);
  const group = compiler.group(file);
  if (compiler.problems.length > 0) throw new RuleGroupError(compiler.problems);
  return group;
}

class Compiler {
  readonly problems: RuleProblem[] = [];
  readonly #options: RuleGroupOptions;

  constructor(options: RuleGroupOptions) {
    this.#options = options;
  }

  group(file: RuleGroupFile): CompiledGroup {
    const { evaluationInterval = 60_000, queryOffset = 0 } = this.#options;
    const interval = this.#duration(file.interval, evaluationInterval, ['interval']);
    if (!(interval > 0)) {
      this.#report(
        'interval',
        ['interval'],
        `${file.interval} is no interval`,
        'write one such as 30s',
      );
    }
    if (file.name === '') {
      this.#report('name', ['name'], 'the group has no name', 'name it');
    }
    if (!Number.isInteger(file.limit ?? 0) || (file.limit ?? 0) < 0) {
      this.#report(
        'limit',
        ['limit'],
        `${file.limit} is no limit`,
        'write a whole number, 0 for none',
      );
    }
    return {
      interval,
      queryOffset: this.#duration(file.query_offset, queryOffset, ['query_offset']),
      rules: file.rules.flatMap((rule, i) => this.#rule(rule, file.labels ?? {}, ['rules', i])),
    };
  }

  #rule(
    rule: AlertingRuleFile | RecordingRuleFile,
    groupLabels: LabelSet,
    path: Path,
  ): readonly CompiledRule[] {
    const query = this.#query(rule.expr, path);
    const labels = { ...groupLabels, ...rule.labels };
    if ('__name__' in labels) {
      const message = 'a rule cannot set the name of a metric as a label';
      this.#report('rule', [...path, 'labels', '__name__'], message, 'leave it out');
    }
    const spec =
      'alert' in rule ? this.#alerting(rule, labels, path) : this.#recording(rule, labels, path);
    return query === undefined ? [] : [{ query, spec }];
  }

  #alerting(rule: AlertingRuleFile, labels: LabelSet, path: Path): AlertingRuleSpec {
    if (rule.alert === '') {
      this.#report('name', [...path, 'alert'], 'the alert has no name', 'name it');
    }
    return {
      alert: rule.alert,
      holdDuration: this.#duration(rule.for, 0, [...path, 'for']),
      keepFiringFor: this.#duration(rule.keep_firing_for, 0, [...path, 'keep_firing_for']),
      labels: this.#templates(labels, [...path, 'labels'], false),
      annotations: this.#templates(rule.annotations ?? {}, [...path, 'annotations'], true),
    };
  }

  #recording({ record }: RecordingRuleFile, labels: LabelSet, path: Path): RecordingRuleSpec {
    if (!isMetricName(record, 'utf8')) {
      const message = `${JSON.stringify(record)} is no name of a metric`;
      this.#report(
        'name',
        [...path, 'record'],
        message,
        'name the series, such as job:requests:rate1m',
      );
    }
    return { record, labels: Object.entries(labels) };
  }

  #query(text: string, path: Path): Query | undefined {
    const { lookback, experimentalFunctions, evaluationInterval } = this.#options;
    try {
      const query = new Query(text, {
        ...(lookback === undefined ? {} : { lookback }),
        ...(experimentalFunctions === undefined ? {} : { experimentalFunctions }),
        ...(evaluationInterval === undefined ? {} : { defaultStep: evaluationInterval }),
      });
      if (query.type === 'vector' || query.type === 'scalar') return query;
      const remedy = 'write an expression that answers an instant vector or a scalar';
      this.#report('query', [...path, 'expr'], `the expression answers a ${query.type}`, remedy);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      for (const { message, remedy, line, column } of error.problems) {
        this.#report('query', [...path, 'expr'], message, remedy, { line, column });
      }
    }
    return undefined;
  }

  /** @param spare whether a text may stay as it is if it uses functions that are not here */
  #templates(
    texts: LabelSet,
    path: Path,
    spare: boolean,
  ): readonly (readonly [name: string, template: RuleTemplate])[] {
    return Object.entries(texts).flatMap(([name, text]) => {
      try {
        return [[name, new RuleTemplate(text)] as const];
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        if (spare && error.code === 'unknown-function') {
          return [[name, new RuleTemplate(text, true)] as const];
        }
        const within = templatePosition(text, error.offset);
        const remedy = 'write a template of Go, with $labels and $value';
        this.#report('template', [...path, name], error.message, remedy, within);
        return [];
      }
    });
  }

  #duration(text: string | undefined, otherwise: number, path: Path): number {
    return durationField(text, otherwise, (message, remedy) =>
      this.#report('duration', path, message, remedy),
    );
  }

  #report(
    code: RuleProblemCode,
    path: Path,
    message: string,
    remedy: string,
    within?: RuleProblem['within'],
  ): void {
    this.problems.push({
      code,
      path,
      message,
      remedy,
      ...(within === undefined ? {} : { within }),
    });
  }
}
