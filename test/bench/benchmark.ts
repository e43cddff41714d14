/** One file of `benches/`: work that is measured, and what it is measured against. */
export interface Benchmark {
  /** The word after `pnpm bench`, and the name of the file. */
  readonly name: string;
  /** What is measured, in a sentence. */
  readonly about: string;
  readonly tasks: readonly BenchmarkTask[];
  /** Measures instead of the tasks what is no repetition of one piece of work. */
  readonly measure?: () => Promise<readonly BenchmarkResult[]>;
}

export interface BenchmarkTask {
  readonly name: string;
  /** How many operations one run does; the figures are those of one operation. */
  readonly operations: number;
  /** Does the work and returns something of it, so that it cannot be left out. */
  run(): unknown;
  /** The name of the task of the same benchmark that this one is compared to. */
  readonly peer?: string;
  /** What an operation may take at most, in microseconds, where that is stated. */
  readonly limit?: number;
}

/** The figures of one task, in nanoseconds an operation. */
export interface BenchmarkResult {
  readonly name: string;
  readonly median: number;
  /** The slowest of a hundred runs. */
  readonly p99: number;
  readonly peer?: string;
  readonly limit?: number;
}
