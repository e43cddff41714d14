import type { LogHistogram } from '@flyball/core';
import { Clients, USER } from './clients.ts';
import { DelayLine } from './delay-line.ts';
import { IdQueue } from './id-queue.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import { PodPool } from './pool.ts';
import { RequestLedger } from './request-ledger.ts';
import type { Attempt, MemoryModel, RequestModel } from './request-model.ts';
import type { PodHooks, RequestRunner } from './request-runner.ts';
import { PHASE, RequestTable } from './request-table.ts';
import { Station } from './station.ts';
import type { AttemptCounts, Tally } from './tally.ts';

const CRASHED: number = OUTCOMES.indexOf('crashed');
const REJECTED: number = OUTCOMES.indexOf('rejected');
const TIMEOUT: number = OUTCOMES.indexOf('timeout');
const UNAVAILABLE: number = OUTCOMES.indexOf('unavailable');

/**
 * A service, request by request: a discrete-event simulation. A request waits at a pod, is served
 * there, may call downstream, may take a fixed time besides, and is answered; it holds its place at the
 * pod throughout. Time is in seconds from the start of the run and only moves forward.
 */
export class RequestEngine implements RequestRunner {
  readonly #model: RequestModel;
  readonly #hooks: PodHooks;
  readonly #pool: PodPool;
  readonly #table: RequestTable = new RequestTable();
  readonly #clients: Clients;
  readonly #downstream: Station | undefined;
  readonly #floors: DelayLine = new DelayLine();
  /** Requests that wait for any pod to be ready. */
  readonly #held: IdQueue = new IdQueue();
  readonly #draining: Set<number> = new Set();
  /** Nothing happens but arrivals and the end of service at pods. */
  readonly #plain: boolean;
  #now = 0;
  #nextArrival: number;
  #stopped = false;
  readonly #ledger: RequestLedger;

  readonly tally: Tally;
  readonly latency: LogHistogram;

  constructor(model: RequestModel, hooks: PodHooks) {
    this.#model = model;
    this.#hooks = hooks;
    this.#pool = new PodPool(model.pod, model.balancer, model.balancerSource);
    this.#clients = new Clients(model.clients, this.#table, model.clientSource);
    this.#downstream =
      model.downstream && new Station(model.downstream.limit, model.downstream.sharing);
    const { timeout, retry, users } = model.clients;
    this.#plain =
      this.#downstream === undefined &&
      model.floor === undefined &&
      users === undefined &&
      timeout === Infinity &&
      retry.attempts === 1;
    this.#ledger = new RequestLedger(model);
    this.tally = this.#ledger.tally;
    this.latency = this.#ledger.latency;
    this.#nextArrival = model.nextArrival();
  }

  get now(): number {
    return this.#now;
  }

  get inSystem(): number {
    return this.#ledger.inSystem;
  }

  get inSystemTime(): number {
    return this.#ledger.inSystemTime(this.#now);
  }

  get attempts(): number {
    return this.#ledger.attempts;
  }

  get lost(): number {
    return this.#ledger.lost;
  }

  get slow(): number {
    return this.#ledger.slow;
  }

  get waiting(): number {
    return this.#held.size + this.#pool.queued;
  }

  get coreTime(): number {
    return this.#pool.coreTime(this.#now);
  }

  /** Seconds that pods were not idle, added up over all pods there have been. */
  get busyTime(): number {
    return this.#pool.busyTime(this.#now);
  }

  addPod(pod: number): void {
    this.#pool.add(pod);
    this.#ledger.startPod(pod);
  }

  setReady(pod: number, ready: boolean): void {
    this.#pool.setReady(pod, ready);
    if (!ready) return;
    this.#draining.delete(pod);
    for (let left = this.#held.size; left > 0; left -= 1) this.#place(this.#held.shift());
  }

  drain(pod: number): void {
    this.#pool.setReady(pod, false);
    this.#draining.add(pod);
    this.#checkDrained(pod);
  }

  /** Changes how many requests a pod serves at once; waiting ones begin at once. */
  setLimit(pod: number, limit: number): void {
    this.#pool.station(pod).setLimit(limit);
    this.#fill(pod);
  }

  setSpeed(pod: number, speed: number): void {
    this.#pool.station(pod).setSpeed(speed, this.#now);
    this.#pool.retime(pod);
  }

  crash(pod: number): void {
    this.#pool.setReady(pod, false);
    this.#ledger.startPod(pod);
    const station = this.#pool.station(pod);
    const { pod: pods, phase } = this.#table;
    const ids = [...station.evict(this.#now)];
    for (let id = 0; id < this.#table.used; id += 1) {
      if (pods[id] !== pod) continue;
      if (phase[id] === PHASE.downstream) this.#downstream?.withdraw(id, this.#now);
      else if (phase[id] === PHASE.floor) this.#floors.remove(id);
      else continue;
      station.release();
      ids.push(id);
    }
    this.#pool.retime(pod);
    for (const id of ids) {
      this.#ledger.leave(this.#now);
      if (this.#table.abandoned[id] === 1) this.#table.give(id);
      else this.#fail(id, CRASHED);
    }
    if (this.#downstream !== undefined) this.#fillDownstream(this.#downstream);
  }

  removePod(pod: number): void {
    this.crash(pod);
    this.#draining.delete(pod);
    this.#pool.remove(pod, this.#now);
  }

  podLoad(pod: number): number {
    return this.#pool.station(pod).load;
  }

  podCoreTime(pod: number): number {
    return this.#pool.station(pod).coreTime(this.#now);
  }

  podTally(pod: number): AttemptCounts {
    return this.#ledger.podTally(pod);
  }

  /** Lets no new requests come; those under way go on. */
  close(): void {
    this.#nextArrival = Infinity;
    this.#clients.close();
  }

  advanceTo(limit: number): void {
    this.#stopped = false;
    while (!this.#stopped) {
      const arrival = this.#nextArrival;
      const done = this.#pool.nextTime;
      const first = Math.min(done, arrival);
      const other = this.#plain ? Infinity : this.#nextOther();
      if (other < first) {
        if (other >= limit) break;
        this.#now = other;
        this.#stepOther(other);
      } else if (first >= limit) {
        break;
      } else {
        this.#now = first;
        if (done < arrival) {
          this.#finishService(this.#pool.nextPod);
        } else {
          this.#nextArrival = this.#model.nextArrival();
          this.#request();
        }
      }
    }
    if (!this.#stopped && limit > this.#now) this.#now = limit;
  }

  /** The next instant that is neither an arrival of open clients nor the end of a pod's service. */
  #nextOther(): number {
    let next = this.#clients.nextAsk;
    const deadline = this.#clients.nextDeadline;
    if (deadline < next) next = deadline;
    const floor = this.#floors.nextTime;
    if (floor < next) next = floor;
    if (this.#downstream !== undefined) {
      const done = this.#downstream.nextDone;
      if (done < next) next = done;
    }
    return next;
  }

  #stepOther(at: number): void {
    if (this.#downstream?.nextDone === at) this.#finishDownstream(this.#downstream);
    else if (this.#floors.nextTime === at) this.#leave(this.#floors.shift());
    else if (this.#clients.nextDeadline === at) this.#giveUp(this.#clients.takeDeadline());
    else {
      const id = this.#clients.takeAsk();
      if (id === USER) this.#request();
      else this.#attempt(id);
    }
  }

  /** A new request. All its sizes are drawn now, so that they do not depend on what befalls it. */
  #request(): void {
    const table = this.#table;
    const { work, downstream, floor } = this.#model;
    const id = table.take();
    table.born[id] = this.#now;
    table.work[id] = work();
    if (downstream !== undefined) table.downstreamWork[id] = downstream.work();
    if (floor !== undefined) table.floor[id] = floor(this.#now);
    this.#attempt(id);
  }

  #attempt(id: number): void {
    const now = this.#now;
    this.#table.arrived[id] = now;
    this.#table.begun[id] = Number.NaN;
    this.#ledger.enter(now);
    this.#clients.attempt(id, now);
    this.#place(id);
  }

  /** Gives an attempt to a pod. */
  #place(id: number): void {
    const table = this.#table;
    if (this.#pool.readyCount === 0) {
      table.phase[id] = PHASE.outside;
      if (this.#clients.hold) this.#held.push(id);
      else this.#turnAway(id, UNAVAILABLE);
      return;
    }
    const pod = this.#pool.choose();
    const station = this.#pool.station(pod);
    table.pod[id] = pod;
    if (station.hasRoom) {
      this.#begin(id, station);
      this.#pool.retime(pod);
    } else if (station.queued < this.#pool.queueCapacity) {
      table.phase[id] = PHASE.waiting;
      station.wait(id);
    } else {
      this.#turnAway(id, REJECTED);
      return;
    }
    this.#pool.raise(pod);
    if (this.#model.memory !== undefined) this.#checkMemory(pod, station.load, this.#model.memory);
  }

  #begin(id: number, station: Station): void {
    const table = this.#table;
    table.phase[id] = PHASE.serving;
    table.begun[id] = this.#now;
    station.begin(id, table.work[id] as number, this.#now);
  }

  /** Lets waiting requests begin where there is room. */
  #fill(pod: number): void {
    const station = this.#pool.station(pod);
    while (station.queued > 0 && station.hasRoom) this.#begin(station.takeWaiting(), station);
    this.#pool.retime(pod);
  }

  #finishService(pod: number): void {
    const station = this.#pool.station(pod);
    const id = station.finish(this.#now);
    if (this.#downstream !== undefined) {
      station.hold();
      this.#pool.retime(pod);
      this.#table.phase[id] = PHASE.downstream;
      this.#downstream.wait(id);
      this.#fillDownstream(this.#downstream);
    } else if (this.#model.floor !== undefined) {
      station.hold();
      this.#pool.retime(pod);
      this.#rest(id);
    } else {
      this.#depart(id, pod);
    }
  }

  #fillDownstream(downstream: Station): void {
    while (downstream.queued > 0 && downstream.hasRoom) {
      const id = downstream.takeWaiting();
      downstream.begin(id, this.#table.downstreamWork[id] as number, this.#now);
    }
  }

  #finishDownstream(downstream: Station): void {
    const id = downstream.finish(this.#now);
    this.#fillDownstream(downstream);
    if (this.#model.floor !== undefined) this.#rest(id);
    else this.#leave(id);
  }

  /** The fixed time of a request begins. */
  #rest(id: number): void {
    this.#table.phase[id] = PHASE.floor;
    this.#floors.push(this.#now + (this.#table.floor[id] as number), id);
  }

  /** A request that was elsewhere, but held its place at a pod, is finished. */
  #leave(id: number): void {
    const pod = this.#table.pod[id] as number;
    this.#pool.station(pod).release();
    this.#depart(id, pod);
  }

  /** A request is finished and its place at the pod is free. */
  #depart(id: number, pod: number): void {
    this.#vacate(pod);
    if (this.#table.abandoned[id] === 1) {
      this.#table.give(id);
      return;
    }
    this.#clients.ended(id);
    this.#ledger.answer(
      pod,
      this.#now - (this.#table.arrived[id] as number),
      this.#now - (this.#table.born[id] as number),
    );
    if (this.#model.onAttempt !== undefined) this.#report(id, 0, this.#model.onAttempt);
    this.#table.give(id);
    this.#clients.think(this.#now);
  }

  /** A pod has one request less. */
  #vacate(pod: number): void {
    this.#ledger.leave(this.#now);
    this.#pool.lower(pod);
    this.#fill(pod);
    if (this.#draining.size > 0) this.#checkDrained(pod);
  }

  /** A client gives up. The work goes on without it, unless giving up cancels it. */
  #giveUp(id: number): void {
    const table = this.#table;
    if (table.phase[id] !== PHASE.outside && !this.#clients.cancel) {
      const again = table.take();
      table.born[again] = table.born[id] as number;
      table.arrived[again] = table.arrived[id] as number;
      table.begun[again] = table.begun[id] as number;
      table.work[again] = table.work[id] as number;
      table.downstreamWork[again] = table.downstreamWork[id] as number;
      table.floor[again] = table.floor[id] as number;
      table.attempt[again] = table.attempt[id] as number;
      table.abandoned[id] = 1;
      this.#clients.ended(id);
      this.#fail(again, TIMEOUT);
      return;
    }
    this.#withdraw(id);
    this.#fail(id, TIMEOUT);
  }

  /** Takes an attempt out of wherever it is. */
  #withdraw(id: number): void {
    const phase = this.#table.phase[id];
    if (phase === PHASE.outside) {
      this.#held.remove(id);
      this.#ledger.leave(this.#now);
      return;
    }
    const pod = this.#table.pod[id] as number;
    const station = this.#pool.station(pod);
    if (phase === PHASE.downstream || phase === PHASE.floor) {
      if (phase === PHASE.floor) this.#floors.remove(id);
      else this.#downstream?.withdraw(id, this.#now);
      station.release();
      if (this.#downstream !== undefined) this.#fillDownstream(this.#downstream);
    } else {
      station.withdraw(id, this.#now);
    }
    this.#vacate(pod);
  }

  /** An attempt that no pod took. */
  #turnAway(id: number, outcome: number): void {
    this.#ledger.leave(this.#now);
    this.#fail(id, outcome);
  }

  /** An attempt, no longer in the system, has failed: it waits for another, or is lost. */
  #fail(id: number, outcome: number): void {
    this.#clients.ended(id);
    this.#ledger.fail(outcome);
    if (this.#model.onAttempt !== undefined) this.#report(id, outcome, this.#model.onAttempt);
    this.#table.phase[id] = PHASE.outside;
    if (this.#clients.retry(id, this.#now)) return;
    this.#ledger.lose();
    this.#table.give(id);
    this.#clients.think(this.#now);
  }

  #report(id: number, outcome: number, onAttempt: (attempt: Attempt) => void): void {
    onAttempt({
      arrived: this.#table.arrived[id] as number,
      begun: this.#table.begun[id] as number,
      ended: this.#now,
      outcome: OUTCOMES[outcome] as Outcome,
    });
  }

  #checkDrained(pod: number): void {
    if (!this.#draining.has(pod) || this.#pool.station(pod).load > 0) return;
    this.#draining.delete(pod);
    this.#stopped = true;
    this.#hooks.drained(pod, this.#now);
  }

  #checkMemory(pod: number, load: number, memory: MemoryModel): void {
    if (memory.idle + memory.perRequest * load <= memory.limit) return;
    this.crash(pod);
    this.#stopped = true;
    this.#hooks.outOfMemory(pod, this.#now);
  }
}
