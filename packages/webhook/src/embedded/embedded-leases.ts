import { type Clock, type LeaseState, type Leases, success } from '../ports/index.ts';
import { answer, type Faults } from './faults.ts';

interface EmbeddedLease {
  readonly holder: string;
  readonly until: number;
}

/** Leases of the embedded cluster, whose replicas all share its one clock. */
export class EmbeddedLeases implements Leases {
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #leases = new Map<string, EmbeddedLease>();

  constructor(clock: Clock, faults: Faults) {
    this.#clock = clock;
    this.#faults = faults;
  }

  hold: Leases['hold'] = ({ namespace, name, holder, durationSeconds }, { signal }) => {
    const key = `${namespace}/${name}`;
    return answer({ operation: 'holdLease', subject: key }, signal, this.#faults, () => {
      const now = this.#clock.now();
      const lease = this.#leases.get(key);
      if (lease !== undefined && lease.holder !== holder && now < lease.until) {
        return success<LeaseState>({ held: false, holder: lease.holder });
      }
      const until = now + durationSeconds * 1_000;
      this.#leases.set(key, { holder, until });
      return success<LeaseState>({ held: true, until });
    });
  };

  release: Leases['release'] = ({ namespace, name, holder }, { signal }) => {
    const key = `${namespace}/${name}`;
    return answer({ operation: 'releaseLease', subject: key }, signal, this.#faults, () => {
      if (this.#leases.get(key)?.holder === holder) this.#leases.delete(key);
      return success(undefined);
    });
  };
}
