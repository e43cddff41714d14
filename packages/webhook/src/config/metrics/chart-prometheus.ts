import { entryNamed, type SourceDocument, type SourceMapping } from '@flyball/core';

/** What the chart of prometheus-adapter takes where its values name no port. */
const defaultPort = '9090';

/**
 * The address of Prometheus in the values of prometheus-adapter's Helm chart: `prometheus.url`, with
 * the port and the path that the chart puts behind it.
 */
export function chartPrometheus({ root }: SourceDocument): string | undefined {
  if (root?.kind !== 'mapping') return undefined;
  const prometheus = entryNamed(root, 'prometheus')?.value;
  if (prometheus?.kind !== 'mapping') return undefined;
  const url = textOf(prometheus, 'url');
  if (url === undefined) return undefined;
  const port = textOf(prometheus, 'port') ?? defaultPort;
  const behind = port === '' || port === '0' ? '' : `:${port}`;
  return `${url}${behind}${textOf(prometheus, 'path') ?? ''}`;
}

function textOf(parent: SourceMapping, name: string): string | undefined {
  const value = entryNamed(parent, name)?.value;
  if (value === undefined || value.kind === 'sequence' || value.kind === 'mapping')
    return undefined;
  return value.kind === 'null' ? undefined : value.source;
}
