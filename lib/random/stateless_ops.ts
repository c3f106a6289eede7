/**
 * `tf.random.stateless*`: pure functions of their seeds. The same pair of seeds gives the same
 * values at every call, in every run and under every global seed.
 *
 * @module
 */
import { checkInteger, MAX_ELEMENTS } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { TensorLike } from "../ops/as_tensor.ts";
import type { Shape } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import { Tensor } from "../tensor/tensor.ts";
import { checkOptions, checkSeed64 } from "./arguments.ts";
import { checkChoices, drawChoices } from "./categorical.ts";
import {
  type NormalArguments,
  normalFrom,
  toTensor,
  truncatedNormalFrom,
  type UniformArguments,
  uniformFrom,
} from "./distributions.ts";
import { drawIntegers, type Source, stateless } from "./draw.ts";
import { type SeedPair, statelessStream } from "./stateless.ts";

/** A pair of seeds: two whole numbers, or an int32 tensor of two. */
export type StatelessSeed = SeedPair | Tensor;

/** The seeds of a stateless op. */
export interface StatelessSeedOption {
  /** Two whole numbers, or an int32 tensor of two, such as a row of `statelessSplit`. */
  seed: StatelessSeed;
}

/** Options of {@linkcode statelessUniform}. */
export interface StatelessUniformOptions extends UniformArguments, StatelessSeedOption {}

/** Options of {@linkcode statelessNormal} and {@linkcode statelessTruncatedNormal}. */
export interface StatelessNormalOptions extends NormalArguments, StatelessSeedOption {}

/**
 * Uniform numbers that depend on the seeds alone; int32 with `minval: null, maxval: null` takes
 * the whole range of the type.
 *
 * @throws {TypeError} for missing seeds, int32 without `maxval`, an unknown option or dtype
 * @throws {RangeError} for `minval >= maxval`, limits that are not finite, a shape no tensor has
 */
export function statelessUniform(shape: Shape, options: StatelessUniformOptions): Tensor {
  const where = "tf.random.statelessUniform";
  return uniformFrom(where, seeded(where, options), shape, options, { keys: SEED });
}

/**
 * Normal numbers that depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, an unknown option or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export function statelessNormal(shape: Shape, options: StatelessNormalOptions): Tensor {
  const where = "tf.random.statelessNormal";
  return normalFrom(where, seeded(where, options), shape, options, SEED);
}

/**
 * Truncated normal numbers that depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, an unknown option or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export function statelessTruncatedNormal(shape: Shape, options: StatelessNormalOptions): Tensor {
  const where = "tf.random.statelessTruncatedNormal";
  return truncatedNormalFrom(where, seeded(where, options), shape, options, SEED);
}

/**
 * As `tf.random.categorical`, but the draws depend on the seeds alone.
 *
 * @throws {TypeError} for missing seeds, logits that are no float32 matrix, an unknown option
 * @throws {RangeError} for a negative or fractional `numSamples`
 */
export function statelessCategorical(
  logits: TensorLike,
  numSamples: number,
  options: StatelessSeedOption,
): Tensor {
  const where = "tf.random.statelessCategorical";
  const pair = checkSeedPair(where, options?.seed);
  checkOptions(where, options, SEED, `${where}(logits, numSamples, { seed: [a, b] })`);
  const choices = checkChoices(where, logits, numSamples);
  return drawChoices(() => statelessStream(pair), choices, "int64");
}

/**
 * An int32 tensor of shape `(num, 2)` (`num` 2 by default): pairs of seeds made from one.
 *
 * @throws {TypeError} for what is no pair of seeds
 * @throws {RangeError} for a `num` below 1
 */
export function statelessSplit(seed: StatelessSeed, options: { num?: number } = {}): Tensor {
  const where = "tf.random.statelessSplit";
  checkOptions(where, options, ["num"]);
  const bounds = { min: 1, max: Math.floor(MAX_ELEMENTS / 2) };
  const num = checkInteger(where, "num", options.num ?? 2, bounds);
  const source = stateless(checkSeedPair(where, seed));
  return toTensor(drawIntegers(source, 2 * num, null), [num, 2], "int32");
}

/**
 * A pair of seeds (an int32 tensor) made from a pair and a whole number, such as a step's.
 *
 * @throws {TypeError} for what is no pair of seeds
 * @throws {RangeError} for `data` beyond int32
 */
export function statelessFoldIn(seed: StatelessSeed, data: number): Tensor {
  const where = "tf.random.statelessFoldIn";
  checkInteger(where, "data", data, { min: -(2 ** 31), max: 2 ** 31 - 1 });
  const [first] = drawIntegers(stateless(checkSeedPair(where, seed)), 1, null);
  return toTensor(Int32Array.of(first!, data), [2], "int32");
}

const SEED = ["seed"];

function seeded(where: string, options: StatelessSeedOption): Source {
  return stateless(checkSeedPair(where, options?.seed));
}

/** Two seeds, from an array or a tensor of two whole numbers. */
function checkSeedPair(where: string, seed: unknown): SeedPair {
  const pair = seed instanceof Tensor ? Array.from(read(seed) as Int32Array, Number) : seed;
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new TypeError(
      `${where}: expected seed to be two whole numbers, received seed=${formatValue(seed)}; ` +
        "write { seed: [a, b] }",
    );
  }
  return [checkSeed64(where, pair[0], "seed[0]"), checkSeed64(where, pair[1], "seed[1]")];
}
