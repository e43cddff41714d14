/**
 * The stations that may be given a request, in order of their load, so that a least loaded one is
 * found at once, however many there are. Stations of one load stand together; a change of load by one
 * swaps two places and moves one border: O(1).
 */
export class LoadOrder {
  #order: Int32Array = new Int32Array(16);
  #places: Int32Array = new Int32Array(16).fill(-1);
  #loads: Int32Array = new Int32Array(16);
  /** Where the stations of each load end. */
  #ends: Int32Array = new Int32Array(16);
  #size = 0;
  #most = 0;

  /** How many stations there are. */
  get size(): number {
    return this.#size;
  }

  /** How many of them have the least load. */
  get leastCount(): number {
    return this.#ends[this.#loads[this.#order[0] as number] as number] as number;
  }

  /** The station at a place, 0 .. size - 1; the first {@link leastCount} have the least load. */
  at(place: number): number {
    return this.#order[place] as number;
  }

  has(station: number): boolean {
    return station < this.#places.length && (this.#places[station] as number) >= 0;
  }

  add(station: number, load: number): void {
    if (station >= this.#places.length) this.#growStations(station + 1);
    this.#reach(load);
    if (this.#size === this.#order.length) this.#growOrder();
    // Every group above makes room by moving its first station behind its last.
    for (let group = this.#most; group > load; group -= 1) {
      const start = this.#ends[group - 1] as number;
      const end = this.#ends[group] as number;
      if (end > start) this.#put(this.#order[start] as number, end);
      this.#ends[group] = end + 1;
    }
    const end = this.#ends[load] as number;
    this.#put(station, end);
    this.#ends[load] = end + 1;
    this.#loads[station] = load;
    this.#size += 1;
  }

  remove(station: number): void {
    const load = this.#loads[station] as number;
    let hole = this.#places[station] as number;
    for (let group = load; group <= this.#most; group += 1) {
      const last = (this.#ends[group] as number) - 1;
      if (hole < last) this.#put(this.#order[last] as number, hole);
      hole = last;
      this.#ends[group] = last;
    }
    this.#places[station] = -1;
    this.#size -= 1;
  }

  /** One request more. */
  raise(station: number): void {
    const load = this.#loads[station] as number;
    this.#reach(load + 1);
    const last = (this.#ends[load] as number) - 1;
    this.#swap(station, last);
    this.#ends[load] = last;
    this.#loads[station] = load + 1;
  }

  /** One request less. */
  lower(station: number): void {
    const load = this.#loads[station] as number;
    const first = this.#ends[load - 1] as number;
    this.#swap(station, first);
    this.#ends[load - 1] = first + 1;
    this.#loads[station] = load - 1;
  }

  #swap(station: number, place: number): void {
    const other = this.#order[place] as number;
    const from = this.#places[station] as number;
    this.#put(other, from);
    this.#put(station, place);
  }

  #put(station: number, place: number): void {
    this.#order[place] = station;
    this.#places[station] = place;
  }

  /** Makes the loads up to `load` known; new groups are empty and end where all end. */
  #reach(load: number): void {
    if (load <= this.#most) return;
    if (load >= this.#ends.length) {
      const ends = new Int32Array(Math.max(load + 1, 2 * this.#ends.length));
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends.fill(this.#size, this.#most + 1, load + 1);
    this.#most = load;
  }

  #growOrder(): void {
    const order = new Int32Array(2 * this.#order.length);
    order.set(this.#order);
    this.#order = order;
  }

  #growStations(least: number): void {
    const room = Math.max(least, 2 * this.#places.length);
    const places = new Int32Array(room).fill(-1);
    places.set(this.#places);
    const loads = new Int32Array(room);
    loads.set(this.#loads);
    this.#places = places;
    this.#loads = loads;
  }
}
