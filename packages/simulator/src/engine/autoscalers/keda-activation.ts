import type { KedaPoll } from '../../path/index.ts';
import type { KedaPathSpec } from '../path-spec.ts';

/** `cooldownPeriod` of a ScaledObject, seconds. */
const COOLDOWN = 300;

/**
 * KEDA's part in scaling: between zero and something. Between one and many its
 * HorizontalPodAutoscaler decides.
 */
export class KedaActivation {
  readonly #least: number;
  readonly #cooldown: number;
  #lastActive: number | undefined;

  constructor({ minReplicaCount = 0, cooldownPeriod = COOLDOWN }: KedaPathSpec) {
    this.#least = minReplicaCount;
    this.#cooldown = cooldownPeriod * 1000;
  }

  /** How many replicas a poll asks for; null to leave them. A failing trigger never leads to zero. */
  ask({ at, active, readings }: KedaPoll, replicas: number): number | null {
    const failed = readings.some(({ ok }) => !ok);
    if (active) {
      if (replicas > 0 && failed) return null;
      this.#lastActive = at;
      return replicas === 0 ? Math.max(1, this.#least) : null;
    }
    if (failed) return null;
    if (replicas < this.#least) return this.#least;
    if (this.#least > 0 || replicas === 0) return null;
    const cooled = this.#lastActive === undefined || this.#lastActive + this.#cooldown < at;
    return cooled ? 0 : null;
  }
}
