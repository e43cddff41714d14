import { parseSelector, type Selector, SelectorError } from '../selectors/index.ts';

/** Why the pods of a target cannot be told: the event and the condition that say so. */
export interface SelectionProblem {
  readonly eventReason: string;
  readonly event: string;
  readonly conditionReason: string;
  readonly condition: string;
}

/** Reads the scale's selector. */
export function readSelection(text: string): Selector | SelectionProblem {
  if (text === '') {
    return {
      eventReason: 'SelectorRequired',
      event: 'selector is required',
      conditionReason: 'InvalidSelector',
      condition: "the HPA target's scale is missing a selector",
    };
  }
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    const message = `couldn't convert selector into a corresponding internal selector object: ${error.message}`;
    return selectionProblem('InvalidSelector', message);
  }
}

/** A problem whose event and condition are the same. */
export function selectionProblem(reason: string, message: string): SelectionProblem {
  return {
    eventReason: reason,
    event: message,
    conditionReason: reason,
    condition: message,
  };
}
