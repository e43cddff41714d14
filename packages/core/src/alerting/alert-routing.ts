import { durationOption } from './durations.ts';
import { type AlertingProblem, problemAt } from './problem.ts';
import { alertNames } from './rule-group.ts';
import { isBlank } from './text.ts';

/** Durations in milliseconds. */
export interface AlertRoutingOptions {
  /** Where Flyball receives alerts: `http://flyball.flyball.svc:8787/api/v1/alerts`. */
  readonly url: string;
  /** The receiver's name, `flyball` by default. */
  readonly receiver?: string;
  /**
   * How long a change in a group that already fires, and its repetition, waits at most; 5,000 by
   * default.
   */
  readonly groupInterval?: number;
  /**
   * After how long an unchanged alert is sent again, at the next tick of `groupInterval`; less than
   * that, 4,000 by default.
   */
  readonly repeatInterval?: number;
  /** A file that Alertmanager reads the bearer token from. */
  readonly credentialsFile?: string;
  /** The Alertmanager's version, such as `0.28.1`. From 0.28 on a delivery gets a time limit. */
  readonly alertmanager?: string;
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
  const { url, receiver = 'flyball', groupInterval = 5_000, repeatInterval = 4_000 } = options;
  const { credentialsFile } = options;
  if (!/^https?:\/\/[^\s/?#]+[^\s]*$/.test(url)) {
    problems.push(
      problemAt(
        ['options', 'url'],
        'bad-url',
        `${JSON.stringify(withoutPassword(url))} is no address of http or https`,
        'write the whole address, such as http://flyball.flyball.svc:8787/api/v1/alerts',
      ),
    );
  }
  requireText('receiver', receiver, 'bad-receiver', 'name the receiver, or leave it out', problems);
  if (credentialsFile !== undefined) {
    const remedy = 'name the file that holds the token, or leave it out';
    requireText('credentialsFile', credentialsFile, 'bad-credentials-file', remedy, problems);
  }
  const intervals = readIntervals(groupInterval, repeatInterval, problems);
  const timed = hasTimeout(options.alertmanager, problems);
  if (problems.length > 0) return { ok: false, problems };

  const webhook: WebhookConfig = {
    url,
    send_resolved: true,
    max_alerts: 0,
    ...(timed ? { timeout: '3s' } : {}),
    http_config: {
      ...(credentialsFile === undefined
        ? {}
        : { authorization: { type: 'Bearer', credentials_file: credentialsFile } }),
      follow_redirects: false,
    },
  };
  const route: AlertmanagerRoute = {
    receiver,
    matchers: [`alertname=~"${alertNames.join('|')}"`],
    group_by: ['namespace', 'horizontalpodautoscaler'],
    group_wait: '0s',
    ...intervals,
  };
  return { ok: true, routing: { route, receiver: { name: receiver, webhook_configs: [webhook] } } };
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/s, '//…@');
}

function requireText(
  name: string,
  text: string,
  code: 'bad-receiver' | 'bad-credentials-file',
  remedy: string,
  problems: AlertingProblem[],
): void {
  if (!isBlank(text)) return;
  const message = `${JSON.stringify(text)} is empty`;
  problems.push(problemAt(['options', name], code, message, remedy));
}

function readIntervals(
  groupInterval: number,
  repeatInterval: number,
  problems: AlertingProblem[],
): Pick<AlertmanagerRoute, 'group_interval' | 'repeat_interval'> {
  const before = problems.length;
  const group_interval = durationOption('groupInterval', groupInterval, 2, problems);
  const repeat_interval = durationOption('repeatInterval', repeatInterval, 1, problems);
  if (problems.length === before && repeatInterval >= groupInterval) {
    problems.push(
      problemAt(
        ['options', 'repeatInterval'],
        'repeat-not-below-group',
        `repeatInterval ${repeat_interval} is not below groupInterval ${group_interval}: Alertmanager would leave out every other repetition, or more`,
        `set repeatInterval below ${groupInterval}, such as ${Math.floor(groupInterval * 0.8)}`,
      ),
    );
  }
  return { group_interval, repeat_interval };
}

function hasTimeout(version: string | undefined, problems: AlertingProblem[]): boolean {
  if (version === undefined) return false;
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.|$)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    problems.push(
      problemAt(
        ['options', 'alertmanager'],
        'bad-version',
        `${JSON.stringify(version)} is no version of Alertmanager`,
        'write it as alertmanager --version prints it, such as 0.28.1',
      ),
    );
    return false;
  }
  return Number(major) > 0 || Number(minor) >= 28;
}
