import type { LogHistogram } from '@flyball/core';
import { Deployment, type DeploymentModel, type Pod, type PodCounts } from '../deployment/index.ts';
import type { AttemptCounts, Outcome } from '../requests/index.ts';
import type { ServiceRun, ServiceTotals } from '../service-run.ts';
import { Closure } from './closure.ts';
import { DelayTable } from './delay-table.ts';
import { FluidAnswers } from './fluid-answers.ts';
import type { FluidModel } from './fluid-model.ts';
import { latencyVariance } from './latency-law.ts';

/**
 * A service as a fluid: requests are an amount that flows, in and out of the pods, with a Gaussian
 * closure for its fluctuations. A second of it costs nanoseconds, whatever the load. It knows neither
 * timeouts nor retries, full queues or memory.
 */
export class FluidService implements ServiceRun {
  readonly #model: FluidModel;
  readonly #deployment: Deployment;
  readonly #closure: Closure = new Closure();
  readonly #delays: DelayTable;
  readonly #answers: FluidAnswers;
  #now = 0;
  #stair = 0;
  /** Ready pods with their speed, by slot. */
  readonly #speeds: Map<number, number> = new Map();
  #servers = 0;
  #attempts = 0;
  #inSystemTime = 0;
  /** Requests in the service: the closure's level and what the balancer adds to it. */
  #level = 0;
  #coreTime = 0;
  #lost = 0;
  /** Busy share of the cores, added up over time: what a pod of full speed has worked. */
  #shareTime = 0;
  /** What pods had worked, and the sum above, when their speed last changed. */
  readonly #podWork: Map<number, { work: number; since: number; speed: number }> = new Map();

  readonly totals: ServiceTotals;

  constructor(model: FluidModel, deployment: DeploymentModel) {
    this.#model = model;
    this.#delays = new DelayTable(model);
    this.#answers = new FluidAnswers(model);
    this.totals = this.#makeTotals();
    this.#deployment = new Deployment(deployment, {
      addPod: (slot) => {
        this.#podWork.set(slot, { work: 0, since: 0, speed: 0 });
        this.#answers.startPod(slot);
      },
      setReady: (slot, ready) => this.#setSpeed(slot, ready ? 1 : 0),
      setSpeed: (slot, speed) => {
        if (this.#speeds.has(slot)) this.#setSpeed(slot, speed);
      },
      drain: (slot) => {
        this.#setSpeed(slot, 0);
        this.#deployment.drained(slot, this.#now);
      },
      crash: (slot) => {
        this.#setSpeed(slot, 0);
        this.#answers.startPod(slot);
      },
      removePod: (slot) => this.#setSpeed(slot, 0),
    });
  }

  get now(): number {
    return this.#now;
  }

  advanceTo(limit: number): void {
    for (;;) {
      const event = this.#deployment.nextTime;
      this.#pass(Math.min(limit, event));
      if (event > limit) return;
      this.#deployment.step();
    }
  }

  scaleTo(replicas: number): void {
    this.#deployment.scaleTo(replicas, this.#now);
  }

  get pods(): readonly Pod[] {
    return this.#deployment.pods;
  }

  get podVersion(): number {
    return this.#deployment.version;
  }

  get counts(): PodCounts {
    return this.#deployment.counts;
  }

  get inSystem(): number {
    return this.#level;
  }

  get waiting(): number {
    return Math.max(0, this.#level - this.#closure.busy);
  }

  podCoreTime(slot: number): number {
    const pod = this.#podWork.get(slot);
    if (pod === undefined) return 0;
    return pod.work + this.#model.cores * pod.speed * (this.#shareTime - pod.since);
  }

  podLoad(slot: number): number {
    const speed = this.#speeds.get(slot) ?? 0;
    return this.#servers > 0 ? (this.#level * speed * this.#model.cores) / this.#servers : 0;
  }

  podTally(slot: number): AttemptCounts {
    return this.#answers.podTally(slot);
  }

  get latency(): LogHistogram {
    return this.#answers.latency;
  }

  #setSpeed(slot: number, speed: number): void {
    this.#answers.setWeight(slot, speed * this.#model.cores);
    const pod = this.#podWork.get(slot);
    if (pod !== undefined) {
      pod.work = this.podCoreTime(slot);
      pod.since = this.#shareTime;
      pod.speed = speed;
    }
    if (speed > 0) this.#speeds.set(slot, speed);
    else this.#speeds.delete(slot);
    this.#servers = 0;
    for (const part of this.#speeds.values()) this.#servers += part * this.#model.cores;
  }

  /** Lets requests flow up to an instant before which the pods stay as they are, stair by stair. */
  #pass(until: number): void {
    const { intensity, users, withLatency } = this.#model;
    const { edges, rates } = intensity;
    const plain = users === undefined && !withLatency;
    for (;;) {
      const edge = this.#stair < rates.length ? (edges[this.#stair + 1] as number) : Infinity;
      const next = Math.min(edge, until);
      if (next > this.#now) {
        const rate = this.#stair < rates.length ? (rates[this.#stair] as number) : 0;
        if (plain && this.#servers > 0) this.#drift(next - this.#now, rate);
        else this.#flow(next - this.#now, rate);
      }
      this.#now = next;
      if (edge === next) this.#stair += 1;
      if (next === until) return;
    }
  }

  /** The same as {@link #flow}, where there is nothing but a backlog. */
  #drift(duration: number, rate: number): void {
    const { meanWork } = this.#model;
    const servers = this.#servers;
    const closure = this.#closure;
    const before = closure.mean;
    const came = rate * duration;
    closure.flow(rate * meanWork, servers, duration / meanWork);
    const level = closure.mean;
    const answered = Math.max(0, came + before - level);
    this.#attempts += came;
    this.#inSystemTime += ((before + level) / 2) * duration;
    this.#level = level;
    this.#coreTime += answered * meanWork;
    this.#shareTime += (answered * meanWork) / servers;
    this.#answers.add(answered);
  }

  /** Lets requests flow for a while, at constant arrivals and pods. */
  #flow(duration: number, rate: number): void {
    const { users, meanWork, meanFloor, whenUnready, withLatency } = this.#model;
    const closure = this.#closure;
    const servers = this.#servers;
    const cycle = users === undefined ? 1 : users.meanThink + meanFloor;
    const feedback = users === undefined ? 0 : meanWork / cycle;
    const arrivals = users === undefined ? rate : Math.max(0, users.count - closure.mean) / cycle;
    const came = arrivals * duration;
    this.#attempts += came;
    if (servers === 0 && whenUnready === 'fail') {
      this.#answers.refuse(came);
      this.#lost += came;
      return;
    }
    const before = closure.mean;
    if (withLatency) {
      const load = users === undefined ? arrivals * meanWork : users.count * feedback;
      closure.step(load, servers, duration / meanWork, feedback);
    } else closure.flow(arrivals * meanWork, servers, duration / meanWork);
    const answered = Math.max(0, came + before - closure.mean);
    const levelBefore = this.#level;
    this.#level = closure.mean;
    if (withLatency && servers > 0) {
      const rho = Math.min(1, closure.busy / servers);
      const added = this.#delays.correction(this.#speeds.size, rho);
      this.#level = Math.max(closure.busy, closure.mean + added);
    }
    this.#inSystemTime += ((levelBefore + this.#level) / 2) * duration;
    this.#coreTime += answered * meanWork;
    if (servers > 0) this.#shareTime += (answered * meanWork) / servers;
    if (withLatency) this.#count(answered);
    else this.#answers.add(answered);
  }

  /** Counts answers with the latency that the state gives them. */
  #count(answered: number): void {
    if (answered <= 0) return;
    const { mean, variance, busy } = this.#closure;
    const servers = this.#servers;
    if (busy <= 0 || servers <= 0) return;
    const { meanWork, meanFloor } = this.#model;
    const rho = Math.min(1, busy / servers);
    const delay = this.#level / busy - 1;
    const backlogged =
      mean > servers ? Math.min(1, (mean - servers) / (2 * Math.sqrt(variance))) : 0;
    const waitShare = rho ** (Math.sqrt(2 * (this.#pooled() + 1)) - 1);
    const spread = latencyVariance(
      this.#model,
      delay,
      waitShare,
      variance / (servers * servers),
      backlogged,
    );
    const latency = meanFloor + meanWork * (1 + delay);
    this.#answers.addSpread(answered, latency, meanWork * meanWork * spread);
  }

  /** Servers that a request has to choose from: P(wait) is about rho^(sqrt(2 (servers + 1)) - 1). */
  #pooled(): number {
    const { balancer, cores } = this.#model;
    if (balancer === 'least-requests') return this.#servers;
    // Of two pods both must be busy: rho^2.
    return balancer === 'power-of-two' ? Math.min(this.#servers, 3.5 * cores) : cores;
  }

  #makeTotals(): ServiceTotals {
    const answers = this.#answers;
    const attempts = (): number => this.#attempts;
    const lost = (): number => this.#lost;
    const inSystemTime = (): number => this.#inSystemTime;
    const coreTime = (): number => this.#coreTime;
    return {
      edges: answers.edges,
      get attempts() {
        return attempts();
      },
      count: (outcome: Outcome) => answers.count(outcome),
      get latencySum() {
        return answers.latencySum;
      },
      cumulative: () => answers.cumulative(),
      get lost() {
        return lost();
      },
      get slow() {
        return answers.slow;
      },
      get inSystemTime() {
        return inSystemTime();
      },
      get coreTime() {
        return coreTime();
      },
    };
  }
}
