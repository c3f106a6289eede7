/**
 * What images changed at random are made of: draws from a stream or of a pair of seeds, and what is
 * done with the numbers.
 *
 * @module
 */
import { checkFinite } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { gather } from "../primitives/array/gather.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { reverse } from "../primitives/array/reverse.ts";
import { iota } from "../primitives/array/batch_indices.ts";
import { unstack } from "../primitives/array/split.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { greater, less } from "../primitives/math/comparison.ts";
import { floormod } from "../primitives/math/division.ts";
import { distinct } from "../primitives/array/identity.ts";
import { where as select } from "../primitives/math/where.ts";
import { uniform } from "./ops.ts";
import { statelessUniform } from "./stateless_ops.ts";
import type { Integer } from "./int64.ts";
import type { StatelessSeed } from "./seed_pair.ts";
import { aval } from "../tensor/aval.ts";
import type { IntegersLike, TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { Named } from "../ops/array/named.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { Operation } from "../ops/bind.ts";
import { asIntegers } from "../ops/integers.ts";

/** Seed of a function that draws from a stream. */
export interface StreamSeed {
  /** A whole number for a stream of its own; default: the stream of the global seed. */
  seed?: Integer | null;
}

/** Seed of a function that depends on it alone. */
export interface PairSeed {
  /** Two whole numbers: the same pair gives the same result. */
  seed: StatelessSeed;
}

/** Numbers between two bounds, of a shape. */
export type Draw = (shape: readonly number[], low: number, high: number) => Tensor;

const MOST = 2 ** 31 - 1;

/** Draws from a stream. */
export const fromStream = (seed: unknown): Draw => (shape, low, high) =>
  uniform([...shape], low, high, {
    dtype: high === MOST ? "int32" : "float32",
    seed: seed as Integer | null,
  });

/** Draws that depend on a pair of seeds. */
export const fromPair = (seed: unknown): Draw => (shape, minval, maxval) =>
  statelessUniform({
    shape: [...shape],
    seed: seed as StatelessSeed,
    minval,
    maxval,
    dtype: maxval === MOST ? "int32" : "float32",
  });

/** Arguments of changes by up to a number. */
export interface MaxDeltaArguments {
  /** Images. */
  image: TensorLike;
  /** The largest change, >= 0; changes lie between it and its negative. */
  maxDelta: number;
}

/** Arguments of changes by a factor. */
export interface FactorArguments {
  /** Images. */
  image: TensorLike;
  /** The smallest factor, >= 0. */
  lower: number;
  /** The largest factor, above `lower`. */
  upper: number;
}

/** Arguments of changes that happen or not. */
export interface FlipArguments {
  /** Images `[batch, height, width, channels]`, each of which is turned or not, or one image. */
  image: TensorLike;
}

/** Arguments of random crops. */
export interface RandomCropArguments extends Named {
  /** A tensor. */
  value: TensorLike;
  /** The shape of what is cut out of it. */
  size: IntegersLike;
}

/** A change by up to a number, drawn from a stream. */
export type RandomDelta = Operation<
  MaxDeltaArguments & StreamSeed,
  ["image", "maxDelta", "seed"],
  Tensor
>;
/** A change by up to a number that depends on its seed alone. */
export type StatelessRandomDelta = Operation<
  MaxDeltaArguments & PairSeed,
  ["image", "maxDelta", "seed"],
  Tensor
>;
/** A change by a factor, drawn from a stream. */
export type RandomFactor = Operation<
  FactorArguments & StreamSeed,
  ["image", "lower", "upper", "seed"],
  Tensor
>;
/** A change by a factor that depends on its seed alone. */
export type StatelessRandomFactor = Operation<
  FactorArguments & PairSeed,
  ["image", "lower", "upper", "seed"],
  Tensor
>;
/** A change that happens or not, drawn from a stream. */
export type RandomFlip = Operation<FlipArguments & StreamSeed, ["image", "seed"], Tensor>;
/** A change that happens or not, as its seed alone says. */
export type StatelessRandomFlip = Operation<FlipArguments & PairSeed, ["image", "seed"], Tensor>;

/** A change by a number drawn between a bound and its negative. */
export function byDelta(
  where: string,
  image: TensorLike,
  maxDelta: number,
  most: number,
  draw: Draw,
  run: (x: Tensor, delta: Tensor) => Tensor,
): Tensor {
  const x = asTensor(where, image);
  const delta = checkFinite(where, "maxDelta", maxDelta, { min: 0, max: most });
  // There is no interval from 0 to 0 to draw from.
  return run(x, delta === 0 ? scalar(0, "float32") : draw([], -delta, delta));
}

/** A change by a number drawn between two bounds. */
export function byFactor(
  where: string,
  image: TensorLike,
  lower: number,
  upper: number,
  draw: Draw,
  run: (x: Tensor, factor: Tensor) => Tensor,
): Tensor {
  const x = asTensor(where, image);
  const low = checkFinite(where, "lower", lower, { min: 0 });
  const high = checkFinite(where, "upper", upper);
  if (high > low) return run(x, draw([], low, high));
  throw new RangeError(
    `${where}: expected upper > lower, received lower=${formatValue(low)} and upper=${
      formatValue(high)
    }`,
  );
}

/** Images turned along an axis of theirs or not; of several each by itself. */
export function flipped(where: string, image: TensorLike, axis: number, draw: Draw): Tensor {
  const x = asTensor(where, image);
  if (x.rank !== 3 && x.rank !== 4) {
    throw new TypeError(
      `${where}: expected image of 3 or 4 dimensions ([batch,] height, width, channels), received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  const half = scalar(0.5, "float32");
  if (x.rank === 3) {
    const number = draw([], 0, 1);
    return internally(() => select(less(number, half), reverse(x, [axis]), x));
  }
  const numbers = draw([x.shape[0]!], 0, 1);
  return internally(() => {
    const turned = greater(reshape(numbers, [x.shape[0]!, 1, 1, 1]), half);
    return select(turned, reverse(x, [axis + 1]), x);
  });
}

/** A part of a tensor from a random place on. */
export function cropped(where: string, value: TensorLike, size: IntegersLike, draw: Draw): Tensor {
  const x = asTensor(where, value);
  const shape = asIntegers(where, "size", size, { min: 0 });
  if (shape.length !== x.rank || shape.some((dim, axis) => dim > x.shape[axis]!)) {
    throw new TypeError(
      `${where}: expected size of ${x.rank} numbers up to those of shape ${
        formatShape(x.shape)
      }, received size=${formatShape(shape)}`,
    );
  }
  if (x.rank === 0) return x;
  const drawn = draw([x.rank], 0, MOST);
  return internally(() => {
    const limits = Int32Array.from(shape, (dim, axis) => x.shape[axis]! - dim + 1);
    const offsets = unstack(floormod(drawn, leaf(limits, aval("int32", [x.rank]))), 0);
    const cut = shape.reduce(
      (it, dim, axis) =>
        dim === x.shape[axis]! ? it : gather(it, add(iota(dim, "int32"), offsets[axis]!), axis),
      x,
    );
    return distinct(cut, x);
  });
}
