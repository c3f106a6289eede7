/**
 * Random tensors, as `tf.keras.random` has them. A whole number as seed gives the same numbers at each
 * call, a `SeedGenerator` the next ones: TensorFlow's bits both. Without a seed they are those of
 * `tf.random.setSeed` and `tf.keras.utils.setRandomSeed`: reproducible, and distributed as Keras's. So
 * are, with any seed, `gamma`, `beta` and `binomial`, for which the bits are ours.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const draw = () => tf.keras.random.normal([2], { seed: 7 }).numpy().toArray();
 * assertEquals(draw(), draw());
 * ```
 *
 * @module
 */
import { gather } from "../ops/array/gather.ts";
import { broadcastTo } from "../ops/array/broadcast.ts";
import { reshape } from "../ops/array/reshape.ts";
import { range } from "../ops/array/range.ts";
import { argsort } from "../ops/array/sort.ts";
import { zerosLike } from "../ops/array/filled.ts";
import { stopGradient } from "../ops/array/identity.ts";
import { checkFinite } from "../errors/checks.ts";
import { asAxis } from "../ops/integers.ts";
import { add, multiply, square, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { greater, greaterEqual, less } from "../ops/math/comparison.ts";
import { divide } from "../ops/math/division_true.ts";
import { log, pow, rsqrt } from "../ops/math/exponential.ts";
import { maximum } from "../ops/math/extremes.ts";
import { logicalAnd } from "../ops/math/logical.ts";
import { where } from "../ops/math/where.ts";
import { reduceMax, reduceSum } from "../ops/reduction/reductions.ts";
import { checkChoices, drawChoices } from "../random/categorical.ts";
import {
  normalFrom,
  type Origin,
  originOf,
  truncatedNormalFrom,
  uniformFrom,
} from "../random/distributions.ts";
import { stateful, stateless } from "../random/draw.ts";
import { floorMod } from "../random/int64.ts";
import { KERAS3_MODULUS, SeedGenerator } from "../random/seed_generator.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floats, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

const OPTIONS = { path: "tf.keras.random" };

/** Where random words come from; `part` tells several draws of one call apart. */
function origin(seed: unknown, part = 0): Origin {
  if (seed === null) return originOf(stateful());
  if (seed instanceof SeedGenerator) return originOf(seed.source);
  if (typeof seed === "bigint" || (typeof seed === "number" && Number.isSafeInteger(seed))) {
    return originOf(stateless([floorMod(BigInt(seed), KERAS3_MODULUS), BigInt(part)]));
  }
  throw new TypeError(
    `seed: expected seed to be a whole number, a SeedGenerator or null, received seed=${seed}`,
  );
}

const NORMAL = "shape, mean:number=0.0, stddev:number=1.0, dtype=null, seed=null";

/** Normal numbers. */
export const normal: KerasOperation<typeof NORMAL> = operation(
  "normal",
  NORMAL,
  (shape, mean, stddev, dtype, seed) =>
    normalFrom("normal", origin(seed), shape, { mean, stddev, dtype: dtype as "float32" }),
  OPTIONS,
);
/** Normal numbers, those further than two deviations from the mean drawn again. */
export const truncatedNormal: KerasOperation<typeof NORMAL> = operation(
  "truncatedNormal",
  NORMAL,
  (shape, mean, stddev, dtype, seed) =>
    truncatedNormalFrom("truncatedNormal", origin(seed), shape, {
      mean,
      stddev,
      dtype: dtype as "float32",
    }),
  OPTIONS,
);
/** Numbers between two, the upper one excluded. */
export const uniform: KerasOperation<
  "shape, minval:number=0.0, maxval:number=1.0, dtype=null, seed=null"
> = operation(
  "uniform",
  "shape, minval:number=0.0, maxval:number=1.0, dtype=null, seed=null",
  (shape, minval, maxval, dtype, seed) =>
    uniformFrom("uniform", origin(seed), shape, { minval, maxval, dtype: dtype as "float32" }),
  OPTIONS,
);
/** Whole numbers between two, the upper one excluded. */
export const randint: KerasOperation<
  'shape, minval:number, maxval:number, dtype="int32", seed=null'
> = operation(
  "randint",
  'shape, minval:number, maxval:number, dtype="int32", seed=null',
  (shape, minval, maxval, dtype, seed) => {
    const type = dtype === "int32" ? "int32" : "int64";
    const found = uniformFrom("randint", origin(seed), shape, { minval, maxval, dtype: type });
    return cast(found, dtype ?? type);
  },
  OPTIONS,
);
/** Classes by the logarithms of their probabilities, so many for each row. */
export const categorical: KerasOperation<
  'logits, numSamples:number, dtype="int32", seed=null'
> = operation(
  "categorical",
  'logits, numSamples:number, dtype="int32", seed=null',
  (logits, numSamples, dtype, seed) => {
    const choices = checkChoices("categorical", floats(logits), numSamples, "int64");
    return cast(drawChoices(origin(seed), choices), dtype ?? "int32");
  },
  OPTIONS,
);
/**
 * 0 for a part of the elements, the others divided by the part that stays.
 *
 * @throws {RangeError} for a rate outside 0 to 1.
 */
export const dropout: KerasOperation<
  "inputs, rate:number, noiseShape:anything=null, seed=null"
> = operation(
  "dropout",
  "inputs, rate:number, noiseShape:anything=null, seed=null",
  (inputs, rate, noiseShape, seed) => {
    const x = floats(inputs);
    checkFinite("dropout", "rate", rate, { min: 0, max: 1 });
    if (rate === 1) return zerosLike(x);
    if (rate === 0) return x;
    const given = noiseShape as readonly (number | null)[] | null;
    const shape = given === null ? x.shape : given.map((dim, i) => dim ?? x.shape[i]!);
    const noise = uniformFrom("dropout", origin(seed), shape, { dtype: x.dtype as "float32" });
    const kept = broadcastTo(greaterEqual(noise, rate), x.shape);
    return where(kept, multiply(x, 1 / (1 - rate)), zerosLike(x));
  },
  OPTIONS,
);
/** The parts along an axis in another order. */
export const shuffle: KerasOperation<"x, axis=0, seed=null"> = operation(
  "shuffle",
  "x, axis=0, seed=null",
  (x, axis, seed) => {
    const tensor = tensorOf(x);
    const at = asAxis("axis", axis, tensor.rank);
    const keys = uniformFrom("shuffle", origin(seed), [tensor.shape[at]!], {});
    return gather(tensor, argsort(keys), { axis: at });
  },
  OPTIONS,
);

/** Rounds of rejection: each keeps at least 0.95 of what is left. */
const ROUNDS = 12;

/** Gamma numbers by Marsaglia and Tsang's way, all rounds at once. */
function gammas(shape: readonly number[], alpha: Tensor, seed: unknown, part: number): Tensor {
  const one = broadcastTo(alpha, shape);
  const isSmall = less(one, 1);
  const d = subtract(add(one, cast(isSmall, one.dtype)), 1 / 3);
  const c = multiply(rsqrt(d), 1 / 3);
  const rounds = [ROUNDS, ...shape];
  const x = normalFrom("gamma", origin(seed, part + 1), rounds, {});
  const u = uniformFrom("gamma", origin(seed, part + 2), rounds, {});
  const root = add(multiply(x, c), 1);
  const v = multiply(root, square(root));
  const isValid = greater(v, 0);
  const safe = where(isValid, v, cast(1, v.dtype));
  const bound = add(multiply(square(x), 0.5), multiply(d, add(subtract(1, safe), log(safe))));
  const isTaken = logicalAnd(isValid, less(log(u), bound));
  let found = gather(safe, cast(ROUNDS - 1, "int32"));
  for (let round = ROUNDS - 2; round >= 0; round--) {
    const at = cast(round, "int32");
    found = where(gather(isTaken, at), gather(safe, at), found);
  }
  const boost = subtract(1, uniformFrom("gamma", origin(seed, part + 3), shape, {}));
  const power = where(isSmall, pow(boost, divide(1, maximum(one, 1e-30))), cast(1, one.dtype));
  return stopGradient(multiply(multiply(d, found), power));
}

const sizes = (shape: number | readonly number[]): readonly number[] =>
  typeof shape === "number" ? [shape] : shape;

/** Gamma numbers with shapes `alpha`, in units of 1; no gradient flows to `alpha`. */
export const gamma: KerasOperation<"shape, alpha, dtype=null, seed=null"> = operation(
  "gamma",
  "shape, alpha, dtype=null, seed=null",
  (shape, alpha, dtype, seed) =>
    cast(gammas(sizes(shape), cast(floats(alpha), "float32"), seed, 0), dtype ?? "float32"),
  OPTIONS,
);
/** Beta numbers, from 0 to 1; no gradient flows to the parameters. */
export const beta: KerasOperation<"shape, alpha, beta, dtype=null, seed=null"> = operation(
  "beta",
  "shape, alpha, beta, dtype=null, seed=null",
  (shape, alpha, other, dtype, seed) => {
    const a = gammas(sizes(shape), cast(floats(alpha), "float32"), seed, 0);
    const b = gammas(sizes(shape), cast(floats(other), "float32"), seed, 12);
    return cast(divide(a, add(a, b)), dtype ?? "float32");
  },
  OPTIONS,
);

/** Trials of all binomial numbers of a call, at most. */
const MOST_TRIALS = 2 ** 26;

/**
 * How many of `counts` trials succeed; each trial is drawn.
 *
 * @throws {RangeError} for more than 2^26 trials in all.
 */
export const binomial: KerasOperation<
  "shape, counts, probabilities, dtype=null, seed=null"
> = operation(
  "binomial",
  "shape, counts, probabilities, dtype=null, seed=null",
  (shape, counts, probabilities, dtype, seed) => {
    const dims = sizes(shape);
    const trials = broadcastTo(cast(floats(counts), "float32"), dims);
    const share = broadcastTo(cast(floats(probabilities), "float32"), dims);
    const size = dims.reduce((product, it) => product * it, 1);
    const most = size === 0 ? 0 : Number(reduceMax(trials));
    if (!(most * size <= MOST_TRIALS)) {
      throw new RangeError(
        `binomial: expected at most ${MOST_TRIALS} trials, received ${size} numbers of up to ${most}`,
      );
    }
    const rounds = Math.ceil(most);
    const u = uniformFrom("binomial", origin(seed), [rounds, ...dims], {});
    const places = reshape(cast(range(rounds), "float32"), [rounds, ...dims.map(() => 1)]);
    const isSuccess = logicalAnd(less(u, share), less(places, trials));
    return cast(reduceSum(cast(isSuccess, "float32"), 0), dtype ?? "float32");
  },
  OPTIONS,
);
