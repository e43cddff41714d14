import { array, type GenericSchema, nullish, object, safeParse, string } from 'valibot';
import { exchange } from '../http-client/index.ts';
import {
  type CallOptions,
  type Clock,
  failure,
  type HttpFetch,
  type Result,
  success,
} from '../ports/index.ts';
import type { ScrapeLimits } from './scrape.ts';
import type { Catalogue, KubernetesObject } from './service-names.ts';

/** So long a catalogue is believed. */
const believedMs = 60_000;

/** So many pages of a catalogue are followed. */
const mostPages = 100;

interface Page {
  readonly data: readonly {
    readonly name?: string | null | undefined;
    readonly tags: readonly string[];
  }[];
  readonly next?: string | null | undefined;
}

interface Known {
  readonly catalogue: Catalogue;
  readonly readAt: number;
  /** Names that were wanted when it was read, and are not in it. */
  readonly absent: ReadonlySet<string>;
}

const pageSchema: GenericSchema<unknown, Page> = object({
  data: array(object({ name: nullish(string()), tags: nullish(array(string()), []) })),
  next: nullish(string()),
});

/**
 * Kong's services and upstreams with the Kubernetes objects that they were made from, as Kong's
 * controllers say in tags (`k8s-name:command`), read from the Admin API of one of the gateways. All
 * gateways of one configuration have the same.
 */
export class KongCatalogue {
  readonly #fetch: HttpFetch;
  readonly #clock: Clock;
  #known: Known | undefined;
  #reading: Promise<Result<Catalogue>> | undefined;

  constructor(fetch: HttpFetch, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /**
   * The catalogue, read again when it is old, or when a name turns up that it lacks. While it
   * cannot be read the last one stays in force: names do not change their meaning.
   */
  async read(
    origin: string,
    names: ReadonlySet<string>,
    limits: ScrapeLimits,
    options: CallOptions,
  ): Promise<Result<Catalogue>> {
    const known = this.#known;
    if (known !== undefined) {
      const isNew = (name: string) => !(known.catalogue.has(name) || known.absent.has(name));
      const isYoung = this.#clock.now() - known.readAt < believedMs;
      if (isYoung && ![...names].some(isNew)) return success(known.catalogue);
    }
    this.#reading ??= this.#readAll(origin, names, limits, options).finally(() => {
      this.#reading = undefined;
    });
    const read = await this.#reading;
    return read.ok || known === undefined ? read : success(known.catalogue);
  }

  async #readAll(
    origin: string,
    names: ReadonlySet<string>,
    limits: ScrapeLimits,
    options: CallOptions,
  ): Promise<Result<Catalogue>> {
    const catalogue = new Map<string, KubernetesObject>();
    for (const collection of ['/upstreams', '/services']) {
      const first = `${origin}${collection}?size=1000`;
      const read = await this.#readCollection(first, catalogue, limits, options);
      if (!read.ok) return read;
    }
    const absent = new Set([...names].filter((name) => !catalogue.has(name)));
    this.#known = { catalogue, readAt: this.#clock.now(), absent };
    return success(catalogue);
  }

  async #readCollection(
    first: string,
    catalogue: Map<string, KubernetesObject>,
    limits: ScrapeLimits,
    { signal }: CallOptions,
  ): Promise<Result<void>> {
    let url = first;
    for (let pages = 0; pages < mostPages; pages++) {
      const headers = { accept: 'application/json', 'user-agent': 'flyball' };
      const request = { url, method: 'GET', headers };
      const answer = await exchange(this.#fetch, request, { ...limits, signal });
      if (!answer.ok) return answer;
      const page = answer.value.status === 200 ? readPage(answer.value.body) : undefined;
      if (page === undefined) {
        return failure(
          'malformed',
          `${url} answered ${answer.value.status}, and no list of an Admin API`,
        );
      }
      for (const { name, tags } of page.data) {
        const found = objectOf(tags);
        if (typeof name === 'string' && found !== undefined) catalogue.set(name, found);
      }
      if (typeof page.next !== 'string') return success(undefined);
      const next = new URL(page.next, url);
      if (next.origin !== new URL(url).origin) break;
      url = next.href;
    }
    return failure('malformed', `${first}: the list does not end`);
  }
}

function readPage(body: string): Page | undefined {
  try {
    const read = safeParse(pageSchema, JSON.parse(body));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** Kong Service without a backend has `UNKNOWN` for its object. */
function objectOf(tags: readonly string[]): KubernetesObject | undefined {
  const tag = (name: string): string => {
    const found = tags.find((each) => each.startsWith(`${name}:`));
    return found?.slice(name.length + 1) ?? '';
  };
  const [namespace, name] = [tag('k8s-namespace'), tag('k8s-name')];
  if (namespace === '' || name === '' || name === 'UNKNOWN') return undefined;
  const [group, version] = [tag('k8s-group'), tag('k8s-version') || 'v1'];
  return {
    namespace,
    name,
    kind: (tag('k8s-kind') || 'Service').toLowerCase(),
    apiVersion: group === '' ? version : `${group}/${version}`,
  };
}
