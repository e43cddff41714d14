import { FaultSchedule, type PathFaults } from '../../path/index.ts';
import type { FaultKind, FaultSpec } from '../path-spec.ts';

/**
 * What is wrong on a path, by the instant in milliseconds since the epoch.
 *
 * @throws RangeError for a fault that does not end after it begins.
 */
export function pathFaults(faults: readonly FaultSpec[], startsAt: number): PathFaults {
  const windows = faults.map(({ kind, from, until }) => ({
    kind,
    from: startsAt + from * 1000,
    to: startsAt + until * 1000,
  }));
  const schedules = new Map<FaultKind, FaultSchedule<FaultKind>>();
  for (const { kind } of faults) {
    schedules.set(kind, new FaultSchedule(windows.filter((window) => window.kind === kind)));
  }
  if (schedules.size === 0) return {};
  const during =
    <Kind extends string>(kind: Kind, ...of: readonly FaultKind[]) =>
    (at: number): Kind | undefined =>
      of.some((one) => schedules.get(one)?.at(at) !== undefined) ? kind : undefined;
  const scrapes = [
    during('skipped', 'prometheus-down', 'scrape-gap'),
    during('unreachable', 'targets-down'),
    during('nan', 'scrape-nan'),
  ] as const;
  const queries = [during('unavailable', 'prometheus-down'), during('nan', 'query-nan')] as const;
  return {
    scrape: (at) => scrapes[0](at) ?? scrapes[1](at) ?? scrapes[2](at),
    rules: during('skipped', 'prometheus-down'),
    query: (at) => queries[0](at) ?? queries[1](at),
    relist: during('unavailable', 'prometheus-down'),
    metricsApi: during('unavailable', 'metrics-api-down'),
    alerts: during('lost', 'alertmanager-down'),
    webhook: during('unavailable', 'webhook-down'),
  };
}
