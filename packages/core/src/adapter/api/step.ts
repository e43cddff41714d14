import type { Selector } from '../../selectors/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import type { GroupResource } from '../kinds/group-resource.ts';
import type { KindRow, KindTable } from '../kinds/kind-table.ts';
import type { CustomRegistry, ExternalRegistry } from '../registry/registry.ts';
import type { MetricRule } from '../rules/metric-rule.ts';
import type { QueryOutcome } from '../values/query-outcome.ts';
import type { ApiAnswer } from './status.ts';

/** What is to be done next for a request: whoever runs it does it, and hands over what came of it. */
export type MetricsStep =
  | { readonly kind: 'answer'; readonly answer: ApiAnswer }
  /** Names the objects that are in the namespace (in the whole cluster: empty) and selected. */
  | {
      readonly kind: 'list';
      readonly row: KindRow;
      readonly namespace: string;
      readonly selector: Selector;
      readonly next: (names: ObjectNames) => MetricsStep;
    }
  /** Asks Prometheus; several queries when one would be too long. Outcomes in the same order. */
  | {
      readonly kind: 'query';
      readonly queries: readonly string[];
      /** Its terms say whom to ask, and as which tenant. */
      readonly rule: MetricRule;
      readonly next: (outcomes: readonly QueryOutcome[], now: number) => ApiAnswer;
    };

export type ObjectNames =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** What the server knows when a request comes. */
export interface MetricsService {
  readonly kinds: KindTable;
  readonly compatibility: AdapterCompatibility;
  /** Absent if the API is not served. */
  readonly custom?: CustomRegistry;
  readonly external?: ExternalRegistry;
  /** The longest query that is sent whole, in characters; by default 16,000. */
  readonly longestQuery?: number;
  /** Why metrics may be unknown that are there: told to whoever asks for an unknown one. */
  readonly unlisted?: string;
}

/** The resource of a request and how the client wrote it. */
export interface AskedResource {
  readonly asked: GroupResource;
  readonly row: KindRow;
}

export function answered(answer: ApiAnswer): MetricsStep {
  return { kind: 'answer', answer };
}
