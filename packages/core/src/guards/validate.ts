import type { FieldError } from '../fields/index.ts';
import type { GuardOptions, MetricGuardOptions } from './options.ts';

/** What is wrong with guard options, all of it. Paths begin at `guards`. */
export function validateGuards(options: GuardOptions, metricCount: number): readonly FieldError[] {
  const { compatibility, metrics = {}, scaleDownVetoes = [], largestStep = {} } = options;
  const check = new Checks();
  if (compatibility === 'kubernetes') {
    for (const [name, value] of Object.entries(options)) {
      if (name === 'compatibility' || value === undefined) continue;
      const detail = 'compatibility "kubernetes" switches every guard off; leave one of them out';
      check.errors.push({ path: `guards.${name}`, type: 'Forbidden', detail });
    }
    return check.errors;
  }
  if ('length' in metrics) {
    if (metrics.length !== metricCount) {
      const detail = `the policy has ${metricCount} metrics; give one entry for each, or one object for all`;
      check.invalid('guards.metrics', metrics.length, detail);
    }
    metrics.forEach((metric, index) => {
      checkMetric(check, `guards.metrics[${index}]`, metric);
    });
  } else {
    checkMetric(check, 'guards.metrics', metrics);
  }
  scaleDownVetoes.forEach(({ evidence, above, maximumAge }, index) => {
    const path = `guards.scaleDownVetoes[${index}]`;
    check.name(`${path}.evidence`, evidence);
    if (!Number.isFinite(above)) check.invalid(`${path}.above`, above, 'must be a number');
    check.duration(`${path}.maximumAge`, maximumAge);
  });
  check.count('guards.largestStep.up', largestStep.up, 1);
  check.count('guards.largestStep.down', largestStep.down, 1);
  return check.errors;
}

function checkMetric(check: Checks, path: string, options: MetricGuardOptions): void {
  const { absence, maximumAge, minimumRequestRate: rate, unresponsive } = options;
  if (absence !== undefined && absence.policy !== 'hold') {
    check.duration(`${path}.absence.after`, absence.after);
    if (absence.policy === 'fallback') {
      check.count(`${path}.absence.replicas`, absence.replicas, 0);
    }
  }
  check.duration(`${path}.maximumAge`, maximumAge);
  if (rate !== undefined) {
    check.name(`${path}.minimumRequestRate.evidence`, rate.evidence);
    check.positive(`${path}.minimumRequestRate.atLeast`, rate.atLeast, 0);
    check.duration(`${path}.minimumRequestRate.maximumAge`, rate.maximumAge);
  }
  if (unresponsive === undefined) return;
  const { growth, settle, change, load } = unresponsive;
  check.positive(`${path}.unresponsive.growth`, growth, 1);
  check.duration(`${path}.unresponsive.settle`, settle);
  check.positive(`${path}.unresponsive.change`, change, 0);
  if (load !== undefined) check.name(`${path}.unresponsive.load`, load);
}

/** Collects errors; what is not given is not wrong. */
class Checks {
  readonly errors: FieldError[] = [];

  invalid(path: string, value: number | string, detail: string): void {
    this.errors.push({ path, type: 'Invalid value', value: String(value), detail });
  }

  name(path: string, value: string): void {
    if (value === '') {
      this.errors.push({ path, type: 'Required value', detail: 'name an entry of the evidence' });
    }
  }

  duration(path: string, value: number | undefined): void {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
    this.invalid(path, value, 'must be a whole number of milliseconds, 0 or more');
  }

  count(path: string, value: number | undefined, least: number): void {
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
    this.invalid(path, value, `must be a whole number of replicas, ${least} or more`);
  }

  positive(path: string, value: number | undefined, above: number): void {
    if (value === undefined || (Number.isFinite(value) && value > above)) return;
    this.invalid(path, value, `must be a number larger than ${above}`);
  }
}
