import { goQuote } from '../../go/index.ts';
import { Template, TemplateError, TemplateRecord, templatePosition } from '../../template/index.ts';
import { type AdapterProblemCode, RuleFault } from '../problem.ts';

/** What prometheus-adapter fills in. */
const FIELDS = ['Series', 'LabelMatchers', 'LabelValuesByName', 'GroupBy', 'GroupBySlice'];

/** What a query template is filled with. */
export interface QueryArguments {
  readonly series: string;
  readonly labelMatchers: readonly string[];
  /** Values by label, several joined by `|`. */
  readonly labelValuesByName: ReadonlyMap<string, string>;
  readonly groupBy: readonly string[];
}

/** The template printed nothing. */
export class EmptyQueryError extends Error {
  override readonly name = 'EmptyQueryError';

  constructor() {
    super('empty query produced by metrics query template');
  }
}

export interface TemplateCheck {
  readonly checked: boolean;
  readonly fields?: readonly string[];
}

/** A `metricsQuery`, `containerQuery` or `nodeQuery`. */
export class QueryTemplate {
  readonly #template: Template;

  /**
   * `checked` also refuses fields that do not exist; prometheus-adapter finds those only when it
   * queries. `fields` are those that may be used.
   *
   * @throws {TemplateError}
   */
  constructor(source: string, { checked, fields = FIELDS }: TemplateCheck) {
    const delimiters = { left: '<<', right: '>>' };
    this.#template = new Template(source, { delimiters, name: 'metrics-query' });
    if (checked) this.#template.requireFields(fields);
  }

  /** Whether the query depends on the name of the series. */
  get usesSeries(): boolean {
    const { fields, whole } = this.#template.uses;
    return whole || fields.has('Series');
  }

  /**
   * The query.
   *
   * @throws {TemplateError} `execution`
   * @throws {EmptyQueryError}
   */
  fill({ series, labelMatchers, labelValuesByName, groupBy }: QueryArguments): string {
    const query = this.#template.run(
      new TemplateRecord('naming.queryTemplateArgs', {
        Series: series,
        LabelMatchers: labelMatchers.join(','),
        LabelValuesByName: labelValuesByName,
        GroupBy: groupBy.join(','),
        GroupBySlice: groupBy,
      }),
    );
    if (query === '') throw new EmptyQueryError();
    return query;
  }
}

/**
 * Reads a query template of a configuration.
 *
 * @throws {RuleFault}
 */
export function readQueryTemplate(
  source: string,
  options: TemplateCheck & { readonly member: string; readonly about: string },
): QueryTemplate {
  try {
    return new QueryTemplate(source, options);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const code: AdapterProblemCode = 'bad-query-template';
    throw new RuleFault({
      code,
      path: [options.member],
      message: `${options.about}: unable to parse metrics query template ${goQuote(source)}: ${error.message}`,
      remedy: remedyOf(error, options.fields ?? FIELDS),
      within: templatePosition(source, error.offset),
    });
  }
}

function remedyOf({ code }: TemplateError, fields: readonly string[]): string {
  if (code === 'unknown-field') return `use one of ${fields.map((name) => `.${name}`).join(', ')}`;
  if (code === 'unknown-function') {
    return 'only the functions of Go templates exist: index, printf, eq, and, or, not, len and so on';
  }
  return 'write an action as <<.Series>>; {{ }} is plain text here';
}
