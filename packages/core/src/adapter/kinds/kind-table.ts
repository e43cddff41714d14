import { goLowerCase } from '../../go/index.ts';
import { guessResource } from '../../names/index.ts';
import type { GroupResource } from './group-resource.ts';

/** One kind that the cluster serves. */
export interface KindRow {
  readonly group: string;
  readonly version: string;
  /** The version that the cluster prefers for the group. */
  readonly preferred: boolean;
  /** Plural: `services`. */
  readonly resource: string;
  /** `service`; empty where the cluster announces none. */
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** No kind answers to this name. */
export class UnknownResourceError extends Error {
  override readonly name = 'UnknownResourceError';
  readonly resource: GroupResource;

  constructor(resource: GroupResource, message: string) {
    super(message);
    this.resource = resource;
  }
}

interface Entry {
  readonly row: KindRow;
  readonly plural: string;
  readonly singular: string;
  /** Order of the API group and, inside it, of the version. */
  readonly rank: number;
}

/**
 * The kinds of a cluster, and how a name finds one: what client-go's RESTMapper knows from
 * discovery, here from a table. The order of the groups is their priority; a later row of the same
 * resource replaces an earlier one.
 */
export class KindTable {
  readonly rows: readonly KindRow[];
  readonly #entries: ReadonlyMap<string, readonly Entry[]>;

  constructor(rows: readonly KindRow[]) {
    this.rows = withoutRepetition(rows);
    this.#entries = indexed(this.rows);
  }

  /** This table and more kinds. */
  with(rows: readonly KindRow[]): KindTable {
    return new KindTable([...this.rows, ...rows]);
  }

  /**
   * The kind that a resource name means. Case does not matter; plural, singular and the list of a
   * kind all find it; a group finds every group that begins with it. Of several the first counts.
   *
   * @throws {UnknownResourceError}
   */
  find({ group, resource }: GroupResource): KindRow {
    const name = goLowerCase(resource);
    if (name === '') {
      const message = `a resource must be present, got: ${group}/, Resource=`;
      throw new UnknownResourceError({ group, resource }, message);
    }
    const entries = this.#entries.get(name) ?? [];
    const found = group === '' ? entries : ofGroup(entries, group);
    const first = found[0];
    if (first !== undefined) return first.row;
    const message = `no matches for ${group}/, Resource=${name}`;
    throw new UnknownResourceError({ group, resource }, message);
  }

  /**
   * The singular of a resource, whatever its group.
   *
   * @throws {UnknownResourceError}
   */
  singular(resource: string): string {
    const name = goLowerCase(resource);
    const entry = (this.#entries.get(name) ?? [])[0];
    if (entry !== undefined) return entry.singular;
    const message = `no matches for /, Resource=${name}`;
    throw new UnknownResourceError({ group: '', resource }, message);
  }

  /** The row of a kind by its exact name and group; of several versions the preferred one. */
  ofKind(group: string, kind: string): KindRow | undefined {
    const rows = this.rows.filter((row) => row.group === group && row.kind === kind);
    return rows.find((row) => row.preferred) ?? rows[0];
  }
}

function withoutRepetition(rows: readonly KindRow[]): readonly KindRow[] {
  const byName = new Map<string, KindRow>();
  for (const row of rows) byName.set(`${row.group}/${row.version}/${row.resource}`, row);
  return [...byName.values()];
}

function indexed(rows: readonly KindRow[]): ReadonlyMap<string, readonly Entry[]> {
  const ranks = rankOfVersions(rows);
  const entries = rows.flatMap((row) => entriesOf(row, ranks.get(versionKey(row)) ?? 0));
  // Every version of every group answers to "list".
  for (const [key, rank] of ranks) {
    const row = rows.find((candidate) => versionKey(candidate) === key);
    if (row === undefined) continue;
    const list = { ...row, resource: 'lists', singular: 'list', kind: 'List', namespaced: false };
    entries.push({ row: list, plural: 'lists', singular: 'list', rank });
  }
  const index = new Map<string, Entry[]>();
  for (const entry of entries.toSorted((one, other) => one.rank - other.rank)) {
    for (const name of new Set([entry.plural, entry.singular])) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [entry]);
      else known.push(entry);
    }
  }
  return index;
}

function versionKey({ group, version }: KindRow): string {
  return `${group}/${version}`;
}

/** Groups in the order of the table; in a group the preferred version first. */
function rankOfVersions(rows: readonly KindRow[]): ReadonlyMap<string, number> {
  const groups = [...new Set(rows.map((row) => row.group))];
  const ordered = groups.flatMap((group) => {
    const own = rows.filter((row) => row.group === group);
    return [...own.filter((row) => row.preferred), ...own.filter((row) => !row.preferred)];
  });
  return new Map([...new Set(ordered.map(versionKey))].map((key, rank) => [key, rank]));
}

function entriesOf(row: KindRow, rank: number): readonly Entry[] {
  const singular = row.singular === '' ? goLowerCase(row.kind) : row.singular;
  const list = guessResource(`${row.kind}List`);
  const listRow = {
    ...row,
    resource: list.plural,
    singular: list.singular,
    kind: `${row.kind}List`,
  };
  return [
    { row, plural: row.resource, singular, rank },
    { row: listRow, plural: list.plural, singular: list.singular, rank },
  ];
}

/** The group itself, or what begins with it: `networking` finds networking.k8s.io. */
function ofGroup(entries: readonly Entry[], group: string): readonly Entry[] {
  return entries.filter(({ row }) => row.group.startsWith(group));
}
