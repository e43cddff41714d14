/**
 * The rooms of each package in the order of `docs/architecture.md`: a room imports only from rooms
 * before it, through their doors (`index.ts`), and from the packages listed.
 */
export interface House {
  readonly packages: readonly string[];
  readonly rooms: readonly string[];
}

export const houses: Readonly<Record<string, House>> = {
  core: {
    packages: ['re2js', 'simple-statistics', 'yaml'],
    rooms: [
      'numeric',
      'distributions',
      'go',
      'fields',
      'quantity',
      'time',
      'names',
      'selectors',
      'documents',
      'decoding',
      'patterns',
      'labels',
      'exposition',
      'template',
      'hpa/manifest',
      'hpa',
      'guards',
      'records',
      'policies',
      'adapter',
      'alerting',
      'rhythm',
      'queueing',
      'forecast',
      'elasticity',
      'lint',
      '.',
    ],
  },
  webhook: {
    packages: [
      '@flyball/core',
      '@hono/node-server',
      '@kubernetes/client-node',
      '@peculiar/x509',
      'cac',
      'hono',
      'prometheus-query',
      'reflect-metadata',
      'valibot',
    ],
    rooms: [
      'ports',
      'deadline',
      'http-client',
      'events',
      'memory',
      'alertmanager',
      'config',
      'policies',
      'control',
      'prometheus',
      'kubernetes',
      'embedded',
      'http',
      'decision-log',
      'enrichment',
      'metrics-api',
      'manifests',
      '.',
      'runtime/node',
      'cli',
    ],
  },
  simulator: {
    packages: ['@flyball/core', '@lezer/common', '@lezer/lr', '@prometheus-io/lezer-promql', 'cac'],
    rooms: [
      'random',
      'workload',
      'service',
      'promql',
      'path',
      'engine',
      'score',
      'experiment',
      'report',
      'cli',
      '.',
    ],
  },
};
