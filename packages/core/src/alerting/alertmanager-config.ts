import { type Delivery, type DeliveryOptions, readDelivery, requireText } from './delivery.ts';
import type { AlertingProblem } from './problem.ts';

export interface AlertmanagerConfigOptions extends DeliveryOptions {
  /**
   * The namespace of the policies whose alerts it routes. The operator puts the matcher
   * `namespace="<this>"` before the route (`alertmanagerConfigMatcherStrategy: OnNamespace`, its
   * default), and the alerts of `alertRules` carry the policy's namespace: so every namespace with
   * policies needs an AlertmanagerConfig of its own, and none routes another's alerts.
   */
  readonly namespace: string;
  /** The object's name, `flyball` by default. */
  readonly name?: string;
  /** Labels of the object, where the operator is told to select by them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Where the bearer token is: a key of a Secret in the same namespace. */
  readonly credentials?: { readonly name: string; readonly key: string };
}

/** An AlertmanagerConfig of the Prometheus operator, `monitoring.coreos.com/v1alpha1`. */
export interface AlertmanagerConfig {
  readonly apiVersion: 'monitoring.coreos.com/v1alpha1';
  readonly kind: 'AlertmanagerConfig';
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly route: Pick<
      Delivery,
      'receiver' | 'groupBy' | 'groupWait' | 'groupInterval' | 'repeatInterval'
    > & { readonly matchers: readonly Delivery['matcher'][] };
    readonly receivers: readonly [
      {
        readonly name: string;
        readonly webhookConfigs: readonly [
          {
            readonly url: string;
            readonly sendResolved: true;
            readonly maxAlerts: 0;
            readonly timeout?: string;
            readonly httpConfig: {
              readonly followRedirects: false;
              readonly authorization?: {
                readonly type: 'Bearer';
                readonly credentials: { readonly name: string; readonly key: string };
              };
            };
          },
        ];
      },
    ];
  };
}

export type AlertmanagerConfigResult =
  | { readonly ok: true; readonly manifest: AlertmanagerConfig }
  | { readonly ok: false; readonly problems: readonly AlertingProblem[] };

/** The route and the receiver of `alertRouting`, as the Prometheus operator takes them. */
export function alertmanagerConfig(options: AlertmanagerConfigOptions): AlertmanagerConfigResult {
  const problems: AlertingProblem[] = [];
  const { url, receiver, matcher, timeout, ...grouping } = readDelivery(options, problems);
  const { namespace, name = 'flyball', labels, credentials } = options;
  if (credentials !== undefined) {
    const remedy = 'name the Secret of the token and its key, or leave credentials out';
    requireText(['credentials', 'name'], credentials.name, 'bad-secret', remedy, problems);
    requireText(['credentials', 'key'], credentials.key, 'bad-secret', remedy, problems);
  }
  if (problems.length > 0) return { ok: false, problems };
  const authorization = credentials && ({ type: 'Bearer', credentials } as const);
  return {
    ok: true,
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { namespace, name, ...(labels === undefined ? {} : { labels }) },
      spec: {
        route: { receiver, matchers: [matcher], ...grouping },
        receivers: [
          {
            name: receiver,
            webhookConfigs: [
              {
                url,
                sendResolved: true,
                maxAlerts: 0,
                ...(timeout === undefined ? {} : { timeout }),
                httpConfig: {
                  followRedirects: false,
                  ...(authorization === undefined ? {} : { authorization }),
                },
              },
            ],
          },
        ],
      },
    },
  };
}
