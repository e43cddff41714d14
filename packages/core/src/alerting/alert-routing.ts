import { type DeliveryOptions, readDelivery, requireText } from './delivery.ts';
import type { AlertingProblem } from './problem.ts';

/** Durations in milliseconds. */
export interface AlertRoutingOptions extends DeliveryOptions {
  /** A file that Alertmanager reads the bearer token from. */
  readonly credentialsFile?: string;
}

/** A route of Alertmanager's configuration, field for field. */
export interface AlertmanagerRoute {
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly group_by: readonly string[];
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
}

/** A receiver of Alertmanager's configuration, field for field. */
export interface AlertmanagerReceiver {
  readonly name: string;
  readonly webhook_configs: readonly [WebhookConfig];
}

export interface WebhookConfig {
  readonly url: string;
  readonly send_resolved: true;
  /** 0 is all of them. */
  readonly max_alerts: 0;
  /** Alertmanager 0.25 refuses a file with this field. */
  readonly timeout?: string;
  readonly http_config: {
    readonly authorization?: { readonly type: 'Bearer'; readonly credentials_file: string };
    readonly follow_redirects: false;
  };
}

export interface AlertRouting {
  /** To stand before other routes that would take our alerts: it takes only those. */
  readonly route: AlertmanagerRoute;
  readonly receiver: AlertmanagerReceiver;
}

export type AlertRoutingResult =
  | { readonly ok: true; readonly routing: AlertRouting }
  | { readonly ok: false; readonly problems: readonly AlertingProblem[] };

/**
 * Makes the route and the receiver that bring the alerts of `alertRules` to Flyball: at once when a
 * group begins to fire, then at every `groupInterval` for as long as it fires. One group for each
 * HorizontalPodAutoscaler, so that none waits for another.
 */
export function alertRouting(options: AlertRoutingOptions): AlertRoutingResult {
  const problems: AlertingProblem[] = [];
  const delivery = readDelivery(options, problems);
  const { credentialsFile } = options;
  if (credentialsFile !== undefined) {
    const remedy = 'name the file that holds the token, or leave it out';
    requireText(['credentialsFile'], credentialsFile, 'bad-credentials-file', remedy, problems);
  }
  if (problems.length > 0) return { ok: false, problems };

  const { url, receiver, groupBy, groupWait, groupInterval, repeatInterval, timeout } = delivery;
  const webhook: WebhookConfig = {
    url,
    send_resolved: true,
    max_alerts: 0,
    ...(timeout === undefined ? {} : { timeout }),
    http_config: {
      ...(credentialsFile === undefined
        ? {}
        : { authorization: { type: 'Bearer', credentials_file: credentialsFile } }),
      follow_redirects: false,
    },
  };
  const { name, matchType, value } = delivery.matcher;
  const route: AlertmanagerRoute = {
    receiver,
    matchers: [`${name}${matchType}"${value}"`],
    group_by: groupBy,
    group_wait: groupWait,
    group_interval: groupInterval,
    repeat_interval: repeatInterval,
  };
  return { ok: true, routing: { route, receiver: { name: receiver, webhook_configs: [webhook] } } };
}
