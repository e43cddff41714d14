/** How a contract waits: an embedded adapter moves its clock on, a real one sleeps. */
export interface Settling {
  passTime(): Promise<void>;
}

/** Far more turns than anything takes that works. */
const turns = 400;

/** Reads again and again until the answer is as wanted; fails with the last answer. */
export async function eventually<Value>(
  { passTime }: Settling,
  read: () => Promise<Value>,
  wanted: (value: Value) => boolean,
): Promise<Value> {
  for (let turn = 1; ; turn++) {
    const value = await read();
    if (wanted(value)) return value;
    if (turn === turns) throw new Error(`it stayed at ${JSON.stringify(value)}`);
    await passTime();
  }
}
