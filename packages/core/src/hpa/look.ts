import { matchesSelector, type Selector } from '../selectors/index.ts';
import type { Observation, Pod, Scale } from './observation.ts';
import type { Policy } from './policy.ts';
import type { TraceStep } from './trace.ts';

/** One evaluation under way: its inputs, and what is worked out of them only when asked for. */
export class Look {
  readonly observation: Observation;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly selector: Selector;
  readonly trace: TraceStep[] | undefined;
  /** The earliest instant at which time alone may group a pod otherwise. */
  podsDeadline: number = Number.POSITIVE_INFINITY;
  private selected: readonly Pod[] | undefined;

  constructor(
    observation: Observation,
    policy: Policy,
    scale: Scale,
    selector: Selector,
    trace: TraceStep[] | undefined,
  ) {
    this.observation = observation;
    this.policy = policy;
    this.scale = scale;
    this.selector = selector;
    this.trace = trace;
  }

  /** The pods that the scale's selector selects, in their order. */
  pods(): readonly Pod[] {
    this.selected ??= this.select();
    return this.selected;
  }

  private select(): readonly Pod[] {
    const { pods } = this.observation;
    return pods.every((pod) => this.isSelected(pod))
      ? pods
      : pods.filter((pod) => this.isSelected(pod));
  }

  private isSelected({ labels }: Pod): boolean {
    return labels === undefined || matchesSelector(this.selector, labels);
  }
}
