import {
  type Decision,
  decide,
  emptyMemory,
  type Memory,
  type Pod,
  type Policy,
  type Reading,
  settle,
} from '@flyball/core';
import { observe } from './observations.ts';

/** A target that follows every decision at once, as a controller and its deployment together do. */
export class Target {
  replicas: number;
  memory: Memory = emptyMemory;
  readonly policy: Policy;

  constructor(policy: Policy, replicas: number) {
    this.policy = policy;
    this.replicas = replicas;
  }

  look(at: number, readings: readonly Reading[], pods?: readonly Pod[]): Decision {
    const { policy } = this;
    const decision = decide(observe(at, this.replicas, readings, pods), this.memory, {
      policy,
      trace: true,
    });
    const done =
      decision.rescale === null ? decision : settle(decision, { ok: true, at }, { policy });
    this.memory = done.memory;
    this.replicas = done.desiredReplicas ?? this.replicas;
    return done;
  }
}
