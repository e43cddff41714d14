import { TemplateError } from '../../template/index.ts';
import type { ResourceMapping } from '../config/config.ts';
import {
  formatGroupResource,
  type GroupResource,
  isSameResource,
  isUnnamespaced,
} from '../kinds/group-resource.ts';
import { type KindTable, UnknownResourceError } from '../kinds/kind-table.ts';
import { RuleFault } from '../problem.ts';
import { LabelTemplate } from './label-template.ts';

/** No label of a rule stands for the resource. */
export class NoLabelError extends Error {
  override readonly name = 'NoLabelError';
}

/** What a series' labels stand for. */
export interface SeriesResources {
  readonly resources: readonly GroupResource[];
  /** Whether the metrics stand in a namespace, as prometheus-adapter tells it from the labels. */
  readonly namespaced: boolean;
}

/** Labels of series to resources of the API and back, as one rule maps them. */
export class ResourceLabels {
  readonly #kinds: KindTable;
  readonly #byLabel: ReadonlyMap<string, GroupResource>;
  readonly #template: LabelTemplate | undefined;

  /** @throws {RuleFault} */
  constructor(mapping: ResourceMapping, kinds: KindTable) {
    this.#kinds = kinds;
    if (mapping.template !== undefined && mapping.template !== '') {
      this.#template = new LabelTemplate(mapping.template);
    }
    this.#byLabel = new Map(
      Object.entries(mapping.overrides ?? {}).map(([label, override]) => [
        label,
        known({ group: override.group ?? '', resource: override.resource }, label, kinds),
      ]),
    );
  }

  /** The resources that the rule names label by label. */
  get overrides(): ReadonlyMap<string, GroupResource> {
    return this.#byLabel;
  }

  /** Whether any resource has a label, by the rule's template. */
  get hasTemplate(): boolean {
    return this.#template !== undefined;
  }

  /** What the labels of a series stand for; labels that stand for nothing are passed over. */
  ofSeries(labels: readonly string[]): SeriesResources {
    const resources: GroupResource[] = [];
    let namespaced = false;
    for (const label of labels) {
      const resource = this.#ofLabel(label);
      if (resource === 'unknown') continue;
      if (resource !== undefined) resources.push(resource);
      if (resource === undefined || !isUnnamespaced(resource)) namespaced = true;
    }
    return { resources, namespaced };
  }

  /** Nothing if the label has no such form; `unknown` if it has, but names no resource. */
  #ofLabel(label: string): GroupResource | 'unknown' | undefined {
    const override = this.#byLabel.get(label);
    if (override !== undefined) return override;
    const read = this.#template?.read(label);
    if (read === undefined) return undefined;
    try {
      const { group, resource } = this.#kinds.find(read);
      return { group, resource };
    } catch (error) {
      if (error instanceof UnknownResourceError) return 'unknown';
      throw error;
    }
  }

  /**
   * The label that stands for a resource.
   *
   * @throws {NoLabelError}
   */
  labelOf(resource: GroupResource): string {
    for (const [label, candidate] of this.#byLabel) {
      if (isSameResource(candidate, resource)) return label;
    }
    const message = `unable to convert resource ${formatGroupResource(resource)} into label`;
    if (this.#template === undefined) {
      const reason = 'no generic resource label form specified for this metric';
      throw new NoLabelError(`${message}: ${reason}`);
    }
    try {
      const singular = this.#kinds.singular(resource.resource);
      return this.#template.write({ group: resource.group, resource: singular });
    } catch (error) {
      if (error instanceof UnknownResourceError) {
        const reason = `unable to singularize resource ${resource.resource}: ${error.message}`;
        throw new NoLabelError(`${message}: ${reason}`);
      }
      if (error instanceof TemplateError) throw new NoLabelError(`${message}: ${error.message}`);
      throw error;
    }
  }
}

function known(asked: GroupResource, label: string, kinds: KindTable): GroupResource {
  try {
    const { group, resource } = kinds.find(asked);
    return { group, resource };
  } catch (error) {
    if (!(error instanceof UnknownResourceError)) throw error;
    throw new RuleFault({
      code: 'unknown-resource',
      path: ['resources', 'overrides', label],
      message: `unable to normalize group-resource {${asked.group} ${asked.resource}}: ${error.message}`,
      remedy: 'correct the name or the group, or add the kind to the kind table',
    });
  }
}
