/**
 * `tf.random.stateless*`: pure functions of their seeds. The same pair of seeds gives the same
 * values at every call, in every run and under every global seed.
 *
 * @module
 */
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { aval, formatAval } from "../tensor/aval.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { IntegerLike, ShapeLike, TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { asInteger } from "../ops/integers.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { checkSeed64 } from "./arguments.ts";
import { checkChoices, drawChoices } from "./categorical.ts";
import {
  drawFrom,
  normalFrom,
  type NormalOptions,
  truncatedNormalFrom,
  uniformFrom,
  type UniformOptions,
} from "./distributions.ts";
import { drawIntegers } from "./draw.ts";
import type { Integer } from "./int64.ts";
import type { FloatDType, FullIntegerDType, IntegerDType } from "./rounding.ts";
import { seedOrigin, type StatelessSeed } from "./seed_pair.ts";

/** What every stateless op that makes a tensor of a shape takes first and last. */
export interface StatelessArguments {
  /** Dimensions. */
  shape: ShapeLike;
  /**
   * Two whole numbers, or an int32 or int64 tensor of two, such as a row of
   * {@linkcode statelessSplit}.
   */
  seed: StatelessSeed;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of {@linkcode statelessUniform}. */
export interface StatelessUniformArguments extends StatelessArguments, UniformOptions {
  /** Default `"float32"`; uint32 and uint64 with `minval: null, maxval: null` alone. */
  dtype?: FloatDType | FullIntegerDType | null;
}

/** Arguments of {@linkcode statelessNormal} and {@linkcode statelessTruncatedNormal}. */
export interface StatelessNormalArguments extends StatelessArguments, NormalOptions {}

/** Draws normal numbers that depend on the seeds alone. */
export type StatelessNormalOperation = Operation<
  StatelessNormalArguments,
  ["shape", "seed", "mean", "stddev", "dtype", "name"],
  Tensor
>;

/**
 * Uniform numbers that depend on the seeds alone; whole numbers with `minval: null, maxval: null`
 * take the whole range of their type.
 *
 * @throws {TypeError} for missing seeds, whole numbers without `maxval`, an unknown argument or
 * dtype
 * @throws {RangeError} for `minval >= maxval`, limits that are not finite, a shape no tensor has
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.random.statelessUniform([2], [1, 2]);
 * assertEquals(String(x.numpy()), "[0.8440604  0.19204533]");
 * ```
 */
export const statelessUniform: Operation<
  StatelessUniformArguments,
  ["shape", "seed", "minval", "maxval", "dtype", "name"],
  Tensor
> = bind(
  "tf.random.statelessUniform",
  ["shape", "seed", "minval", "maxval", "dtype", "name"],
  2,
  (shape, seed, minval, maxval, dtype) => {
    const where = "tf.random.statelessUniform";
    return uniformFrom(where, seedOrigin(where, seed), shape, { minval, maxval, dtype });
  },
);

function normalOperation(where: string, make: typeof normalFrom): StatelessNormalOperation {
  return bind(
    where,
    ["shape", "seed", "mean", "stddev", "dtype", "name"],
    2,
    (shape, seed, mean, stddev, dtype) =>
      make(where, seedOrigin(where, seed), shape, { mean, stddev, dtype }),
  );
}

/**
 * Normal numbers that depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, an unknown argument or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export const statelessNormal: StatelessNormalOperation = normalOperation(
  "tf.random.statelessNormal",
  normalFrom,
);

/**
 * Truncated normal numbers that depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, an unknown argument or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export const statelessTruncatedNormal: StatelessNormalOperation = normalOperation(
  "tf.random.statelessTruncatedNormal",
  truncatedNormalFrom,
);

/** Arguments of {@linkcode statelessCategorical}. */
export interface StatelessCategoricalArguments extends Pick<StatelessArguments, "seed" | "name"> {
  /** Unnormalized log-probabilities, floats of shape `(batch, classes)`. */
  logits: TensorLike;
  /** Draws for each row. */
  numSamples: IntegerLike;
  /** Default `"int64"`. */
  dtype?: IntegerDType | null;
}

/**
 * As `tf.random.categorical`, but the draws depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, logits that are no matrix of floats, an unknown argument
 * @throws {RangeError} for a negative or fractional `numSamples`
 */
export const statelessCategorical: Operation<
  StatelessCategoricalArguments,
  ["logits", "numSamples", "seed", "dtype", "name"],
  Tensor
> = bind(
  "tf.random.statelessCategorical",
  ["logits", "numSamples", "seed", "dtype", "name"],
  3,
  (logits, numSamples, seed, dtype) => {
    const where = "tf.random.statelessCategorical";
    const origin = seedOrigin(where, seed);
    return drawChoices(origin, checkChoices(where, logits, numSamples, dtype));
  },
);

/** Arguments of {@linkcode statelessSplit}. */
export interface StatelessSplitArguments {
  /** Two whole numbers, or an int32 or int64 tensor of two. */
  seed: StatelessSeed;
  /** How many pairs; default 2. */
  num?: IntegerLike | null;
}

/**
 * Pairs of seeds made from one: a tensor of shape `(num, 2)`, int32, or of the seed's dtype where
 * that is a tensor.
 *
 * @throws {TypeError} for what is no pair of seeds
 * @throws {RangeError} for a `num` below 1
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const seeds = tf.random.split([1, 2], 2);
 * assertEquals(seeds.numpy().toArray(), [[1105988140, 1738052849], [-335576002, 370444179]]);
 * ```
 */
export const statelessSplit: Operation<StatelessSplitArguments, ["seed", "num"], Tensor> = bind(
  "tf.random.split",
  ["seed", "num"],
  1,
  (seed, num) => {
    const where = "tf.random.split";
    const bounds = { min: 1, max: Math.floor(MAX_ELEMENTS / 2) };
    const count = asInteger(where, "num", num ?? 2, bounds);
    const origin = seedOrigin(where, seed);
    const dtype = origin.dtype ?? "int32";
    return drawFrom(
      origin,
      aval(dtype, [count, 2]),
      (source) => drawIntegers(source, 2 * count, null, dtype),
    );
  },
);

/** Arguments of {@linkcode statelessFoldIn}. */
export interface StatelessFoldInArguments {
  /** Two whole numbers, or an int32 or int64 tensor of two. */
  seed: StatelessSeed;
  /** A whole number, such as a step's, or an int32 or int64 tensor of one. */
  data: Integer | Tensor;
}

/**
 * A pair of seeds made from a pair and a whole number: a tensor of the number's dtype, int32 for a
 * plain number that fits.
 *
 * @throws {TypeError} for what is no pair of seeds or no whole number
 * @throws {RangeError} for a fraction, or `data` beyond 64 bits
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.random.foldIn([1, 2], 3).numpy().toArray(), [1105988140, 3]);
 * ```
 */
export const statelessFoldIn: Operation<StatelessFoldInArguments, ["seed", "data"], Tensor> = bind(
  "tf.random.foldIn",
  ["seed", "data"],
  2,
  (seed, data) => {
    const where = "tf.random.foldIn";
    const origin = seedOrigin(where, seed);
    const folded = asWhole(where, data);
    const { dtype } = folded;
    return drawFrom(origin, aval(dtype, [2]), (source, given) => {
      const pair = drawIntegers(source, 2, null, dtype as IntegerDType);
      pair[1] = (given as Int32Array)[0]!;
      return pair;
    }, [folded]);
  },
);

/** A whole number as a scalar tensor. */
function asWhole(where: string, data: unknown): Tensor {
  if (typeof data === "number" || typeof data === "bigint") {
    const value = BigInt(checkSeed64(where, data, "data"));
    return value === BigInt.asIntN(32, value)
      ? leaf(Int32Array.of(Number(value)), aval("int32", []))
      : leaf(BigInt64Array.of(value), aval("int64", []));
  }
  const tensor = asTensor(where, data as TensorLike);
  const isWhole = tensor.dtype === "int32" || tensor.dtype === "int64";
  if (isWhole && tensor.rank === 0) return tensor;
  throw new TypeError(
    `${where}: expected data to be a whole number or an int32 or int64 scalar, received ${
      formatAval(tensor.aval)
    }`,
  );
}
