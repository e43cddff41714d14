/** What wakes the webhook later. Where nothing runs between requests there is none. */
export interface Timer {
  /**
   * Calls once, when so many milliseconds have passed.
   * @returns what takes the call back
   */
  after(milliseconds: number, work: () => void): () => void;
}
