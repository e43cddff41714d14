import { type MetricsGroup, type MetricsService, servedGroups } from '@flyball/core';

type Served = Pick<MetricsService, 'custom' | 'external'>;

/** A shape of URLs, below the root of a version. */
interface Shape {
  readonly path: string;
  readonly description: string;
  readonly selectors: readonly string[];
}

interface DescribedGroup {
  readonly versions: readonly string[];
  readonly list: string;
  readonly shapes: readonly Shape[];
}

const inNamespace = '/namespaces/{namespace}';

/** All metrics have the same few shapes: what there is at present stands in discovery. */
const described: Readonly<Record<MetricsGroup, DescribedGroup>> = {
  'custom.metrics.k8s.io': {
    versions: ['v1beta1', 'v1beta2'],
    list: 'MetricValueList',
    shapes: [
      {
        path: `${inNamespace}/{resource}/{name}/{metric}`,
        description:
          'A metric of one object in a namespace; of all that are selected by the name *',
        selectors: ['labelSelector', 'metricLabelSelector'],
      },
      {
        path: `${inNamespace}/metrics/{metric}`,
        description: 'A metric of a namespace',
        selectors: ['metricLabelSelector'],
      },
      {
        path: '/{resource}/{name}/{metric}',
        description:
          'A metric of one object in no namespace; of all that are selected by the name *',
        selectors: ['labelSelector', 'metricLabelSelector'],
      },
    ],
  },
  'external.metrics.k8s.io': {
    versions: ['v1beta1'],
    list: 'ExternalMetricValueList',
    shapes: [
      {
        path: `${inNamespace}/{metric}`,
        description: 'A metric that is of no object',
        selectors: ['labelSelector'],
      },
    ],
  },
};

/** `/openapi/v3`: where the document of each version stands. */
export function openApiIndex(service: Served): object {
  const paths = servedGroups(service).flatMap((group) =>
    described[group].versions.map((version) => {
      const root = `apis/${group}/${version}`;
      return [root, { serverRelativeURL: `/openapi/v3/${root}` }] as const;
    }),
  );
  return { paths: Object.fromEntries(paths) };
}

/** One version in OpenAPI 3; nothing if it is not served. */
export function openApiDocument(
  service: Served,
  group: string,
  version: string,
): object | undefined {
  const found = servedGroups(service).find((each) => each === group);
  if (found === undefined || !described[found].versions.includes(version)) return undefined;
  const schema = { type: 'object', description: `${described[found].list} of ${group}/${version}` };
  return {
    openapi: '3.0.0',
    info,
    paths: pathsOf(
      found,
      version,
      (name, place) => ({
        name,
        in: place,
        required: place === 'path',
        schema: { type: 'string' },
      }),
      { content: { 'application/json': { schema } } },
    ),
  };
}

/** `/openapi/v2`: everything in one document. */
export function swaggerDocument(service: Served): object {
  const paths = servedGroups(service).map((group) =>
    described[group].versions.map((version) =>
      pathsOf(
        group,
        version,
        (name, place) => ({ name, in: place, required: place === 'path', type: 'string' }),
        { schema: { type: 'object' } },
      ),
    ),
  );
  return { swagger: '2.0', info, paths: Object.assign({}, ...paths.flat()) };
}

const info = { title: 'Flyball metrics API', version: 'v1' };

function pathsOf(
  group: MetricsGroup,
  version: string,
  parameter: (name: string, place: 'path' | 'query') => object,
  content: object,
): Readonly<Record<string, object>> {
  const { shapes, list } = described[group];
  const paths = shapes.map(({ path, description, selectors }, i) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const operation = {
      description,
      operationId: `read-${list}-${version}-${i}`,
      parameters: [
        ...names.map((name) => parameter(name, 'path')),
        ...selectors.map((name) => parameter(name, 'query')),
      ],
      responses: { '200': { description: list, ...content } },
    };
    return [`/apis/${group}/${version}${path}`, { get: operation }] as const;
  });
  return Object.fromEntries(paths);
}
