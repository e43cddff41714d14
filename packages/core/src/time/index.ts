export { DurationError, type DurationErrorCode } from './error.ts';
export {
  formatGoDuration,
  formatGoNanoseconds,
  parseGoDuration,
  parseGoNanoseconds,
} from './go-duration.ts';
export {
  formatInstant,
  formatMicroInstant,
  InstantError,
  parseInstant,
  parseOptionalInstant,
} from './instant.ts';
export { decodeMetav1Duration } from './metav1-duration.ts';
export {
  formatPrometheusDuration,
  parsePrometheusDuration,
  parsePrometheusNanoseconds,
} from './prometheus-duration.ts';
