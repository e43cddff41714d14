import { answerCustom } from './custom-request.ts';
import { customResources, externalResources, groupDocument } from './discovery.ts';
import { answerExternal } from './external-request.ts';
import { CUSTOM_GROUP, type MetricsRoute, routeMetricsUrl } from './route.ts';
import { answered, type MetricsService, type MetricsStep } from './step.ts';

/**
 * Answers a GET of the metrics APIs, step by step: the caller lists objects and runs queries when a
 * step asks for it. Nothing if the URL belongs to no API that is served.
 */
export function answerMetricsUrl(url: string, service: MetricsService): MetricsStep | undefined {
  const routing = routeMetricsUrl(url);
  if (routing.kind === 'elsewhere') return undefined;
  if (routing.kind === 'route') return answerRoute(routing.route, service);
  const served = routing.group === CUSTOM_GROUP ? service.custom : service.external;
  return served && answered(routing.answer);
}

/** The same for a URL that is read already. */
export function answerRoute(route: MetricsRoute, service: MetricsService): MetricsStep | undefined {
  const { custom, external, compatibility } = service;
  switch (route.kind) {
    case 'custom':
      return custom && answerCustom(route, service);
    case 'external':
      return external && answerExternal(route, service);
    case 'group': {
      const served = route.group === CUSTOM_GROUP ? custom : external;
      return served && answered(groupDocument(route.group, compatibility));
    }
    default:
      if (route.group === CUSTOM_GROUP) {
        return custom && answered(customResources(route.version, custom));
      }
      return external && answered(externalResources(route.version, external));
  }
}
