/** A mistake in what the user typed or wrote. The message names it and the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
