/**
 * NumPy's legacy generator, `numpy.random.RandomState`: the streams that `np.random.seed` starts.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { NdArray, type NdDType } from "../display/ndarray.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean, checkFinite, checkInteger, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkWeights, drawUnlike, search, sums } from "./choice.ts";
import { entropyWords } from "./entropy.ts";
import { MersenneTwister } from "./mersenne_twister.ts";
import { type Rows, rowsOf } from "./rows.ts";

/** A size as NumPy takes it: one dimension, or a shape. */
export type SizeLike = number | readonly number[];

/** What a draw gives for its arguments, of which the one at `Place` is the size: one, or many. */
export type Drawn<Args extends readonly unknown[], Place extends string, One, Many> = Args extends
  Readonly<Record<Place, SizeLike>> ? Many
  : Extract<Args[number], { readonly size: SizeLike }> extends never ? One
  : Many;

/** Where a stream starts. */
export interface RandomStateArguments {
  /** A whole number from 0 to 2^32 - 1; `null`: different at every call. */
  seed?: number | null;
}

/** Argument of {@linkcode RandomState.randomSample}. */
export interface SampleArguments {
  /** A shape; without one a single number is drawn. */
  size?: SizeLike | null;
}

/** Arguments of {@linkcode RandomState.uniform}. */
export interface UniformSampleArguments extends SampleArguments {
  /** Lower limit, included; default 0. */
  low?: number | null;
  /** Upper limit, excluded; default 1. */
  high?: number | null;
}

/** Arguments of {@linkcode RandomState.normal}. */
export interface NormalSampleArguments extends SampleArguments {
  /** Mean; default 0. */
  loc?: number | null;
  /** Standard deviation, >= 0; default 1. */
  scale?: number | null;
}

/** Arguments of {@linkcode RandomState.randint}. */
export interface RandintArguments extends SampleArguments {
  /** Lower limit, included; the upper one, from 0, if that is left out. */
  low: number;
  /** Upper limit, excluded. */
  high?: number | null;
}

/** Arguments of {@linkcode RandomState.choice}. */
export interface ChoiceArguments<T> extends SampleArguments, ChoiceOptions {
  /** Items, or a number of whole numbers from 0 on. */
  a: number | readonly T[];
}

/** What follows the size in {@linkcode RandomState.choice}. */
export type ChoiceRest = Arguments<ChoiceOptions, ["replace", "p"]>;

const CHOICE = ["a", "size", "replace", "p"] as const;

/** Options of {@linkcode RandomState.choice}. */
export interface ChoiceOptions {
  /** Whether the same item may be drawn again; default true. */
  replace?: boolean | null;
  /** Probability of each item, adding up to 1; default: all alike. */
  p?: readonly number[] | Float64Array | null;
}

/**
 * A Mersenne Twister that draws NumPy's numbers for a seed: those of `np.random.seed(seed)` and
 * `np.random.RandomState(seed)`. Uniform numbers, integers and orders have NumPy's very bits;
 * normals may differ in the last bit, as the logarithm of JavaScript is not the C library's.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const rng = new tf.random.RandomState(42);
 * assertEquals(String(rng.rand(2)), "[0.37454012 0.95071431]");
 * assertEquals(String(rng.randint(0, 100, 5)), "[71 60 20 82 86]");
 * ```
 */
export class RandomState {
  #twister!: MersenneTwister;
  /** The second normal of a pair. */
  #spare: number | undefined;

  /**
   * A generator from a seed.
   *
   * @param args A whole number from 0 to 2^32 - 1; `null`: different at every call.
   */
  constructor(...args: Arguments<RandomStateArguments, ["seed"]>) {
    fromCaller(new.target, () => this.#start("RandomState", args));
  }

  /** Starts again from a seed. */
  seed(...args: Arguments<RandomStateArguments, ["seed"]>): void {
    fromCaller(this.seed, () => this.#start("RandomState.seed", args));
  }

  /** Uniform numbers in `[0, 1)`; one without a size. */
  randomSample<const A extends Arguments<SampleArguments, ["size"]>>(
    ...args: A
  ): Drawn<A, "0", number, NdArray<"float64">>;
  randomSample(...args: Arguments<SampleArguments, ["size"]>): number | NdArray<"float64"> {
    return fromCaller(this.randomSample, () => {
      const where = "RandomState.randomSample";
      const [size] = boundValues<SampleArguments, ["size"]>(where, ["size"], 0, args);
      return this.#fill(where, size, () => this.#twister.nextDouble());
    });
  }

  /** Uniform numbers in `[0, 1)` of the given dimensions; one without any. */
  rand(): number;
  rand(...dims: number[]): NdArray<"float64">;
  rand(...dims: number[]): number | NdArray<"float64"> {
    const size = dims.length === 0 ? undefined : dims;
    return fromCaller(
      this.rand,
      () => this.#fill("RandomState.rand", size, () => this.#twister.nextDouble()),
    );
  }

  /** Standard normals of the given dimensions; one without any. */
  randn(): number;
  randn(...dims: number[]): NdArray<"float64">;
  randn(...dims: number[]): number | NdArray<"float64"> {
    const size = dims.length === 0 ? undefined : dims;
    return fromCaller(this.randn, () => this.#fill("RandomState.randn", size, this.#gauss));
  }

  /** Uniform numbers in `[low, high)`, by default `[0, 1)`; one without a size. */
  uniform<const A extends Arguments<UniformSampleArguments, ["low", "high", "size"]>>(
    ...args: A
  ): Drawn<A, "2", number, NdArray<"float64">>;
  uniform(
    ...args: Arguments<UniformSampleArguments, ["low", "high", "size"]>
  ): number | NdArray<"float64"> {
    return fromCaller(this.uniform, () => {
      const where = "RandomState.uniform";
      const [from, to, size] = boundValues<UniformSampleArguments, ["low", "high", "size"]>(
        where,
        ["low", "high", "size"],
        0,
        args,
      );
      const low = checkFinite(where, "low", from ?? 0);
      const range = checkFinite(where, "high", to ?? 1) - low;
      checkFinite(where, "high - low", range);
      return this.#fill(where, size, () => low + range * this.#twister.nextDouble());
    });
  }

  /** Normals of mean `loc` and standard deviation `scale`; one without a size. */
  normal<const A extends Arguments<NormalSampleArguments, ["loc", "scale", "size"]>>(
    ...args: A
  ): Drawn<A, "2", number, NdArray<"float64">>;
  normal(
    ...args: Arguments<NormalSampleArguments, ["loc", "scale", "size"]>
  ): number | NdArray<"float64"> {
    return fromCaller(this.normal, () => {
      const where = "RandomState.normal";
      const [loc, scale, size] = boundValues<NormalSampleArguments, ["loc", "scale", "size"]>(
        where,
        ["loc", "scale", "size"],
        0,
        args,
      );
      const mean = checkFinite(where, "loc", loc ?? 0);
      const deviation = checkFinite(where, "scale", scale ?? 1, { min: 0 });
      return this.#fill(where, size, () => mean + deviation * this.#gauss());
    });
  }

  /** Whole numbers from `low` to `high - 1`; with `high` left out or null, from 0 to `low - 1`. */
  randint<const A extends Arguments<RandintArguments, ["low", "high", "size"]>>(
    ...args: A
  ): Drawn<A, "2", number, NdArray<"int64">>;
  randint(
    ...args: Arguments<RandintArguments, ["low", "high", "size"]>
  ): number | NdArray<"int64"> {
    return fromCaller(this.randint, () => {
      const where = "RandomState.randint";
      const [low, high, size] = boundValues<RandintArguments, ["low", "high", "size"]>(
        where,
        ["low", "high", "size"],
        1,
        args,
      );
      const [from, to] = (high ?? null) === null ? [0, low] : [low, high!];
      checkInteger(where, "low", from);
      checkInteger(where, "high", to, { min: from + 1 });
      const top = checkInteger(where, "high - low", to - from) - 1;
      if (size === undefined || size === null) return from + this.#below(top);
      const { shape, count } = checkSize(where, size);
      const made = BigInt64Array.from({ length: count }, () => BigInt(from + this.#below(top)));
      return new NdArray(made, shape, "int64");
    });
  }

  /** Puts the rows of an array, along its first dimension, into a random order, where they are. */
  shuffle(x: unknown[] | NdArray | Rows): void {
    fromCaller(this.shuffle, () => this.#shuffle(x));
  }

  /** The whole numbers below `x`, or a copy of the array `x`, in a random order by rows. */
  permutation(x: number): NdArray<"int64">;
  permutation<D extends NdDType>(x: NdArray<D>): NdArray<D>;
  permutation(x: number | NdArray): NdArray {
    return fromCaller(this.permutation, () => this.#permutation(x));
  }

  /** Items of `a`, or whole numbers below it, drawn at random; one without a size. */
  choice(a: number, size?: null, ...rest: ChoiceRest): number;
  choice<T>(a: readonly T[], size?: null, ...rest: ChoiceRest): T;
  choice(a: number, size: SizeLike, ...rest: ChoiceRest): NdArray<"int64">;
  choice<T>(a: readonly T[], size: SizeLike, ...rest: ChoiceRest): T[];
  choice<T>(
    a: number | readonly T[],
    options: SampleArguments & ChoiceOptions,
  ): number | T | T[] | NdArray<"int64">;
  choice<T>(options: ChoiceArguments<T>): number | T | T[] | NdArray<"int64">;
  choice(...args: unknown[]): unknown {
    return fromCaller(this.choice, () => {
      const where = "RandomState.choice";
      const [a, size, replace, p] = boundValues<ChoiceArguments<unknown>, typeof CHOICE>(
        where,
        CHOICE,
        1,
        args as Arguments<ChoiceArguments<unknown>, typeof CHOICE>,
      );
      const items = Array.isArray(a) ? a.length : a as number;
      checkInteger(where, "a", items, { min: 1, max: LENGTH.max });
      const isOne = size === undefined || size === null;
      const { shape, count } = checkSize(where, isOne ? [] : size);
      const again = checkBoolean(where, "replace", replace ?? true);
      const weights = p === undefined || p === null ? null : checkWeights(where, p, items);
      if (!again) checkInteger(where, "size without replacement", count, { max: items });
      const drawn = this.#choose(items, count, again, weights);
      if (Array.isArray(a)) return isOne ? a[drawn[0]!] : drawn.map((index) => a[index]);
      if (isOne) return drawn[0]!;
      return new NdArray(BigInt64Array.from(drawn, BigInt), shape, "int64");
    });
  }

  #shuffle(x: unknown[] | NdArray | Rows): void {
    const rows = rowsOf("RandomState.shuffle", x);
    for (let i = rows.count - 1; i > 0; i--) rows.swap(i, this.#below(i));
  }

  #permutation(x: number | NdArray): NdArray {
    const where = "RandomState.permutation";
    const copy = x instanceof NdArray
      ? copyOf(x)
      : numbersBelow(checkInteger(where, "x", x, LENGTH));
    this.#shuffle(copy);
    return copy;
  }

  #choose(items: number, count: number, replace: boolean, p: Float64Array | null): number[] {
    const uniform = () => this.#twister.nextDouble();
    if (p === null) {
      if (replace) return Array.from({ length: count }, () => this.#below(items - 1));
      return Array.from(this.#permutation(items).data as BigInt64Array, Number).slice(0, count);
    }
    if (!replace) return drawUnlike(uniform, p, count);
    const cumulative = sums(p);
    return Array.from({ length: count }, () => search(cumulative, uniform()));
  }

  #start(where: string, args: Arguments<RandomStateArguments, ["seed"]>): void {
    const [given] = boundValues<RandomStateArguments, ["seed"]>(where, ["seed"], 0, args);
    const seed = given ?? null;
    if (seed !== null) checkInteger(where, "seed", seed, { min: 0, max: 2 ** 32 - 1 });
    this.#twister = new MersenneTwister(seed ?? [...entropyWords(624)]);
    this.#spare = undefined;
  }

  /** Numbers of the given size; one without. */
  #fill(
    where: string,
    size: SizeLike | null | undefined,
    next: () => number,
  ): number | NdArray<"float64"> {
    if (size === undefined || size === null) return next();
    const { shape, count } = checkSize(where, size);
    return new NdArray(Float64Array.from({ length: count }, next), shape, "float64");
  }

  /** A standard normal, by Marsaglia's polar method: every second one comes from the call before. */
  readonly #gauss = (): number => {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined) return spare;
    for (;;) {
      const x = 2 * this.#twister.nextDouble() - 1;
      const y = 2 * this.#twister.nextDouble() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt(-2 * Math.log(square) / square);
      this.#spare = factor * x;
      return factor * y;
    }
  };

  /** A whole number from 0 to `top`: as many bits as `top` has, drawn until they are no more. */
  #below(top: number): number {
    if (top === 0) return 0;
    const bits = top < 2 ** 32 ? 32 - Math.clz32(top) : 0;
    const highBits = 32 - Math.clz32(Math.floor(top / 2 ** 32));
    for (;;) {
      const high = top < 2 ** 32 ? 0 : this.#twister.next() % 2 ** highBits;
      const word = this.#twister.next();
      const value = high * 2 ** 32 + (bits === 0 ? word : word % 2 ** bits);
      if (value <= top) return value;
    }
  }
}

/** Bounds of a number of rows. */
const LENGTH = { min: 0, max: 2 ** 31 - 1 };

function checkSize(where: string, size: SizeLike): { shape: number[]; count: number } {
  const shape = checkShape(where, typeof size === "number" ? [size] : size, "size");
  return { shape, count: shape.reduce((product, dim) => product * dim, 1) };
}

function numbersBelow(count: number): NdArray<"int64"> {
  const data = BigInt64Array.from({ length: count }, (_, i) => BigInt(i));
  return new NdArray(data, [count], "int64");
}

function copyOf(array: NdArray): NdArray {
  if (array.ndim === 0) {
    throw new TypeError(
      `RandomState.permutation: expected an array of rows, received ${formatValue(array.item())}`,
    );
  }
  return new NdArray(array.data.slice() as Float64Array, array.shape, array.dtype as "float64");
}

displayable(RandomState.prototype, { repr: (it) => `<${it.constructor.name}>` });
