import { cac } from 'cac';
import { KubernetesOptionsError } from '../kubernetes/index.ts';
import {
  DecisionLogError,
  KubeConnectionError,
  SecretFileError,
  TlsFileError,
  webhookVersion,
} from '../runtime/node/index.ts';
import { checkCommand } from './check.ts';
import { enrichCommand } from './enrich.ts';
import type { Flags } from './flags.ts';
import { metricsApiCommand } from './metrics-api.ts';
import { serveCommand } from './serve.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const name = 'flyball-webhook';

/**
 * Runs the command that the arguments name.
 *
 * @param args without the program's own name
 * @returns the exit code: 0, 2 for a mistake of the user's, 1 for a run that failed
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const cli = cac(name);
  cli
    .command('serve [folder]', 'Scale the workloads of the policies in [folder] when alerts come')
    .option(
      '--policies-from-configmaps <namespace>',
      'Also the policies in ConfigMaps there; repeat it for several',
    )
    .option('--policy-selector <selector>', 'Which ConfigMaps (flyball.dev/policy=true)')
    .option('--prometheus <url>', 'Where metrics are read: http://prometheus:9090')
    .option('--prometheus-token-file <file>', 'The bearer token for it')
    .option('--token-file <file>', 'A bearer token that callers may use; repeat it for several')
    .option(
      '--basic-auth-file <file>',
      'A user:password that callers may use; repeat it for several',
    )
    .option('--tls-cert <file>', 'Listen with TLS, by this certificate in PEM')
    .option('--tls-key <file>', 'The private key of the certificate')
    .option(
      '--client-ca <file>',
      'Let in only who has a certificate that this authority has signed',
    )
    .option('--client-name <name>', 'Of those, only who has this name; repeat it for several')
    .option('--listen <host:port>', 'Where to listen (127.0.0.1:8787)')
    .option('--kubeconfig <file>', 'The cluster; else KUBECONFIG, the pod’s own, ~/.kube/config')
    .option(
      '--decision-log <folder>',
      'Keep every decision there, for `flyball explain` and replay',
    )
    .option('--decision-log-size <quantity>', 'The longest file of it (64Mi)')
    .option('--decision-log-files <number>', 'How many files are kept (8)')
    .example(
      (bin) => `  On a laptop, for the cluster of the current context:
    $ ${bin} serve policies --prometheus http://localhost:9090`,
    )
    .example(
      (bin) => `  In a pod, for Alertmanager that has the same token:
    $ ${bin} serve /policies --prometheus http://prometheus.monitoring:9090 \\
        --listen 0.0.0.0:8787 --token-file /secrets/token`,
    )
    .example(
      (bin) => `  While a token is replaced, both are accepted:
    $ ${bin} serve … --token-file /secrets/old --token-file /secrets/new`,
    )
    .example(
      (bin) => `  Over TLS, for clients with a certificate of their own:
    $ ${bin} serve … --tls-cert tls.crt --tls-key tls.key --client-ca ca.crt \\
        --client-name alertmanager`,
    )
    .example(
      (bin) => `  With policies that others apply to the cluster, and rules of our own:
    $ ${bin} serve /rules --policies-from-configmaps shop --policies-from-configmaps kong …`,
    )
    .action((folder: unknown, flags: Flags) =>
      serveCommand(typeof folder === 'string' ? folder : undefined, flags, terminal),
    );
  cli
    .command('check <folder>', 'Say what the policies in <folder> mean, or every mistake in them')
    .option('--prometheus <url>', 'Also ask what each query returns now')
    .option('--prometheus-token-file <file>', 'The bearer token for it')
    .example(
      (bin) => `  Before a commit; exit code 2 when there is a mistake:
    $ ${bin} check policies`,
    )
    .example(
      (bin) => `  Before a deployment; exit code 1 when a query returns no value:
    $ ${bin} check policies --prometheus http://localhost:9090`,
    )
    .action((folder: unknown, flags: Flags) => checkCommand(String(folder), flags, terminal));
  cli
    .command(
      'enrich <folder>',
      'Show the metrics of gateways with the names of Kubernetes services',
    )
    .option('--listen <host:port>', 'Where to listen (127.0.0.1:8080)')
    .option('--token-file <file>', 'A bearer token that callers need; repeat it for several')
    .option('--kubeconfig <file>', 'The cluster; else KUBECONFIG, the pod’s own, ~/.kube/config')
    .option('--admin-cert <file>', 'The certificate that Kong’s Admin API asks for, in PEM')
    .option('--admin-key <file>', 'Its private key')
    .option('--admin-ca <file>', 'The authority that has signed for the Admin API')
    .example(
      (bin) => `  In a pod, for the Kong pods that enrichment.yaml in the folder names:
    $ ${bin} enrich /enrichment --listen 0.0.0.0:8080`,
    )
    .action((folder: unknown, flags: Flags) => enrichCommand(String(folder), flags, terminal));
  cli
    .command(
      'metrics-api <...files>',
      'Serve the metrics of prometheus-adapter’s files to a cluster',
    )
    .option('--prometheus <url>', 'Where metrics are read; else servers of the files say it')
    .option('--prometheus-token-file <file>', 'The bearer token for it')
    .option('--external', 'Serve external.metrics.k8s.io as well, which KEDA may own')
    .option('--listen <host:port>', `Where to listen (0.0.0.0:6443)`)
    .option('--tls-cert <file>', 'The certificate of the server in PEM; else one is made')
    .option('--tls-key <file>', 'The private key of the certificate')
    .option('--relist-interval <duration>', 'How often series are listed anew (1m)')
    .option('--cache <duration>', 'So long an answer counts for whoever asks the same (2s)')
    .option('--compatibility <whom>', 'flyball, or prometheus-adapter to answer just as it does')
    .option('--kubeconfig <file>', 'The cluster; else KUBECONFIG, the pod’s own, ~/.kube/config')
    .option(
      '--requestheader-client-ca-file <file>',
      'Instead of what the cluster says of its proxy',
    )
    .option('--requestheader-allowed-names <names>', 'Common names that the proxy may have')
    .option('--client-ca <file>', 'The authorities of clients that come in their own name')
    .option('--authorization-always-allow-paths <paths>', 'Open to all (/healthz,/livez,/readyz)')
    .example(
      (bin) => `  With the values of prometheus-adapter’s chart, in its place:
    $ ${bin} metrics-api values.yaml --tls-cert tls.crt --tls-key tls.key`,
    )
    .action((files: unknown, flags: Flags) =>
      metricsApiCommand([files].flat().map(String), flags, terminal),
    );
  cli.example((bin) => `  $ ${bin} check examples/kong-tutorial`);
  cli.help();
  cli.version(webhookVersion());

  try {
    cli.parse(['node', name, ...args], { run: false });
    if (cli.options['help'] === true || cli.options['version'] === true) return 0;
    if (cli.matchedCommand === undefined) throw noCommand(cli.args[0]);
    return Number(await cli.runMatchedCommand());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isMistake = mistakes.some((kind) => error instanceof kind) || error.name === 'CACError';
    terminal.err.write(`${error.message}\n`);
    if (error.name === 'CACError') terminal.err.write(`see ${name} --help\n`);
    return isMistake ? 2 : 1;
  }
}

const mistakes = [
  UsageError,
  SecretFileError,
  TlsFileError,
  KubeConnectionError,
  KubernetesOptionsError,
  DecisionLogError,
];

function noCommand(given: string | undefined): UsageError {
  const what = given === undefined ? 'no command is given' : `there is no command ${given}`;
  return new UsageError(
    `${what}; the commands are serve, check, enrich and metrics-api, see ${name} --help`,
  );
}
