/** One line of an explanation: a word of at most ten letters, and what it says. */
export interface Line {
  readonly label: string;
  readonly text: string;
}
