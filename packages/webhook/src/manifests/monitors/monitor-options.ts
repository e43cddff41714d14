import { formatPrometheusDuration } from '@flyball/core';

/** How a monitor of the Prometheus operator is to look. */
export interface MonitorOptions {
  /** Where the monitor itself stands; the namespace of what it scrapes by default. */
  readonly namespace?: string;
  /** The object's name; that of what it scrapes by default. */
  readonly name?: string;
  /**
   * What the Prometheus selects monitors by. kube-prometheus-stack selects `release: <name of the
   * Helm release>`, and passes over every monitor without it.
   */
  readonly labels: Readonly<Record<string, string>>;
  /** The name of the port, which has to exist: a monitor of one that does not finds nothing. */
  readonly port: string;
  /** @defaultValue '/metrics' */
  readonly path?: string;
  /** @defaultValue 'http' */
  readonly scheme?: 'http' | 'https';
  /**
   * Milliseconds. A scaling metric is no newer than its scrape; the operator's own default is 30 s.
   * @defaultValue 10,000
   */
  readonly interval?: number;
  /**
   * Milliseconds; at most the interval, or the operator refuses the object.
   * @defaultValue the interval
   */
  readonly scrapeTimeout?: number;
  /**
   * Whether labels of the metrics win over those of the target. Without it Prometheus stores the
   * metrics' own `namespace` and `service` as `exported_…`, which the tutorial's rules rely on.
   * @defaultValue false
   */
  readonly honorLabels?: boolean;
  /** A Secret in the monitor's namespace that holds the bearer token; files are not allowed everywhere. */
  readonly bearerToken?: { readonly secret: string; readonly key: string };
}

/** An object of `monitoring.coreos.com/v1` that says what a Prometheus scrapes. */
export interface MonitorManifest<Kind extends string, Spec> {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: Kind;
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: Spec;
}

/** What one port is scraped with. */
export interface MonitorEndpoint {
  readonly port: string;
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly interval: string;
  readonly scrapeTimeout: string;
  readonly honorLabels: boolean;
  readonly authorization?: {
    readonly type: 'Bearer';
    readonly credentials: { readonly name: string; readonly key: string };
  };
}

/** How objects are found by their labels. */
export interface MonitorSelection {
  readonly namespaceSelector: { readonly matchNames: readonly string[] };
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/** Why a monitor would find nothing, or would be refused. */
export interface MonitorProblem {
  readonly code: 'no-such-port' | 'no-labels' | 'no-release-label' | 'bad-interval' | 'bad-timeout';
  readonly message: string;
  readonly remedy: string;
}

export type MonitorResult<Manifest> =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly MonitorProblem[] };

/** The endpoint of the options. */
export function endpointOf(options: MonitorOptions): MonitorEndpoint {
  const { port, path = '/metrics', scheme = 'http', honorLabels = false, bearerToken } = options;
  const { interval = 10_000, scrapeTimeout = interval } = options;
  return {
    port,
    path,
    scheme,
    interval: formatPrometheusDuration(interval),
    scrapeTimeout: formatPrometheusDuration(scrapeTimeout),
    honorLabels,
    ...(bearerToken !== undefined && {
      authorization: {
        type: 'Bearer',
        credentials: { name: bearerToken.secret, key: bearerToken.key },
      },
    }),
  };
}

/** What is wrong with the options, whatever they are for. */
export function optionProblems(options: MonitorOptions): readonly MonitorProblem[] {
  const { labels, interval = 10_000, scrapeTimeout = interval } = options;
  const problems: MonitorProblem[] = [];
  if (Object.keys(labels).length === 0) {
    problems.push({
      code: 'no-release-label',
      message: 'the monitor has no labels, and kube-prometheus-stack selects by release',
      remedy:
        'give labels: { release: <name of the Helm release> }, or those that your Prometheus selects',
    });
  }
  if (!Number.isInteger(interval) || interval <= 0) {
    problems.push({
      code: 'bad-interval',
      message: `the interval ${interval} is no positive number of milliseconds`,
      remedy: 'write 10,000 for ten seconds',
    });
  } else if (!Number.isInteger(scrapeTimeout) || scrapeTimeout <= 0 || scrapeTimeout > interval) {
    problems.push({
      code: 'bad-timeout',
      message: `the timeout ${scrapeTimeout} is not between 0 and the interval ${interval}`,
      remedy: 'give a timeout of at most the interval: the operator refuses a longer one',
    });
  }
  return problems;
}

/** What is wrong with what is to be found. */
export function foundProblems(
  what: string,
  labels: Readonly<Record<string, string>>,
  ports: readonly (string | undefined)[],
  port: string,
): readonly MonitorProblem[] {
  const named = ports.filter((name) => name !== undefined && name !== '');
  const problems: MonitorProblem[] = [];
  if (Object.keys(labels).length === 0) {
    problems.push({
      code: 'no-labels',
      message: `${what} has no labels to be found by`,
      remedy: 'label it; a monitor selects by labels alone',
    });
  }
  if (!named.includes(port)) {
    problems.push({
      code: 'no-such-port',
      message: `${what} has no port named ${port}`,
      remedy:
        named.length === 0
          ? 'give its port a name; a monitor names ports, and no numbers'
          : `name one of ${named.join(', ')}`,
    });
  }
  return problems;
}
