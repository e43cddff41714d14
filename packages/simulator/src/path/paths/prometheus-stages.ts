import { RuleLoop, type RuleStep } from '../rules/index.ts';
import { ScrapeLoop } from '../scrape/index.ts';
import type { Stage } from '../timing/index.ts';
import type { PrometheusOptions } from './path-options.ts';
import type { Emit } from './path-run.ts';

/** Prometheus itself: its scrapes, then its rule groups in their order. */
export function prometheusStages(
  options: PrometheusOptions,
  onRules: (group: string, step: RuleStep) => void,
): readonly Stage[] {
  const { store, startedAt, targets, scrapeInterval: interval, ruleGroups = [] } = options;
  const { scrapePhase, offsetSeed, discoveryInterval, faults = {} } = options;
  const scrapes = new ScrapeLoop({
    store,
    startedAt,
    targets,
    interval,
    ...(scrapePhase === undefined ? {} : { phase: scrapePhase }),
    ...(offsetSeed === undefined ? {} : { offsetSeed }),
    ...(discoveryInterval === undefined ? {} : { discoveryInterval }),
    ...(faults.scrape === undefined ? {} : { fault: faults.scrape }),
  });
  const groups = ruleGroups.map((group): Stage => {
    const loop = new RuleLoop({
      group,
      store,
      startedAt,
      ...(faults.rules === undefined ? {} : { fault: faults.rules }),
    });
    return {
      nextEventAt: () => loop.nextEventAt(),
      advance: (to) => {
        for (const step of loop.advance(to)) onRules(group.name, step);
      },
    };
  });
  return [scrapes, ...groups];
}

/** Says what rules did. */
export function ruleEvents(emit: Emit): (group: string, step: RuleStep) => void {
  return (group, step) => emit({ kind: 'rules', at: step.at, group, step });
}
