import { matchesSelector, type Pod, parseSelector, type Selector } from '@flyball/core';
import type { TargetReference } from '../ports/index.ts';
import type { EmbeddedWorkload } from './embedded-workload.ts';

/** The workloads of the embedded cluster, found by reference and by the labels of their pods. */
export class Workloads {
  readonly #byReference = new Map<string, EmbeddedWorkload>();
  /** By namespace and one label: ten thousand workloads are not searched for each list of pods. */
  readonly #byLabel = new Map<string, Set<EmbeddedWorkload>>();

  find(target: TargetReference): EmbeddedWorkload | null {
    return this.#byReference.get(referenceKey(target)) ?? null;
  }

  add(workload: EmbeddedWorkload): void {
    this.#byReference.set(referenceKey(workload.reference), workload);
    for (const key of placesOf(workload)) {
      const place = this.#byLabel.get(key);
      if (place === undefined) this.#byLabel.set(key, new Set([workload]));
      else place.add(workload);
    }
  }

  remove(target: TargetReference): boolean {
    const workload = this.find(target);
    if (workload === null) return false;
    this.#byReference.delete(referenceKey(target));
    for (const key of placesOf(workload)) this.#byLabel.get(key)?.delete(workload);
    return true;
  }

  /**
   * The pods that a selector selects, in the order of their names, as the API server lists them.
   * @throws {SelectorError} when the text is no selector
   */
  pods(namespace: string, selectorText: string, now: number): readonly Pod[] {
    const selector = parseSelector(selectorText);
    return [...(this.#byLabel.get(placeOf(namespace, selector)) ?? [])]
      .filter(({ labels }) => matchesSelector(selector, labels))
      .flatMap((workload) => workload.pods(now))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function referenceKey({ apiVersion, kind, namespace, name }: TargetReference): string {
  return [apiVersion, kind, namespace, name].join(' ');
}

function placesOf({ reference, labels }: EmbeddedWorkload): readonly string[] {
  const { namespace } = reference;
  const pairs = Object.entries(labels).map(([key, value]) => `${namespace} ${key}=${value}`);
  return [namespace, ...pairs];
}

/** The narrowest place that holds all that the selector can select. */
function placeOf(namespace: string, { requirements }: Selector): string {
  const equal = requirements.find(({ operator }) => operator === '=' || operator === '==');
  return equal === undefined ? namespace : `${namespace} ${equal.key}=${equal.values.join()}`;
}
