/** The stationary state of a birth-death process on 0 .. n: `probabilities[k]` is that of state k. */
export interface BirthDeathState {
  readonly probabilities: Float64Array;
}

/**
 * The stationary distribution of a birth-death process (Kleinrock, Queueing Systems I, 3.1). Weights
 * are taken outwards from the likeliest state, so that nothing overflows however many states there
 * are.
 *
 * @param birth rate from state k to k + 1, >= 0; a rate of 0 ends the process.
 * @param death rate from state k to k - 1, > 0 for k >= 1.
 * @param mostStates where to stop when the births do not end: the states beyond must be negligible.
 */
export function birthDeath(
  birth: (state: number) => number,
  death: (state: number) => number,
  mostStates: number = Infinity,
): BirthDeathState {
  const logWeights = [0];
  let best = 0;
  for (let state = 0; state < mostStates; state += 1) {
    const rate = birth(state);
    if (rate === 0) break;
    const weight = (logWeights[state] ?? 0) + Math.log(rate / death(state + 1));
    logWeights.push(weight);
    if (weight > (logWeights[best] ?? 0)) best = state + 1;
    else if (mostStates === Infinity && weight < (logWeights[best] ?? 0) - 750) break;
  }
  const probabilities = new Float64Array(logWeights.length);
  probabilities[best] = 1;
  for (let state = best; state + 1 < probabilities.length; state += 1) {
    probabilities[state + 1] = ((probabilities[state] ?? 0) * birth(state)) / death(state + 1);
  }
  for (let state = best; state > 0; state -= 1) {
    probabilities[state - 1] = ((probabilities[state] ?? 0) * death(state)) / birth(state - 1);
  }
  const total = probabilities.reduce((sum, weight) => sum + weight, 0);
  return { probabilities: probabilities.map((weight) => weight / total) };
}

/** The mean of `value(state)` over a stationary distribution. */
export function stateMean(state: BirthDeathState, value: (state: number) => number): number {
  return state.probabilities.reduce((sum, p, k) => sum + p * value(k), 0);
}
