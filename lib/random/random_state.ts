/**
 * NumPy's legacy generator, `numpy.random.RandomState`: the streams that `np.random.seed` starts.
 *
 * @module
 */
import { NdArray, type NdDType } from "../display/ndarray.ts";
import { checkFinite, checkInteger, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { checkOptions } from "./arguments.ts";
import { checkWeights, drawUnlike, search, sums } from "./choice.ts";
import { entropyWords } from "./entropy.ts";
import { MersenneTwister } from "./mersenne_twister.ts";
import { type Rows, rowsOf } from "./rows.ts";

/** A size as NumPy takes it: one dimension, or a shape. */
export type SizeLike = number | readonly number[];

/** Options of {@linkcode RandomState.choice}. */
export interface ChoiceOptions {
  /** Whether the same item may be drawn again; default true. */
  replace?: boolean;
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

  /** A generator from a whole number from 0 to 2^32 - 1; `null`: different at every call. */
  constructor(seed: number | null = null) {
    this.#start("RandomState", seed);
  }

  /** Starts again from a seed. */
  seed(seed: number | null = null): void {
    this.#start("RandomState.seed", seed);
  }

  /** Uniform numbers in `[0, 1)`; one without a size. */
  randomSample(): number;
  randomSample(size: SizeLike): NdArray<"float64">;
  randomSample(size?: SizeLike): number | NdArray<"float64"> {
    return this.#fill("RandomState.randomSample", size, () => this.#twister.nextDouble());
  }

  /** Uniform numbers in `[0, 1)` of the given dimensions; one without any. */
  rand(): number;
  rand(...dims: number[]): NdArray<"float64">;
  rand(...dims: number[]): number | NdArray<"float64"> {
    const size = dims.length === 0 ? undefined : dims;
    return this.#fill("RandomState.rand", size, () => this.#twister.nextDouble());
  }

  /** Standard normals of the given dimensions; one without any. */
  randn(): number;
  randn(...dims: number[]): NdArray<"float64">;
  randn(...dims: number[]): number | NdArray<"float64"> {
    return this.#fill("RandomState.randn", dims.length === 0 ? undefined : dims, this.#gauss);
  }

  /** Uniform numbers in `[low, high)`, by default `[0, 1)`. */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, size: SizeLike): NdArray<"float64">;
  uniform(low = 0, high = 1, size?: SizeLike): number | NdArray<"float64"> {
    const where = "RandomState.uniform";
    checkFinite(where, "low", low);
    const range = checkFinite(where, "high", high) - low;
    checkFinite(where, "high - low", range);
    return this.#fill(where, size, () => low + range * this.#twister.nextDouble());
  }

  /** Normals of mean `loc` (default 0) and standard deviation `scale` (default 1, >= 0). */
  normal(loc?: number, scale?: number): number;
  normal(loc: number, scale: number, size: SizeLike): NdArray<"float64">;
  normal(loc = 0, scale = 1, size?: SizeLike): number | NdArray<"float64"> {
    const where = "RandomState.normal";
    checkFinite(where, "loc", loc);
    checkFinite(where, "scale", scale, { min: 0 });
    return this.#fill(where, size, () => loc + scale * this.#gauss());
  }

  /** Whole numbers from `low` to `high - 1`; with `high` left out or null, from 0 to `low - 1`. */
  randint(low: number, high?: number | null): number;
  randint(low: number, high: number | null, size: SizeLike): NdArray<"int64">;
  randint(low: number, high: number | null = null, size?: SizeLike): number | NdArray<"int64"> {
    const where = "RandomState.randint";
    const [from, to] = high === null ? [0, low] : [low, high];
    checkInteger(where, "low", from);
    checkInteger(where, "high", to, { min: from + 1 });
    const top = checkInteger(where, "high - low", to - from) - 1;
    if (size === undefined) return from + this.#below(top);
    const { shape, count } = checkSize(where, size);
    const made = BigInt64Array.from({ length: count }, () => BigInt(from + this.#below(top)));
    return new NdArray(made, shape, "int64");
  }

  /** Puts the rows of an array, along its first dimension, into a random order, where they are. */
  shuffle(x: unknown[] | NdArray | Rows): void {
    const rows = rowsOf("RandomState.shuffle", x);
    for (let i = rows.count - 1; i > 0; i--) rows.swap(i, this.#below(i));
  }

  /** The whole numbers below `x`, or a copy of the array `x`, in a random order by rows. */
  permutation(x: number): NdArray<"int64">;
  permutation<D extends NdDType>(x: NdArray<D>): NdArray<D>;
  permutation(x: number | NdArray): NdArray {
    const where = "RandomState.permutation";
    const copy = x instanceof NdArray
      ? copyOf(x)
      : numbersBelow(checkInteger(where, "x", x, LENGTH));
    this.shuffle(copy);
    return copy;
  }

  /** Items of `a`, or whole numbers below it, drawn at random; one without a size. */
  choice(a: number, size?: null, options?: ChoiceOptions): number;
  choice<T>(a: readonly T[], size?: null, options?: ChoiceOptions): T;
  choice(a: number, size: SizeLike, options?: ChoiceOptions): NdArray<"int64">;
  choice<T>(a: readonly T[], size: SizeLike, options?: ChoiceOptions): T[];
  choice<T>(
    a: number | readonly T[],
    size: SizeLike | null = null,
    options: ChoiceOptions = {},
  ): number | T | T[] | NdArray<"int64"> {
    const where = "RandomState.choice";
    checkOptions(where, options, ["replace", "p"], "choice(a, size, { replace: false })");
    const items = Array.isArray(a) ? a.length : a as number;
    checkInteger(where, "a", items, { min: 1, max: LENGTH.max });
    const { shape, count } = checkSize(where, size ?? []);
    const { replace = true, p = null } = options;
    const weights = p === null ? null : checkWeights(where, p, items);
    if (!replace) checkInteger(where, "size without replacement", count, { max: items });
    const drawn = this.#choose(items, count, replace, weights);
    if (Array.isArray(a)) {
      return size === null ? a[drawn[0]!] as T : drawn.map((index) => a[index] as T);
    }
    if (size === null) return drawn[0]!;
    return new NdArray(BigInt64Array.from(drawn, BigInt), shape, "int64");
  }

  #choose(items: number, count: number, replace: boolean, p: Float64Array | null): number[] {
    const uniform = () => this.#twister.nextDouble();
    if (p === null) {
      if (replace) return Array.from({ length: count }, () => this.#below(items - 1));
      return Array.from(this.permutation(items).data.subarray(0, count), Number);
    }
    if (!replace) return drawUnlike(uniform, p, count);
    const cumulative = sums(p);
    return Array.from({ length: count }, () => search(cumulative, uniform()));
  }

  #start(where: string, seed: number | null): void {
    if (seed !== null) checkInteger(where, "seed", seed, { min: 0, max: 2 ** 32 - 1 });
    this.#twister = new MersenneTwister(seed ?? [...entropyWords(624)]);
    this.#spare = undefined;
  }

  /** Numbers of the given size; one without. */
  #fill(
    where: string,
    size: SizeLike | undefined,
    next: () => number,
  ): number | NdArray<"float64"> {
    if (size === undefined) return next();
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
