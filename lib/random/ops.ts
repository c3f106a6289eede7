/**
 * `tf.random`: the stateful ops. With `setSeed` they give TensorFlow's values bit for bit; with a
 * `seed` of their own alone too; without any seed they are different in every run. In a traced
 * function each run draws as the same code outside would: the streams go on from run to run.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import type { IntegerLike, ShapeLike, TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { gather } from "../primitives/array/gather.ts";
import { aval } from "../tensor/aval.ts";
import { draw } from "../tensor/draw.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkSeed } from "./arguments.ts";
import { checkChoices, drawChoices } from "./categorical.ts";
import {
  normalFrom,
  type NormalOptions,
  type Origin,
  originOf,
  truncatedNormalFrom,
  uniformFrom,
  type UniformOptions,
} from "./distributions.ts";
import { stateful } from "./draw.ts";
import type { Integer } from "./int64.ts";
import type { FloatDType, IntegerDType } from "./rounding.ts";
import { permutation, shuffleBlocks } from "./shuffle.ts";
import { reserve, setGlobalSeed } from "./state.ts";

/** What every stateful op takes last. */
export interface SeedArguments {
  /**
   * The op's own seed. Ops of the same kind, dtype and seeds share one stream: a second call goes
   * on where the first stopped. Default: drawn from the generator `setSeed` starts.
   */
  seed?: Integer | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of {@linkcode uniform}. */
export interface UniformArguments extends UniformOptions, SeedArguments {
  /** Dimensions. */
  shape: ShapeLike;
  /** Default `"float32"`. */
  dtype?: FloatDType | IntegerDType | null;
}

/** Arguments of {@linkcode normal} and {@linkcode truncatedNormal}. */
export interface NormalArguments extends NormalOptions, SeedArguments {
  /** Dimensions. */
  shape: ShapeLike;
}

/** Draws normal numbers. */
export type NormalOperation = Operation<
  NormalArguments,
  ["shape", "mean", "stddev", "dtype", "seed", "name"],
  Tensor
>;

/** Arguments of {@linkcode setSeed}. */
export interface SetSeedArguments {
  /** A whole number of any size; `null` goes back to no seed. */
  seed: Integer | null;
}

/**
 * Sets the global seed of the stateful ops, a whole number of any size; all their streams start
 * anew. `null` goes back to no seed.
 *
 * @throws {TypeError} for a seed that is no number or bigint
 * @throws {RangeError} for a fraction, or a number beyond the safe integers
 */
export const setSeed: Operation<SetSeedArguments, ["seed"], void> = bind(
  "tf.random.setSeed",
  ["seed"],
  1,
  (seed) => setGlobalSeed(seed === null ? null : checkSeed("tf.random.setSeed", seed)),
);

/**
 * A tensor of uniform random numbers in `[minval, maxval)`: floats, or whole numbers for dtype
 * int32 and int64.
 *
 * @throws {TypeError} for whole numbers without `maxval`, an unknown argument or dtype
 * @throws {RangeError} for `minval >= maxval`, limits that are not finite, a shape no tensor has
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * tf.random.setSeed(42);
 * const x = tf.random.uniform([2]);
 * assertEquals(String(x.numpy()), "[0.6645621  0.44100678]");
 * const dice = tf.random.uniform([100], 1, 7, "int32");
 * assertEquals(dice.dtype, "int32");
 * ```
 */
export const uniform: Operation<
  UniformArguments,
  ["shape", "minval", "maxval", "dtype", "seed", "name"],
  Tensor
> = bind(
  "tf.random.uniform",
  ["shape", "minval", "maxval", "dtype", "seed", "name"],
  1,
  (shape, minval, maxval, dtype, seed) => {
    const where = "tf.random.uniform";
    return uniformFrom(where, seeded(where, seed), shape, { minval, maxval, dtype }, false);
  },
);

function normalOperation(where: string, make: typeof normalFrom): NormalOperation {
  return bind(
    where,
    ["shape", "mean", "stddev", "dtype", "seed", "name"],
    1,
    (shape, mean, stddev, dtype, seed) =>
      make(where, seeded(where, seed), shape, { mean, stddev, dtype }),
  );
}

/**
 * A tensor of random numbers from the normal distribution of the given mean and standard
 * deviation.
 *
 * @throws {TypeError} for an unknown argument or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.random.normal([2, 3], 10, 0.5, { seed: 1 });
 * assertEquals([x.shape, x.dtype], [[2, 3], "float32"]);
 * ```
 */
export const normal: NormalOperation = normalOperation("tf.random.normal", normalFrom);

/**
 * As {@linkcode normal}, but numbers two or more standard deviations from the mean are drawn
 * again; the standard deviation of what remains is 0.88 times the given one.
 *
 * @throws {TypeError} for an unknown argument or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export const truncatedNormal: NormalOperation = normalOperation(
  "tf.random.truncatedNormal",
  truncatedNormalFrom,
);

/** Arguments of {@linkcode shuffle}. */
export interface ShuffleArguments extends SeedArguments {
  /** A tensor of any dtype. */
  value: TensorLike;
}

/**
 * The rows of a tensor (along its first dimension) in a random order. Gradients flow back to the
 * rows they came from.
 *
 * @throws {TypeError} for what cannot be made a tensor, an unknown argument
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.random.shuffle([[1, 2], [3, 4], [5, 6]], { seed: 1 });
 * assertEquals(x.shape, [3, 2]);
 * ```
 */
export const shuffle: Operation<ShuffleArguments, ["value", "seed", "name"], Tensor> = bind(
  "tf.random.shuffle",
  ["value", "seed", "name"],
  1,
  (value, seed) => {
    const where = "tf.random.shuffle";
    const own = opSeed(where, seed);
    const x = asTensor(where, value);
    const rows = x.shape[0] ?? 1;
    // A single row, or none with elements, keeps its place and moves no stream on.
    const blocks = x.size <= 1 ? 0 : shuffleBlocks(rows);
    const order = draw(aval("int32", [rows]), () => {
      return permutation(reserve(`RandomShuffle/${x.dtype}`, own, blocks), blocks, rows);
    });
    return x.rank === 0 ? x : gather(x, order, 0);
  },
);

/** Arguments of {@linkcode categorical}. */
export interface CategoricalArguments extends SeedArguments {
  /** Unnormalized log-probabilities, floats of shape `(batch, classes)`. */
  logits: TensorLike;
  /** Draws for each row. */
  numSamples: IntegerLike;
  /** Default `"int64"`. */
  dtype?: IntegerDType | null;
}

/**
 * `numSamples` draws for each row of unnormalized log-probabilities of shape `(batch, classes)`: a
 * tensor `(batch, numSamples)` of the numbers of classes. TensorFlow splits large batches between
 * its threads, on which its draws then depend; these are those of one thread.
 *
 * @throws {TypeError} for logits that are no matrix of floats, an unknown argument or dtype
 * @throws {RangeError} for a negative or fractional `numSamples`
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const drawn = tf.random.categorical([[-Infinity, 0], [0, -Infinity]], 2);
 * assertEquals(drawn.numpy().toArray(), [[1n, 1n], [0n, 0n]]);
 * ```
 */
export const categorical: Operation<
  CategoricalArguments,
  ["logits", "numSamples", "dtype", "seed", "name"],
  Tensor
> = bind(
  "tf.random.categorical",
  ["logits", "numSamples", "dtype", "seed", "name"],
  2,
  (logits, numSamples, dtype, seed) => {
    const where = "tf.random.categorical";
    const origin = seeded(where, seed);
    return drawChoices(origin, checkChoices(where, logits, numSamples, dtype));
  },
);

/** The op's own seed, checked; `undefined` for none. */
function opSeed(where: string, seed: unknown): Integer | undefined {
  return seed === undefined || seed === null ? undefined : checkSeed(where, seed);
}

function seeded(where: string, seed: unknown): Origin {
  return originOf(stateful(opSeed(where, seed)));
}
