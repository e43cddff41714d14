import type { DocumentPath } from '../documents/index.ts';
import { parseQuantity, type Quantity, QuantityError } from '../quantity/index.ts';
import { type AlertingProblem, problemAt } from './problem.ts';

/** Reads a quantity of the manifest; one that is none becomes a problem. */
export function quantityAt(
  text: string,
  path: DocumentPath,
  problems: AlertingProblem[],
): Quantity | undefined {
  try {
    return parseQuantity(text);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const message = `${JSON.stringify(text)} is no quantity: ${error.message}`;
    problems.push(
      problemAt(path, 'bad-quantity', message, 'write a number, such as "40" or "500m"'),
    );
    return undefined;
  }
}
