import {
  type ConfigProblem,
  compileConfig,
  doubled,
  noRules,
  type PlacedPolicy,
  type PolicyConfig,
  PolicyPlaces,
  type RuleSources,
} from '../config/index.ts';
import type { PolicyDocument } from '../ports/index.ts';
import type { DocumentsByName } from './follow-documents.ts';

/** What has become of a version of a document; told once for each answer. */
export interface DocumentVerdict {
  readonly document: PolicyDocument;
  /** Why it is refused; empty when its policies are in force. */
  readonly problems: readonly ConfigProblem[];
  /** How many policies of it are in force: of this version, or of the last good one. */
  readonly inForce: number;
  /** Whether it was there when its namespace was listed for the first time. */
  readonly isFirst: boolean;
}

/** The policies that do not stand in the cluster, such as those of a folder. */
export interface OwnPolicies {
  readonly placed: readonly PlacedPolicy[];
  /** Their rules, which count for all others as well. */
  readonly rules: RuleSources;
}

/** A document, how it reads, and what of it is in force. */
interface Held {
  readonly document: PolicyDocument;
  readonly isFirst: boolean;
  readonly reading: Reading;
  inForce: readonly PlacedPolicy[] | null;
  /** What was told of it last. */
  told: string | null;
}

interface Reading {
  readonly placed: readonly PlacedPolicy[];
  readonly problems: readonly ConfigProblem[];
}

/**
 * All policies that are in force, from our own and from the documents in the cluster. A document is
 * taken or refused whole; while it is refused its last good version stays in force, as long as the
 * document is there. Of two policies of one name or over one target our own comes first, then that
 * of the older document.
 */
export class PolicyCollection {
  readonly #tell: (verdict: DocumentVerdict) => void;
  readonly #held = new Map<string, Held>();
  readonly #listed = new Set<string>();
  #own: OwnPolicies = { placed: [], rules: noRules };
  #policies: readonly PolicyConfig[] = [];

  constructor(tell: (verdict: DocumentVerdict) => void) {
    this.#tell = tell;
  }

  /** The policies that are in force; another list after each change. */
  get policies(): readonly PolicyConfig[] {
    return this.#policies;
  }

  /** Puts others in the place of our own policies. */
  setOwn(own: OwnPolicies): void {
    this.#own = own;
    // Rules may have come or gone with which a document makes sense.
    for (const [key, held] of this.#held) {
      this.#held.set(key, { ...held, reading: this.#read(held.document) });
    }
    this.#settle();
  }

  /** Puts others in the place of the documents of a namespace. */
  setDocuments(namespace: string, documents: DocumentsByName): void {
    const isFirst = !this.#listed.has(namespace);
    this.#listed.add(namespace);
    for (const [key, { document }] of this.#held) {
      if (document.namespace === namespace && !documents.has(key)) this.#held.delete(key);
    }
    for (const [key, document] of documents) {
      const before = this.#held.get(key);
      const isSame = before?.document.uid === document.uid;
      if (isSame && before.document.resourceVersion === document.resourceVersion) continue;
      this.#held.set(key, {
        document,
        isFirst,
        reading: this.#read(document),
        inForce: isSame ? before.inForce : null,
        told: null,
      });
    }
    this.#settle();
  }

  #read({ namespace, name, data }: PolicyDocument): Reading {
    const files = Object.entries(data)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, text]) => ({ path: `configmap/${namespace}/${name}/${file}`, text }));
    const reading = compileConfig(files, { namespace, rules: this.#own.rules });
    return reading.ok
      ? { placed: reading.placed, problems: [] }
      : { placed: [], problems: reading.problems };
  }

  /** Decides anew which policies are in force. */
  #settle(): void {
    const places = new PolicyPlaces();
    const inForce: PlacedPolicy[] = [...this.#own.placed];
    for (const each of this.#own.placed) places.add(each);
    for (const held of [...this.#held.values()].toSorted(byAge)) {
      const { reading } = held;
      const problems = [...reading.problems, ...doublesIn(reading.placed, places)];
      if (problems.length === 0) held.inForce = reading.placed;
      else if (doublesIn(held.inForce ?? [], places).length > 0) held.inForce = null;
      for (const each of held.inForce ?? []) places.add(each);
      inForce.push(...(held.inForce ?? []));
      this.#conclude(held, problems);
    }
    this.#policies = inForce.map(({ policy }) => policy);
  }

  #conclude(held: Held, problems: readonly ConfigProblem[]): void {
    const told = JSON.stringify(problems);
    if (told === held.told) return;
    held.told = told;
    const { document, isFirst, inForce } = held;
    this.#tell({ document, isFirst, problems, inForce: inForce?.length ?? 0 });
  }
}

function byAge({ document: a }: Held, { document: b }: Held): number {
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1;
}

function doublesIn(
  placed: readonly PlacedPolicy[],
  places: PolicyPlaces,
): readonly ConfigProblem[] {
  return placed.flatMap(({ policy, place }) => {
    const twin = places.twinOf(policy);
    if (twin === null) return [];
    const { path, ...words } = doubled(policy, twin);
    const [, file = place, line, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
    return [{ file, line: Number(line), column: Number(column), field: path.join('.'), ...words }];
  });
}
