import type { DocumentPath } from '../documents/index.ts';
import { type PlacedDocument, placeOf } from './place.ts';
import { itemsOf, membersOf, textOf } from './plain.ts';
import { queryFacts } from './query-facts.ts';
import type { LintedAlertRule, LintedRoute, LintedRouting, LintedWebhook } from './subject.ts';

/** The rules of a PrometheusRule or of a rule file of Prometheus. */
export function readAlertRules(source: PlacedDocument): readonly LintedAlertRule[] {
  const whole = membersOf(source.document.value);
  const prefix: DocumentPath = whole['kind'] === 'PrometheusRule' ? ['spec'] : [];
  const inner = prefix.length > 0 ? membersOf(whole['spec']) : whole;
  return itemsOf(inner['groups']).flatMap((group, g) =>
    itemsOf(membersOf(group)['rules']).flatMap((entry, r): LintedAlertRule[] => {
      const rule = membersOf(entry);
      const kind = textOf(rule['alert']) === '' ? 'record' : 'alert';
      const expr = String(rule['expr'] ?? '');
      const place = placeOf(source, [...prefix, 'groups', g, 'rules', r, 'expr']);
      const labels = { ...membersOf(membersOf(group)['labels']), ...membersOf(rule['labels']) };
      return [{ kind, name: textOf(rule[kind]), place, facts: queryFacts(expr), labels }];
    }),
  );
}

/** How the two forms of Alertmanager's configuration name their members. */
interface Names {
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly webhooks: string;
  readonly sendResolved: string;
}

const OBJECT: Names = {
  groupWait: 'groupWait',
  groupInterval: 'groupInterval',
  webhooks: 'webhookConfigs',
  sendResolved: 'sendResolved',
};

const FILE: Names = {
  groupWait: 'group_wait',
  groupInterval: 'group_interval',
  webhooks: 'webhook_configs',
  sendResolved: 'send_resolved',
};

/** The routes and webhooks of an AlertmanagerConfig or of Alertmanager's own file. */
export function readRouting(source: PlacedDocument): LintedRouting {
  const whole = membersOf(source.document.value);
  const isObject = whole['kind'] === 'AlertmanagerConfig';
  const names = isObject ? OBJECT : FILE;
  const prefix: DocumentPath = isObject ? ['spec'] : [];
  const inner = isObject ? membersOf(whole['spec']) : whole;
  const namespace = textOf(membersOf(whole['metadata'])['namespace']);
  return {
    source,
    namespace: isObject ? namespace || 'default' : null,
    routes: routesIn(inner['route'], [...prefix, 'route'], names),
    webhooks: webhooksIn(inner['receivers'], [...prefix, 'receivers'], names),
  };
}

/** A route and all below it; what a route does not say it has from the one above. */
function routesIn(
  value: unknown,
  path: DocumentPath,
  names: Names,
  above?: LintedRoute,
): readonly LintedRoute[] {
  const route = membersOf(value);
  const own = (name: string): string | undefined => textOf(route[name]) || undefined;
  const here: LintedRoute = {
    path,
    receiver: textOf(route['receiver']) || (above?.receiver ?? ''),
    groupWait: own(names.groupWait) ?? above?.groupWait,
    groupInterval: own(names.groupInterval) ?? above?.groupInterval,
    matchers: itemsOf(route['matchers']),
  };
  const below = itemsOf(route['routes']).flatMap((inner, index) =>
    routesIn(inner, [...path, 'routes', index], names, here),
  );
  return [here, ...below];
}

function webhooksIn(receivers: unknown, path: DocumentPath, names: Names): LintedWebhook[] {
  return itemsOf(receivers).flatMap((entry, r) => {
    const receiver = membersOf(entry);
    return itemsOf(receiver[names.webhooks]).map((webhook, w) => {
      const members = membersOf(webhook);
      return {
        path: [...path, r, names.webhooks, w],
        receiver: textOf(receiver['name']),
        url: textOf(members['url']),
        sendResolved: members[names.sendResolved],
      };
    });
  });
}
