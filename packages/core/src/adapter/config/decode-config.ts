import type { DocumentPath, SourceNode } from '../../documents/index.ts';
import type {
  AdapterConfig,
  DiscoveryRule,
  NameMapping,
  OverrideResource,
  ResourceMapping,
  ResourceRule,
  ResourceRules,
  SeriesFilter,
} from './config.ts';
import type { Decoder } from './decoder.ts';

/** What is being filled in: merge keys can set a member more than once. */
type Draft<T> = { -readonly [Member in keyof T]: T[Member] };

/** A whole configuration file. */
export function decodeConfig(decoder: Decoder, node: SourceNode): AdapterConfig {
  const config: Draft<AdapterConfig> = { rules: null };
  decoder.record(node, [], {
    rules: (value, path) => {
      config.rules = decodeRules(decoder, value, path);
    },
    externalRules: (value, path) => {
      const rules = decodeRules(decoder, value, path) ?? [];
      if (rules.length === 0) delete config.externalRules;
      else config.externalRules = rules;
    },
    resourceRules: (value, path) => {
      if (value.kind === 'null') delete config.resourceRules;
      else config.resourceRules = decodeResourceRules(decoder, value, path);
    },
  });
  return config;
}

/** A list of rules; null if there is none. */
export function decodeRules(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
): DiscoveryRule[] | null {
  return decoder.list(node, path, (item, at) => decodeRule(decoder, item, at));
}

function decodeRule(decoder: Decoder, node: SourceNode, path: DocumentPath): DiscoveryRule {
  const resources: Draft<ResourceMapping> = {};
  const name: Draft<NameMapping> = { matches: '', as: '' };
  const rule: Draft<DiscoveryRule> = { seriesQuery: '', seriesFilters: null, resources, name };
  decoder.record(node, path, {
    seriesQuery: (value, at) => {
      rule.seriesQuery = decoder.text(value, at);
    },
    seriesFilters: (value, at) => {
      rule.seriesFilters = decoder.list(value, at, (item, place) =>
        decodeFilter(decoder, item, place),
      );
    },
    resources: (value, at) => decodeResources(decoder, value, at, resources),
    name: (value, at) =>
      decoder.record(value, at, {
        matches: (text, place) => {
          name.matches = decoder.text(text, place);
        },
        as: (text, place) => {
          name.as = decoder.text(text, place);
        },
      }),
    metricsQuery: (value, at) => {
      setText(rule, 'metricsQuery', decoder.text(value, at));
    },
  });
  return rule;
}

/** An empty text is an absent member. */
function setText<Key extends string>(
  target: { [Member in Key]?: string },
  member: Key,
  text: string,
): void {
  if (text === '') delete target[member];
  else target[member] = text;
}

function decodeFilter(decoder: Decoder, node: SourceNode, path: DocumentPath): SeriesFilter {
  const filter: Draft<SeriesFilter> = {};
  decoder.record(node, path, {
    is: (value, at) => setText(filter, 'is', decoder.text(value, at)),
    isNot: (value, at) => setText(filter, 'isNot', decoder.text(value, at)),
  });
  return filter;
}

function decodeResources(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
  resources: Draft<ResourceMapping>,
): void {
  decoder.record(node, path, {
    template: (value, at) => setText(resources, 'template', decoder.text(value, at)),
    overrides: (value, at) => {
      if (value.kind === 'null') delete resources.overrides;
      const known = new Map(Object.entries(resources.overrides ?? {}));
      decoder.entries(value, at, (label, resource, place) => {
        known.set(label, decodeOverride(decoder, resource, place));
      });
      if (known.size > 0) resources.overrides = Object.fromEntries(known);
    },
    namespaced: (value, at) => {
      const flag = decoder.flag(value, at);
      if (flag === undefined) delete resources.namespaced;
      else resources.namespaced = flag;
    },
  });
}

function decodeOverride(decoder: Decoder, node: SourceNode, path: DocumentPath): OverrideResource {
  const override: Draft<OverrideResource> = { resource: '' };
  decoder.record(node, path, {
    group: (value, at) => setText(override, 'group', decoder.text(value, at)),
    resource: (value, at) => {
      override.resource = decoder.text(value, at);
    },
  });
  return override;
}

/** The part that serves metrics.k8s.io. */
export function decodeResourceRules(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
): ResourceRules {
  const cpu = emptyRule();
  const memory = emptyRule();
  const rules: Draft<ResourceRules> = { cpu, memory, window: 0 };
  decoder.record(node, path, {
    cpu: (value, at) => decodeResourceRule(decoder, value, at, cpu),
    memory: (value, at) => decodeResourceRule(decoder, value, at, memory),
    window: (value, at) => {
      rules.window = decoder.duration(value, at);
    },
  });
  return rules;
}

function emptyRule(): Draft<ResourceRule> & { resources: Draft<ResourceMapping> } {
  return { containerQuery: '', nodeQuery: '', resources: {}, containerLabel: '' };
}

function decodeResourceRule(
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
  rule: ReturnType<typeof emptyRule>,
): void {
  decoder.record(node, path, {
    containerQuery: (value, at) => {
      rule.containerQuery = decoder.text(value, at);
    },
    nodeQuery: (value, at) => {
      rule.nodeQuery = decoder.text(value, at);
    },
    resources: (value, at) => decodeResources(decoder, value, at, rule.resources),
    containerLabel: (value, at) => {
      rule.containerLabel = decoder.text(value, at);
    },
  });
}
