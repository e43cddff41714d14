export interface OpenLoopResult {
  /** Nanoseconds, from the instant at which each was due. */
  readonly median: number;
  readonly p99: number;
  /** How many were done in a second. */
  readonly rate: number;
}

/** How often what is due is sent, in milliseconds. */
const tick = 2;

/**
 * Sends requests at a rate, whether earlier ones are answered or not, and measures each from when it
 * was due: one that has to wait for others is as slow as its user sees it.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  send: (index: number) => Promise<void>,
): Promise<OpenLoopResult> {
  const total = perSecond * seconds;
  const latencies = new Float64Array(total);
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, 1 + Math.floor(((performance.now() - began) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const index = sent;
      const at = began + (index * 1000) / perSecond;
      under.push(
        send(index).then(() => {
          latencies[index] = performance.now() - at;
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, tick));
  }
  await Promise.all(under);
  const elapsed = performance.now() - began;
  latencies.sort();
  const at = (share: number): number => (latencies[Math.floor(share * (total - 1))] ?? 0) * 1e6;
  return { median: at(0.5), p99: at(0.99), rate: (total * 1000) / elapsed };
}
