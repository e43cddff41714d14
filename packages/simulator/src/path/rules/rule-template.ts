import { Template, TemplateError, TemplateRecord } from '@flyball/core';
import type { SortedLabels } from '../../promql/index.ts';

/** The variables that Prometheus sets before every template of a rule. */
const VARIABLES =
  '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}' +
  '{{$externalURL := .ExternalURL}}{{$value := .Value}}';

/** Nothing but text and `{{ $labels.name }}`: what it becomes depends on the labels alone. */
const OF_LABELS_ALONE = /^(?:[^{]|\{(?!\{)|\{\{-?\s*(?:\$labels|\.Labels)\.\w+\s*-?\}\})*$/;

/**
 * A label or an annotation of an alerting rule. Prometheus' own functions (humanize, query, …) are
 * not here.
 */
export class RuleTemplate {
  readonly text: string;
  /** Whether the same labels always give the same text. */
  readonly ofLabelsAlone: boolean;
  readonly #template: Template | undefined;

  /**
   * @param verbatim whether the text stays as it is, whatever it holds
   * @throws {TemplateError} with an offset in the text; its `code` says why
   */
  constructor(text: string, verbatim = false) {
    this.text = text;
    this.#template = text.includes('{{') && !verbatim ? compile(text) : undefined;
    this.ofLabelsAlone = OF_LABELS_ALONE.test(text);
  }

  /** The text for an element of the rule's result. A template that fails says so, as Prometheus' do. */
  expand(labels: SortedLabels, value: number): string {
    if (this.#template === undefined) return this.text;
    const data = new TemplateRecord('template.tmplData', {
      Labels: new LabelMap(labels.entries()),
      ExternalLabels: new LabelMap(),
      ExternalURL: '',
      Value: value,
    });
    try {
      return this.#template.run(data);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return `<error expanding template: ${error.message}>`;
    }
  }
}

function compile(text: string): Template {
  try {
    return new Template(VARIABLES + text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const offset = Math.max(0, error.offset - VARIABLES.length);
    throw new TemplateError(error.code, offset, error.message);
  }
}

/** A label that is not there is empty in Prometheus' templates. */
class LabelMap extends Map<string, string> {
  override get(name: string): string {
    return super.get(name) ?? '';
  }
}
