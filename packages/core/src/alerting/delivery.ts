import type { DocumentPath } from '../documents/index.ts';
import { durationOption } from './durations.ts';
import { type AlertingProblem, problemAt } from './problem.ts';
import { alertNames } from './rule-group.ts';
import { isBlank } from './text.ts';

/** How Alertmanager brings our alerts to Flyball. Durations in milliseconds. */
export interface DeliveryOptions {
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
  /** The Alertmanager's version, such as `0.28.1`. From 0.28 on a delivery gets a time limit. */
  readonly alertmanager?: string;
}

/** The same, checked and written as Alertmanager and its operator write durations. */
export interface Delivery {
  readonly url: string;
  readonly receiver: string;
  /** Takes our alerts and no others. */
  readonly matcher: {
    readonly name: 'alertname';
    readonly matchType: '=~';
    readonly value: string;
  };
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** Absent for an Alertmanager that refuses the field. */
  readonly timeout?: string;
}

/** Checks the options; what is wrong becomes a problem. */
export function readDelivery(options: DeliveryOptions, problems: AlertingProblem[]): Delivery {
  const { url, receiver = 'flyball', groupInterval = 5_000, repeatInterval = 4_000 } = options;
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
  requireText(
    ['receiver'],
    receiver,
    'bad-receiver',
    'name the receiver, or leave it out',
    problems,
  );
  return {
    url,
    receiver,
    matcher: { name: 'alertname', matchType: '=~', value: alertNames.join('|') },
    groupBy: ['namespace', 'horizontalpodautoscaler'],
    groupWait: '0s',
    ...readIntervals(groupInterval, repeatInterval, problems),
    ...(hasTimeout(options.alertmanager, problems) ? { timeout: '3s' } : {}),
  };
}

/** An option that must not be blank. */
export function requireText(
  path: DocumentPath,
  text: string,
  code: 'bad-receiver' | 'bad-credentials-file' | 'bad-secret',
  remedy: string,
  problems: AlertingProblem[],
): void {
  if (!isBlank(text)) return;
  const message = `${JSON.stringify(text)} is empty`;
  problems.push(problemAt(['options', ...path], code, message, remedy));
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/s, '//…@');
}

function readIntervals(
  groupInterval: number,
  repeatInterval: number,
  problems: AlertingProblem[],
): Pick<Delivery, 'groupInterval' | 'repeatInterval'> {
  const before = problems.length;
  const group = durationOption('groupInterval', groupInterval, 2, problems);
  const repeat = durationOption('repeatInterval', repeatInterval, 1, problems);
  if (problems.length === before && repeatInterval >= groupInterval) {
    problems.push(
      problemAt(
        ['options', 'repeatInterval'],
        'repeat-not-below-group',
        `repeatInterval ${repeat} is not below groupInterval ${group}: Alertmanager would leave out every other repetition, or more`,
        `set repeatInterval below ${groupInterval}, such as ${Math.floor(groupInterval * 0.8)}`,
      ),
    );
  }
  return { groupInterval: group, repeatInterval: repeat };
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
