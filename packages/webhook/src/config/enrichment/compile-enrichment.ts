import { entryNamed, readDocuments, type SourceDocument } from '@flyball/core';
import type { ConfigFile } from '../config-file.ts';
import { type ConfigProblem, missingFrom } from '../config-problem.ts';
import { type AttachedExtension, attachedExtensions } from './attached-extensions.ts';
import type {
  DataPlaneConfig,
  EnrichedMetric,
  EnrichmentConfig,
  ServiceMapping,
} from './enrichment-config.ts';
import {
  enrichmentSchema,
  type WrittenDataPlane,
  type WrittenEnrichment,
} from './enrichment-schema.ts';
import { type KongSwitches, kongMetrics } from './kong-metrics.ts';
import { kongNames } from './kong-names.ts';
import { type PlacedDocument, problemAt, readPlaced } from './placed-schema.ts';

export type EnrichmentReading =
  | { readonly ok: true; readonly config: EnrichmentConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type Written = WrittenEnrichment['enrichment'];

/** What is shown where no extension says it. */
const usual: KongSwitches = {
  latency: true,
  bandwidth: true,
  statusCode: true,
  upstreamHealth: false,
};

/**
 * Compiles the enrichment out of the files of a folder: its own file (`enrichment:`), which says
 * where the gateways are, and the manifests of Kong's operator as they are applied to a cluster.
 * All mistakes are reported at once. Other documents are passed over.
 */
export function compileEnrichment(files: readonly ConfigFile[]): EnrichmentReading {
  const problems: ConfigProblem[] = [];
  const documents: PlacedDocument[] = [];
  for (const file of files) {
    for (const document of readDocuments(file.text, { dialect: 'kubernetes' })) {
      if (!document.isEmpty) documents.push({ file, document });
    }
  }
  const own = documents.filter(({ document }) => isEnrichment(document));
  for (const { file, document } of own) {
    problems.push(
      ...document.problems.map((problem) => ({ ...problem, file: file.path, field: '' })),
    );
  }
  const extensions = attachedExtensions(documents, problems);
  const [first, ...further] = own;
  if (first === undefined) problems.push(nothing(files));
  for (const placed of further) {
    problems.push(
      problemAt(placed, ['enrichment'], 'there is a second enrichment', 'write one', 'key'),
    );
  }
  const read =
    first && problems.length === 0 ? readPlaced(first, enrichmentSchema, problems) : null;
  if (first === undefined || read === null) return { ok: false, problems };
  const { enrichment } = read;
  if (extensions.length > 0) refuseDoubts(first, enrichment, problems);
  const config: EnrichmentConfig = {
    dataPlanes: enrichment.dataPlanes.map(dataPlaneOf),
    mapping: mappingOf(first, enrichment, problems),
    keep: enrichment.keep,
    ...(extensions.length === 0
      ? ownSelection(enrichment)
      : extensionSelection(enrichment, extensions, problems)),
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function isEnrichment({ root }: SourceDocument): boolean {
  return root?.kind === 'mapping' && entryNamed(root, 'enrichment') !== undefined;
}

function nothing(files: readonly ConfigFile[]): ConfigProblem {
  return missingFrom(files, {
    message: 'no file says where the gateways are',
    remedy:
      'add a file with enrichment: and below it dataPlanes:, see docs/reference/enrichment.md',
  });
}

/** An extension says already what is shown. */
function refuseDoubts(
  placed: PlacedDocument,
  { services, config }: Written,
  problems: ConfigProblem[],
): void {
  const given = [...(services ? ['services'] : []), ...(config ? ['config'] : [])];
  for (const field of given) {
    problems.push(
      problemAt(
        placed,
        ['enrichment', field],
        'a DataPlaneMetricsExtension among the files says this already',
        'remove one of the two',
        'key',
      ),
    );
  }
}

function dataPlaneOf(written: WrittenDataPlane): DataPlaneConfig {
  const { url, namespace = '', selector = '', path = '/metrics', adminService } = written;
  if (url !== undefined) return { kind: 'address', url };
  const isAdmin = adminService !== undefined;
  return {
    kind: 'pods',
    namespace,
    selector,
    scheme: written.scheme ?? (isAdmin ? 'https' : 'http'),
    port: written.port ?? (isAdmin ? 8444 : 8100),
    path,
    service: adminService ?? null,
  };
}

/** Tags are read from the Admin API, where that is what is scraped. */
function mappingOf(
  placed: PlacedDocument,
  { mapping, dataPlanes }: Written,
  problems: ConfigProblem[],
): ServiceMapping {
  const { table, patterns } = mapping;
  const tags = mapping.tags ?? dataPlanes.some(({ adminService }) => adminService !== undefined);
  const all = mapping.kongNames ? [...patterns, ...kongNames] : patterns;
  if (!tags && all.length === 0 && Object.keys(table).length === 0) {
    problems.push(
      problemAt(
        placed,
        ['enrichment', 'mapping'],
        'nothing says which Kubernetes service a service of the gateway stands for',
        'write mapping: with kongNames: true, a table, patterns, or tags: true with the Admin API as data plane',
      ),
    );
  }
  const rows = Object.entries(table).map(([from, to]) => {
    const [namespace = '', name = ''] = to.split('/');
    return [from, { namespace, name }] as const;
  });
  return { table: new Map(rows), patterns: all, tags };
}

function ownSelection(written: Written): Pick<EnrichmentConfig, 'metrics' | 'services'> {
  const metrics = [...kongMetrics(written.config ?? usual), ...furtherMetrics(written)];
  const names = new Set(metrics.map(({ name }) => name));
  const { services } = written;
  return {
    metrics,
    services: services === undefined ? null : new Map(services.map((each) => [each, names])),
  };
}

/** Each extension shows its metrics of its services; two for one service are refused, as upstream. */
function extensionSelection(
  written: Written,
  extensions: readonly AttachedExtension[],
  problems: ConfigProblem[],
): Pick<EnrichmentConfig, 'metrics' | 'services'> {
  const further = furtherMetrics(written);
  const metrics = new Map<string, EnrichedMetric>();
  const services = new Map<string, ReadonlySet<string>>();
  for (const { placed, extension, namespaces } of extensions) {
    const own = [...kongMetrics(extension.spec.config), ...further];
    for (const metric of own) metrics.set(metric.name, metric);
    const names = new Set(own.map(({ name }) => name));
    const { matchNames } = extension.spec.serviceSelector;
    for (const [index, { name }] of matchNames.entries()) {
      for (const namespace of namespaces) {
        const key = `${namespace}/${name}`;
        if (services.has(key)) problems.push(twice(placed, index, key));
        services.set(key, names);
      }
    }
  }
  return { metrics: [...metrics.values()], services };
}

function twice(placed: PlacedDocument, index: number, service: string): ConfigProblem {
  return problemAt(
    placed,
    ['spec', 'serviceSelector', 'matchNames', index, 'name'],
    `another DataPlaneMetricsExtension selects the service ${service} already`,
    'name the service in one of them',
  );
}

function furtherMetrics({ metrics }: Written): readonly EnrichedMetric[] {
  return metrics.map(({ name, service, keep, buckets }) => ({
    name,
    serviceLabel: service,
    keep,
    bounds: buckets,
  }));
}
