import { decodedPath, queryParameters } from './query-parameters.ts';
import { type ApiAnswer, badRequest, noSuchPath } from './status.ts';

export const CUSTOM_GROUP = 'custom.metrics.k8s.io';
export const EXTERNAL_GROUP = 'external.metrics.k8s.io';

export type MetricsGroup = typeof CUSTOM_GROUP | typeof EXTERNAL_GROUP;

/** The versions of each group, the preferred one first. */
export const VERSIONS: Readonly<Record<MetricsGroup, readonly string[]>> = {
  [CUSTOM_GROUP]: ['v1beta2', 'v1beta1'],
  [EXTERNAL_GROUP]: ['v1beta1'],
};

export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** What a URL asks for. */
export type MetricsRoute =
  /** The versions of a group. */
  | { readonly kind: 'group'; readonly group: MetricsGroup }
  /** The metrics of a version. */
  | { readonly kind: 'resources'; readonly group: MetricsGroup; readonly version: string }
  | CustomRoute
  | ExternalRoute;

/** The metric of one object, or of all that a selector selects (`name` is `*`). */
export interface CustomRoute {
  readonly kind: 'custom';
  readonly version: string;
  /** Empty for objects in no namespace. */
  readonly namespace: string;
  /** As written: `services`, `deployment.apps`. */
  readonly resource: string;
  readonly name: string;
  readonly metric: string;
  readonly parameters: QueryParameters;
}

export interface ExternalRoute {
  readonly kind: 'external';
  readonly version: string;
  readonly namespace: string;
  readonly metric: string;
  readonly parameters: QueryParameters;
}

export type Routing =
  | { readonly kind: 'route'; readonly route: MetricsRoute }
  | { readonly kind: 'answer'; readonly group: MetricsGroup; readonly answer: ApiAnswer }
  /** Nothing of the metrics API. */
  | { readonly kind: 'elsewhere' };

/** Reads the path and the query of a URL, as they stand in a request: `/apis/…?labelSelector=…`. */
export function routeMetricsUrl(url: string): Routing {
  const split = url.indexOf('?');
  const path = decodedPath(split === -1 ? url : url.slice(0, split));
  if (path === undefined) return { kind: 'elsewhere' };
  const [, apis, group, version, ...rest] = path.replace(/\/$/, '').split('/');
  if (apis !== 'apis' || (group !== CUSTOM_GROUP && group !== EXTERNAL_GROUP)) {
    return { kind: 'elsewhere' };
  }
  if (version === undefined) return routed({ kind: 'group', group });
  if (!VERSIONS[group].includes(version)) return answered(group, noSuchPath());
  if (rest.length === 0) return routed({ kind: 'resources', group, version });
  const parameters = queryParameters(split === -1 ? '' : url.slice(split + 1));
  return group === CUSTOM_GROUP
    ? routeCustom(version, rest, parameters)
    : routeExternal(version, rest, parameters);
}

function routed(route: MetricsRoute): Routing {
  return { kind: 'route', route };
}

function answered(group: MetricsGroup, answer: ApiAnswer): Routing {
  return { kind: 'answer', group, answer };
}

function routeCustom(
  version: string,
  path: readonly string[],
  parameters: QueryParameters,
): Routing {
  if (path.includes('')) return answered(CUSTOM_GROUP, noSuchPath());
  const about = { kind: 'custom', version, parameters } as const;
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = path;
  if (path.length === 3 && first === 'namespaces') {
    return answered(CUSTOM_GROUP, badRequest('invalid request path'));
  }
  if (path.length === 3) {
    return routed({ ...about, namespace: '', resource: first, name: second, metric: third });
  }
  if (first !== 'namespaces') return answered(CUSTOM_GROUP, noSuchPath());
  if (path.length === 5) {
    return routed({ ...about, namespace: second, resource: third, name: fourth, metric: fifth });
  }
  if (path.length !== 4 || third !== 'metrics') return answered(CUSTOM_GROUP, noSuchPath());
  // The metric of a namespace itself.
  return routed({ ...about, namespace: '', resource: 'namespaces', name: second, metric: fourth });
}

function routeExternal(
  version: string,
  path: readonly string[],
  parameters: QueryParameters,
): Routing {
  const [namespaces, namespace = '', metric = ''] = path;
  if (path.length !== 3 || namespaces !== 'namespaces' || path.includes('')) {
    return answered(EXTERNAL_GROUP, noSuchPath());
  }
  return routed({ kind: 'external', version, namespace, metric, parameters });
}
