import {
  binomialCdf,
  binomialPmf,
  type Law,
  lawMean,
  lawQuantile,
  lawVariance,
  poissonCdf,
  poissonPmf,
} from '@flyball/core';
import {
  type LinearGenerator,
  type Pcg,
  pcg32,
  pcg64,
  pcg64Dxsm,
  philox4x32,
  philox4x64,
  SplitMix64,
  Xoshiro128,
  xoroshiro128Plus,
  xoshiro256StarStar,
} from '@flyball/simulator';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineFunctionSuite, type RecordedFunction, recordedFunction } from '../function-suite.ts';
import { lawSchema } from '../law-schema.ts';
import type { Suite } from '../suite.ts';

const number = v.number();
const numbers = v.array(number);
const word = v.string();
const wordList = v.array(word);
const same = { relative: 0, absolute: 0 };

function parse(text: string): bigint {
  return BigInt(`0x${text}`);
}

function hex(value: bigint | number, bits: number): string {
  return value.toString(16).padStart(bits / 4, '0');
}

function take<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

/** A generator with leaps, as words of text. */
interface Leaping {
  readonly bits: 32 | 64;
  readonly stateBits: number;
  next(): bigint | number;
  double(): number;
  state(): readonly (bigint | number)[];
  jump(): void;
  longJump(): void;
}

function xoshiro128(state: readonly string[]): Leaping {
  const [a = 0, b = 0, c = 0, d = 0] = state.map((text) => Number(parse(text)));
  const generator = new Xoshiro128([a, b, c, d]);
  return {
    bits: 32,
    stateBits: 128,
    next: () => generator.uint32(),
    double: () => generator.double(),
    state: () => generator.state,
    jump: () => generator.jump(),
    longJump: () => generator.longJump(),
  };
}

function linear(make: (state: readonly bigint[]) => LinearGenerator, stateBits: number) {
  return (state: readonly string[]): Leaping => {
    const generator = make(state.map(parse));
    return {
      bits: 64,
      stateBits,
      next: () => generator.uint64(),
      double: () => generator.double(),
      state: () => generator.state,
      jump: () => generator.jump(),
      longJump: () => generator.longJump(),
    };
  };
}

function leapingValues(make: () => Leaping): unknown {
  const { bits, stateBits } = make();
  const outputs = (from: Leaping, count: number) => take(count, () => hex(from.next(), bits));
  const state = (of: Leaping) => of.state().map((part) => hex(part, bits));
  const after = (move: (generator: Leaping) => void): Leaping => {
    const generator = make();
    move(generator);
    return generator;
  };
  const leap = (log2Steps: number, move: (generator: Leaping) => void) => {
    const generator = after(move);
    return { log2Steps, state: state(generator), outputs: outputs(generator, 5) };
  };
  const first = make();
  const doubles = make();
  return {
    outputs: outputs(first, 20),
    stateAfter20: state(first),
    jump: leap(stateBits / 2, (generator) => generator.jump()),
    jumpTwice: {
      state: state(
        after((generator) => {
          generator.jump();
          generator.jump();
        }),
      ),
    },
    longJump: leap((stateBits / 4) * 3, (generator) => generator.longJump()),
    doubles: take(5, () => doubles.double()),
  };
}

/** The state that SplitMix64 fills, for generators whose recording names its seed. */
function seededState(seed: string, bits: 32 | 64, size: number): string[] {
  if (bits === 32) {
    return Xoshiro128.fromSeed(parse(seed)).state.map((part) => hex(part, 32));
  }
  const mix = new SplitMix64(parse(seed));
  return take(size, () => hex(mix.next(), 64));
}

const leaping = {
  'xoshiro128**': { make: xoshiro128, bits: 32, size: 4 },
  'xoroshiro128+': { make: linear(xoroshiro128Plus, 128), bits: 64, size: 2 },
  'xoshiro256**': { make: linear(xoshiro256StarStar, 256), bits: 64, size: 4 },
} as const;

const NUMPY_JUMP = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835n;

/** Steps asked for in a recording of a congruential generator. */
function pcgValues(
  make: () => Pcg,
  outputBits: number,
  stateBits: number,
  deltas: readonly string[],
  jumped: boolean,
): unknown {
  const moved = (delta: bigint): Pcg => {
    const generator = make();
    generator.advance(delta);
    return generator;
  };
  const first = make();
  const doubles = make();
  return {
    outputs: take(20, () => hex(first.next(), outputBits)),
    stateAfter20: hex(first.state, stateBits),
    advance: deltas.map((delta) => {
      const generator = moved(BigInt(delta));
      const state = hex(generator.state, stateBits);
      return { delta, state, next: hex(generator.next(), outputBits) };
    }),
    ...(jumped ? { numpyJumpedState: hex(moved(NUMPY_JUMP).state, stateBits) } : {}),
    doubles: take(5, () => doubles.double()),
  };
}

const leapingArgs = v.strictObject({
  generator: v.picklist(['xoshiro128**', 'xoroshiro128+', 'xoshiro256**']),
  splitmixSeed: v.optional(word),
  state: wordList,
});
const pcg32Args = v.strictObject({
  generator: v.literal('pcg32'),
  seed: word,
  sequence: word,
  state: word,
  increment: word,
});
const pcg64Args = v.strictObject({
  generator: v.picklist(['pcg64', 'pcg64dxsm']),
  numpySeed: number,
  state: word,
  increment: word,
});
const philoxArgs = v.strictObject({
  generator: v.picklist(['philox4x32-10', 'philox4x64-10']),
  counter: wordList,
  key: wordList,
});
const streamArgs = v.variant('generator', [leapingArgs, pcg32Args, pcg64Args, philoxArgs]);

/** What a recording asks of a stream beside its start. */
const asked = v.looseObject({
  advance: v.optional(v.array(v.looseObject({ delta: v.string() })), []),
  note: v.optional(v.string()),
});

/** A stream's values depend on what its line asks for, so they are read before the answer. */
const stream: RecordedFunction = {
  fn: 'stream',
  compare(given, recorded) {
    const args = v.parse(streamArgs, given);
    const { advance, note, ...values } = v.parse(asked, recorded);
    const deltas = advance.map(({ delta }) => delta);
    const expected = advance.length > 0 ? { ...values, advance } : values;
    return differences(expected, streamValues(args, deltas));
  },
};

function streamValues(args: v.InferOutput<typeof streamArgs>, deltas: readonly string[]): unknown {
  switch (args.generator) {
    case 'xoshiro128**':
    case 'xoroshiro128+':
    case 'xoshiro256**': {
      const { make, bits, size } = leaping[args.generator];
      const state =
        args.splitmixSeed === undefined ? args.state : seededState(args.splitmixSeed, bits, size);
      if (state.join() !== args.state.join()) return { seededState: state };
      return leapingValues(() => make(state));
    }
    case 'pcg32': {
      const increment = parse(args.increment);
      return pcgValues(() => pcg32(parse(args.state), increment), 32, 64, deltas, false);
    }
    case 'pcg64':
    case 'pcg64dxsm': {
      const make = args.generator === 'pcg64' ? pcg64 : pcg64Dxsm;
      const increment = parse(args.increment);
      return pcgValues(() => make(parse(args.state), increment), 64, 128, deltas, true);
    }
    case 'philox4x32-10':
    case 'philox4x64-10': {
      const narrow = args.generator === 'philox4x32-10';
      const make = narrow ? philox4x32 : philox4x64;
      const generator = make(args.counter.map(parse), args.key.map(parse));
      return { outputs: take(20, () => hex(generator.next(), narrow ? 32 : 64)) };
    }
  }
}

/** The laws whose quantile is a closed form. */
const CLOSED_FORMS = new Set(['exponential', 'weibull', 'pareto', 'boundedPareto']);

/** Random streams bit for bit, and distributions to the digits that their text gives. */
export const suite: Suite = defineFunctionSuite('rng', [
  recordedFunction(
    'splitmix64',
    { seed: word },
    ({ seed }) => {
      const mix = new SplitMix64(parse(seed));
      return { outputs: take(20, () => hex(mix.next(), 64)), stateAfter: hex(mix.state, 64) };
    },
    same,
  ),
  stream,
  recordedFunction(
    'distributionQuantile',
    {
      law: v.string(),
      params: v.record(v.string(), v.union([number, numbers])),
      probabilities: numbers,
    },
    ({ law: name, params, probabilities }) => {
      const law: Law = v.parse(lawSchema, { law: name, ...params });
      const variance = lawVariance(law);
      return {
        quantiles: probabilities.map((p) => lawQuantile(law, p)),
        mean: lawMean(law),
        variance: variance === Infinity ? null : variance,
      };
    },
    ({ law }) => ({ relative: CLOSED_FORMS.has(law) ? 1e-12 : 1e-9 }),
  ),
  recordedFunction(
    'poisson',
    { mean: number, k: numbers },
    ({ mean, k }) => ({
      pmf: k.map((count) => poissonPmf(count, mean)),
      cdf: k.map((count) => poissonCdf(count, mean)),
    }),
    { relative: 1e-11 },
  ),
  recordedFunction(
    'binomial',
    { n: number, p: number, k: numbers },
    ({ n, p, k }) => ({
      pmf: k.map((count) => binomialPmf(count, n, p)),
      cdf: k.map((count) => binomialCdf(count, n, p)),
    }),
    { relative: 1e-11 },
  ),
]);
