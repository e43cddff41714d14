import { stringify } from 'yaml';
import type { AlertRouting } from './alert-routing.ts';
import type { RuleGroup } from './rule-group.ts';

/** A rule file of Prometheus with these groups. */
export function formatRuleFile(groups: readonly RuleGroup[]): string {
  return yaml({ groups });
}

/**
 * A whole configuration of Alertmanager: our route under one whose receiver sends nothing. To add
 * to an existing file, take its `route.routes[0]` and its last receiver.
 */
export function formatAlertmanagerConfig({ route, receiver }: AlertRouting): string {
  const silent = receiver.name === 'nobody' ? 'nobody-else' : 'nobody';
  return yaml({
    route: { receiver: silent, routes: [route] },
    receivers: [{ name: silent }, receiver],
  });
}

/** Go's readers know YAML 1.1, in which `no` is no text: this dialect quotes it. */
function yaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
