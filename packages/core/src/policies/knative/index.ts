/** The Knative Pod Autoscaler, as knative.dev/serving 0.51 computes it. */
export { kpaAnnotationFaults } from './annotation-faults.ts';
export type { Annotations } from './annotations.ts';
export { type KpaConfig, KpaConfigError, readKpaConfig } from './config.ts';
export {
  decideKpa,
  type KpaDecision,
  type KpaMemory,
  type KpaObservation,
  startKpa,
} from './decide-kpa.ts';
export type { DelayWindow } from './delay-window.ts';
export { type Revision, type RevisionSettings, revisionSettings } from './revision.ts';
export {
  type ActiveStatus,
  type RevisionScale,
  type RevisionState,
  scaleRevision,
} from './scale-revision.ts';
export type { KpaSettings } from './settings.ts';
export { type WindowAlgorithm, WindowAverage } from './window-average.ts';
