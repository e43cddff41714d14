import { goQuote } from '../../go/index.ts';
import { Pattern, PatternError } from '../../patterns/index.ts';
import { Template, TemplateError, TemplateRecord, templatePosition } from '../../template/index.ts';
import { formatGroupResource, type GroupResource } from '../kinds/group-resource.ts';
import { RuleFault } from '../problem.ts';

const DELIMITERS = { left: '<<', right: '>>' };

/** `kube_<<.Group>>_<<.Resource>>`: writes the label of a resource, and reads it back. */
export class LabelTemplate {
  readonly #template: Template;
  readonly #pattern: Pattern;

  /** @throws {RuleFault} */
  constructor(source: string) {
    this.#template = parsed(source);
    this.#pattern = patternOf(this.#template);
  }

  read(label: string): GroupResource | undefined {
    const match = this.#pattern.firstMatch(label);
    if (match === undefined) return undefined;
    // Of several groups with one name prometheus-adapter takes the last.
    const part = (name: string) => match.groups[match.names.lastIndexOf(name)] ?? '';
    return { group: part('group'), resource: part('resource') };
  }

  /** @throws {TemplateError} */
  write({ group, resource }: GroupResource): string {
    const label = this.#template.run(recordOf({ group: group.replace(/[.-]/g, '_'), resource }));
    if (label === '') {
      throw new TemplateError('execution', 0, 'empty label produced by label template');
    }
    return label;
  }
}

function recordOf(resource: GroupResource): TemplateRecord {
  return new TemplateRecord(
    'schema.GroupResource',
    { Group: resource.group, Resource: resource.resource },
    () => formatGroupResource(resource),
  );
}

function parsed(source: string): Template {
  try {
    return new Template(source, { delimiters: DELIMITERS, name: 'resource-label' });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new RuleFault({
      code: 'bad-label-template-syntax',
      path: ['resources', 'template'],
      message: `unable to parse label template ${goQuote(source)}: ${error.message}`,
      remedy: 'write a template such as kube_<<.Resource>>',
      within: templatePosition(source, error.offset),
    });
  }
}

/** The labels that the template makes, as a pattern; what is special in patterns is so in labels. */
function patternOf(template: Template): Pattern {
  try {
    const text = template.run(recordOf({ group: '(?P<group>.+?)', resource: '(?P<resource>.+?)' }));
    if (text === '') throw new TemplateError('execution', 0, 'empty template');
    const pattern = new Pattern(`^${text}$`);
    if (pattern.groupNames.includes('resource')) return pattern;
  } catch (error) {
    if (error instanceof TemplateError || error instanceof PatternError) {
      throw labelFault(template, `unable to convert label template to matcher: ${error.message}`);
    }
    throw error;
  }
  throw labelFault(template, 'must include at least `{{.Resource}}` in the label template');
}

function labelFault({ source }: Template, reason: string): RuleFault {
  return new RuleFault({
    code: 'bad-label-template',
    path: ['resources', 'template'],
    message: `unable to generate label format from template ${goQuote(source)}: ${reason}`,
    remedy: 'write a template such as kube_<<.Resource>>; it must print .Resource as it is',
  });
}
