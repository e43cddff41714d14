import { type LabelSet, PatternError } from '@flyball/core';
import { durationField } from '../timing/duration-field.ts';
import { AlertMatcher, compareMatchers, parseMatchers } from './alert-matcher.ts';
import type {
  AlertmanagerConfigFile,
  InhibitRuleFile,
  RouteFile,
  WebhookFile,
} from './config-file.ts';
import {
  AlertmanagerConfigError,
  type AlertmanagerProblem,
  type AlertmanagerProblemCode,
} from './config-problem.ts';
import { Route, type RouteOptions } from './route.ts';

/** One webhook of a receiver; durations in milliseconds. */
export interface Webhook {
  readonly receiver: string;
  /** Its place among the webhooks of the receiver. */
  readonly index: number;
  readonly url: string;
  readonly sendResolved: boolean;
  readonly maxAlerts: number;
  /** Infinity for no limit but that of the flush. */
  readonly timeout: number;
}

export interface InhibitRule {
  readonly sources: readonly AlertMatcher[];
  readonly targets: readonly AlertMatcher[];
  readonly equal: readonly string[];
}

type Path = readonly (string | number)[];

const DEFAULTS: Omit<RouteOptions, 'receiver'> = {
  groupBy: [],
  groupWait: 30_000,
  groupInterval: 300_000,
  repeatInterval: 14_400_000,
  labels: {},
};

/** A configuration of Alertmanager, read and checked once. */
export class AlertmanagerConfig {
  readonly resolveTimeout: number;
  readonly route: Route;
  readonly inhibitRules: readonly InhibitRule[];
  readonly #webhooks: ReadonlyMap<string, readonly Webhook[]>;

  /** @throws {AlertmanagerConfigError} with everything that is wrong */
  constructor(file: AlertmanagerConfigFile) {
    const reader = new Reader(new Set(file.receivers.map(({ name }) => name)));
    this.resolveTimeout = reader.duration(file.global?.resolve_timeout, 300_000, [
      'global',
      'resolve_timeout',
    ]);
    this.route = reader.root(file.route);
    this.#webhooks = new Map(
      file.receivers.map(({ name, webhook_configs = [] }, i) => [
        name,
        webhook_configs.map((webhook, index) =>
          reader.webhook(webhook, name, index, ['receivers', i, 'webhook_configs', index]),
        ),
      ]),
    );
    this.inhibitRules = (file.inhibit_rules ?? []).map((rule, i) =>
      reader.inhibitRule(rule, ['inhibit_rules', i]),
    );
    if (reader.problems.length > 0) throw new AlertmanagerConfigError(reader.problems);
  }

  webhooksOf(receiver: string): readonly Webhook[] {
    return this.#webhooks.get(receiver) ?? [];
  }
}

class Reader {
  readonly problems: AlertmanagerProblem[] = [];
  readonly #receivers: ReadonlySet<string>;

  constructor(receivers: ReadonlySet<string>) {
    this.#receivers = receivers;
  }

  root(file: RouteFile): Route {
    if (file.receiver === undefined) {
      this.#report('receiver', ['route'], 'the root route names no receiver', 'set receiver');
    }
    if (file.matchers !== undefined || file.match !== undefined || file.match_re !== undefined) {
      const remedy = 'give them to a child, for every alert must find a route';
      this.#report('route', ['route'], 'the root route has matchers', remedy);
    }
    return this.#route(file, { ...DEFAULTS, receiver: '' }, undefined, 0, ['route']);
  }

  #route(
    file: RouteFile,
    inherited: RouteOptions,
    parent: Route | undefined,
    place: number,
    path: Path,
  ): Route {
    const options = this.#options(file, inherited, path);
    const matchers = this.#routeMatchers(file, path).sort(compareMatchers);
    const route = new Route(options, matchers, file.continue ?? false, parent, place);
    route.children = (file.routes ?? []).map((child, i) =>
      this.#route(child, options, route, i, [...path, 'routes', i]),
    );
    return route;
  }

  #options(file: RouteFile, inherited: RouteOptions, path: Path): RouteOptions {
    const { receiver = inherited.receiver, group_by: groupBy } = file;
    if (receiver !== '' && !this.#receivers.has(receiver)) {
      const remedy = 'add it to receivers, or name one of those';
      this.#report('receiver', [...path, 'receiver'], `there is no receiver ${receiver}`, remedy);
    }
    if (groupBy?.includes('...') && groupBy.length > 1) {
      const remedy = "write ['...'] alone for all labels";
      this.#report('group-by', [...path, 'group_by'], 'the dots stand beside labels', remedy);
    }
    if (groupBy !== undefined && new Set(groupBy).size < groupBy.length) {
      this.#report('group-by', [...path, 'group_by'], 'a label stands there twice', 'name it once');
    }
    for (const [name, value] of Object.entries(file.labels ?? {})) {
      if (!value.includes('{{')) continue;
      const remedy = 'write the value itself';
      this.#report('route', [...path, 'labels', name], 'templates are not simulated here', remedy);
    }
    return {
      receiver,
      groupBy:
        groupBy === undefined ? inherited.groupBy : groupBy.includes('...') ? 'all' : groupBy,
      groupWait: this.duration(file.group_wait, inherited.groupWait, [...path, 'group_wait']),
      groupInterval: this.#positive(file.group_interval, inherited.groupInterval, [
        ...path,
        'group_interval',
      ]),
      repeatInterval: this.#positive(file.repeat_interval, inherited.repeatInterval, [
        ...path,
        'repeat_interval',
      ]),
      labels: { ...inherited.labels, ...file.labels },
    };
  }

  #routeMatchers(file: RouteFile, path: Path): AlertMatcher[] {
    const old = (matchers: LabelSet | undefined, operator: '=' | '=~', member: string) =>
      Object.entries(matchers ?? {}).flatMap(([name, value]) =>
        this.#matcher({ name, operator, value }, [...path, member, name]),
      );
    return [
      ...old(file.match, '=', 'match'),
      ...old(file.match_re, '=~', 'match_re'),
      ...this.#matchers(file.matchers, [...path, 'matchers']),
    ];
  }

  #matchers(texts: readonly string[] = [], path: Path): AlertMatcher[] {
    return texts.flatMap((text, i) => {
      const parsed = parseMatchers(text);
      if (parsed === undefined) {
        const remedy = 'write label="value", with one of = != =~ !~';
        this.#report('matcher', [...path, i], `${text} is no matcher`, remedy);
        return [];
      }
      return parsed.flatMap((matcher) => this.#matcher(matcher, [...path, i]));
    });
  }

  #matcher(
    { name, operator, value }: Pick<AlertMatcher, 'name' | 'operator' | 'value'>,
    path: Path,
  ): readonly AlertMatcher[] {
    try {
      return [new AlertMatcher(name, operator, value)];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      this.#report('matcher', path, error.message, 'write a regular expression of Go (RE2)');
      return [];
    }
  }

  webhook(file: WebhookFile, receiver: string, index: number, path: Path): Webhook {
    if (file.url === '') this.#report('url', [...path, 'url'], 'the address is empty', 'set url');
    const maxAlerts = file.max_alerts ?? 0;
    if (!Number.isInteger(maxAlerts) || maxAlerts < 0) {
      const message = `${maxAlerts} is no number of alerts`;
      this.#report('number', [...path, 'max_alerts'], message, 'write a whole number, 0 for all');
    }
    // 0 means no limit, as in Alertmanager.
    const timeout = this.duration(file.timeout, 0, [...path, 'timeout']);
    return {
      receiver,
      index,
      url: file.url,
      sendResolved: file.send_resolved ?? true,
      maxAlerts,
      timeout: timeout === 0 ? Number.POSITIVE_INFINITY : timeout,
    };
  }

  inhibitRule(file: InhibitRuleFile, path: Path): InhibitRule {
    return {
      sources: this.#matchers(file.source_matchers, [...path, 'source_matchers']),
      targets: this.#matchers(file.target_matchers, [...path, 'target_matchers']),
      equal: file.equal ?? [],
    };
  }

  #positive(text: string | undefined, otherwise: number, path: Path): number {
    const milliseconds = this.duration(text, otherwise, path);
    if (milliseconds > 0) return milliseconds;
    this.#report('duration', path, `${text} is not above zero`, 'write a duration such as 5s');
    return otherwise;
  }

  duration(text: string | undefined, otherwise: number, path: Path): number {
    return durationField(text, otherwise, (message, remedy) =>
      this.#report('duration', path, message, remedy),
    );
  }

  #report(code: AlertmanagerProblemCode, path: Path, message: string, remedy: string): void {
    this.problems.push({ code, path, message, remedy });
  }
}
