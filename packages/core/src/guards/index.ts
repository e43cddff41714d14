export { decideGuarded, settleGuarded } from './decide-guarded.ts';
export type {
  EvidenceReading,
  EvidenceValue,
  GuardedObservation,
  MissingEvidence,
} from './evidence.ts';
export type { Acted, Growth, GuardedMemory, GuardMemory } from './guard-memory.ts';
export { GuardOptionsError, guardPolicy } from './guard-policy.ts';
export type { GuardedPolicy, GuardName, Guards } from './guarded-policy.ts';
export type {
  AbsenceOptions,
  GuardOptions,
  LargestStepOptions,
  MetricGuardOptions,
  MinimumRequestRateOptions,
  ScaleDownVetoOptions,
  UnresponsiveOptions,
} from './options.ts';
