import type { EvidenceReading, EvidenceValue, MissingEvidence } from '../../guards/index.ts';
import type {
  ContainerRequests,
  MissingReading,
  OtherPolicy,
  Pod,
  PodSample,
  PodsReading,
  Reading,
  Scale,
  ScaleReading,
  SourceError,
  UnreadableScale,
  ValueReading,
  ValuesReading,
} from '../../hpa/index.ts';
import type { RecordedObservation } from '../decision-record.ts';
import {
  boolean,
  byMember,
  dictionary,
  list,
  milli,
  number,
  oneOf,
  optional,
  type Shape,
  struct,
  text,
} from '../shape/index.ts';

export const sourceError: Shape<SourceError> = struct<SourceError>({
  reason: optional(text),
  message: text,
});

const requests = dictionary(milli);

const container: Shape<ContainerRequests> = struct({ name: text, requests });

const pod: Shape<Pod> = struct<Pod>({
  name: text,
  labels: optional(dictionary(text)),
  phase: text,
  deletionTimestamp: optional(number),
  startTime: optional(number),
  ready: optional(
    struct({ status: oneOf('True', 'False', 'Unknown'), lastTransitionTime: number }),
  ),
  containers: list(container),
  sidecars: optional(list(container)),
  podRequests: optional(requests),
});

const podSample: Shape<PodSample> = struct<PodSample>({
  value: milli,
  at: optional(number),
  window: optional(number),
});

const reading: Shape<Reading> = byMember({
  value: struct<ValueReading>({ value: milli, at: optional(number) }),
  values: struct<ValuesReading>({ values: list(milli), at: optional(number) }),
  pods: struct<PodsReading>({
    pods: dictionary(podSample),
    at: optional(number),
    window: optional(number),
  }),
  error: struct<MissingReading>({ error: sourceError, at: optional(number) }),
});

const scale: Shape<ScaleReading> = byMember({
  specReplicas: struct<Scale>({
    specReplicas: number,
    statusReplicas: number,
    selector: text,
    sampledReplicas: optional(number),
  }),
  error: struct<UnreadableScale>({ error: sourceError, unknownKind: optional(boolean) }),
});

const evidence: Shape<EvidenceReading> = byMember({
  value: struct<EvidenceValue>({ value: number, at: optional(number) }),
  error: struct<MissingEvidence>({ error: sourceError }),
});

export const observation: Shape<RecordedObservation> = struct<RecordedObservation>({
  scale,
  pods: list(pod),
  readings: list(reading),
  otherPolicies: optional(list(struct<OtherPolicy>({ name: text, selector: text }))),
  evidence: optional(dictionary(evidence)),
});
