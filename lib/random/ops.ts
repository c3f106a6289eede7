/**
 * `tf.random`: the stateful ops. With `setSeed` they give TensorFlow's values bit for bit; with a
 * `seed` of their own alone too; without any seed they are different in every run.
 *
 * @module
 */
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import { gather } from "../primitives/array/gather.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { draw } from "../tensor/draw.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkOptions, checkSeed } from "./arguments.ts";
import { checkChoices, choiceElements, drawChoices } from "./categorical.ts";
import {
  type NormalArguments,
  normalFrom,
  truncatedNormalFrom,
  type UniformArguments,
  uniformFrom,
} from "./distributions.ts";
import { type Source, stateful } from "./draw.ts";
import type { Integer } from "./int64.ts";
import { permutation, shuffleBlocks } from "./shuffle.ts";
import { reserve, setGlobalSeed } from "./state.ts";

/** The seed of a stateful op. */
export interface SeedOption {
  /**
   * The op's own seed. Ops of the same kind, dtype and seeds share one stream: a second call goes
   * on where the first stopped. Default: drawn from the generator `setSeed` starts.
   */
  seed?: Integer | null;
}

/** Options of {@linkcode uniform}. */
export interface UniformOptions extends UniformArguments, SeedOption {}

/** Options of {@linkcode normal} and {@linkcode truncatedNormal}. */
export interface NormalOptions extends NormalArguments, SeedOption {}

/**
 * Sets the global seed of the stateful ops, a whole number of any size; all their streams start
 * anew. `null` goes back to no seed.
 *
 * @throws {TypeError} for a seed that is no number or bigint
 * @throws {RangeError} for a fraction, or a number beyond the safe integers
 */
export function setSeed(seed: Integer | null): void {
  setGlobalSeed(seed === null ? null : checkSeed("tf.random.setSeed", seed));
}

/**
 * A tensor of uniform random numbers in `[minval, maxval)`.
 *
 * @throws {TypeError} for int32 without `maxval`, an unknown option or dtype
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
 * ```
 */
export function uniform(shape: Shape, options: UniformOptions = {}): Tensor {
  const where = "tf.random.uniform";
  return uniformFrom(where, seeded(where, options), shape, options, { full: false, keys: SEED });
}

/**
 * A tensor of random numbers from the normal distribution of the given mean and standard
 * deviation.
 *
 * @throws {TypeError} for an unknown option or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export function normal(shape: Shape, options: NormalOptions = {}): Tensor {
  const where = "tf.random.normal";
  return normalFrom(where, seeded(where, options), shape, options, SEED);
}

/**
 * As {@linkcode normal}, but numbers two or more standard deviations from the mean are drawn
 * again; the standard deviation of what remains is 0.88 times the given one.
 *
 * @throws {TypeError} for an unknown option or dtype
 * @throws {RangeError} for a negative `stddev`, moments that are not finite, a shape no tensor has
 */
export function truncatedNormal(shape: Shape, options: NormalOptions = {}): Tensor {
  const where = "tf.random.truncatedNormal";
  return truncatedNormalFrom(where, seeded(where, options), shape, options, SEED);
}

/**
 * The rows of a tensor (along its first dimension) in a random order.
 *
 * @throws {TypeError} for what cannot be made a tensor, complex numbers, an unknown option
 */
export function shuffle(value: TensorLike, options: SeedOption = {}): Tensor {
  const where = "tf.random.shuffle";
  checkOptions(where, options, SEED);
  const seed = opSeed(where, options);
  const x = asTensor(where, value);
  const rows = x.shape[0] ?? 1;
  const kernel = `RandomShuffle/${x.dtype}` as const;
  if (rows <= 1 || x.size <= 1) {
    reserve(kernel, seed, 0);
    return x;
  }
  const order = draw(aval("int32", [rows]), () => {
    return permutation(reserve(kernel, seed, shuffleBlocks(rows)), rows);
  });
  return gather(x, order, 0);
}

/**
 * `numSamples` draws for each row of unnormalized log-probabilities of shape `(batch, classes)`:
 * an int64 tensor `(batch, numSamples)` of the numbers of classes. TensorFlow splits large batches
 * between its threads, on which its draws then depend; these are those of one thread.
 *
 * @throws {TypeError} for logits that are no float32 matrix, an unknown option
 * @throws {RangeError} for a negative or fractional `numSamples`
 */
export function categorical(
  logits: TensorLike,
  numSamples: number,
  options: SeedOption = {},
): Tensor {
  const where = "tf.random.categorical";
  checkOptions(where, options, SEED, `${where}(logits, numSamples, { seed: ... })`);
  const seed = opSeed(where, options);
  const choices = checkChoices(where, logits, numSamples);
  const stream = () => stateful(seed)("Multinomial/float32", choiceElements(choices));
  return drawChoices(stream, choices, "int64");
}

const SEED = ["seed"];

/** The op's own seed, checked; `undefined` for none. */
function opSeed(where: string, options: SeedOption): Integer | undefined {
  const seed = options?.seed ?? undefined;
  return seed === undefined ? undefined : checkSeed(where, seed);
}

function seeded(where: string, options: SeedOption): Source {
  return stateful(opSeed(where, options));
}
