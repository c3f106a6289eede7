/**
 * Clipping by norms: `tf.clipByNorm`, `tf.clipByGlobalNorm`, `tf.linalg.globalNorm` and
 * `tf.clipByAverageNorm`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { add, divide, multiply, square } from "../../primitives/math/arithmetic.ts";
import { isFinite } from "../../primitives/math/classification.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { rsqrt, sqrt } from "../../primitives/math/exponential.ts";
import { maximum, minimum } from "../../primitives/math/extremes.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally, state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { type Axes, reducedAxes } from "../reduction/reduction_operation.ts";

const all = (x: Tensor): number[] => x.shape.map((_, axis) => axis);

/** Arguments of {@linkcode clipByNorm}. */
export interface ClipByNormArguments {
  /** A tensor of floats. */
  t: TensorLike;
  /** The largest norm; a negative one counts as 0. */
  clipNorm: TensorLike;
  /** Over which axes norms are taken; default: all of them. */
  axes?: Axes;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** `t` made shorter where its norm is larger than a bound. */
function clipped(t: Tensor, bound: Tensor, axes: readonly number[]): Tensor {
  const sum = reduceSum(square(t), axes, true);
  // The root has no derivative at 0.
  const isPositive = greater(sum, scalar(0, sum.dtype));
  const root = sqrt(where(isPositive, sum, scalar(1, sum.dtype)));
  const norm = where(isPositive, root, sum);
  return divide(multiply(t, bound), maximum(norm, bound));
}

/**
 * `t clipNorm / max(norm(t), clipNorm)`: a tensor, made as short as a bound if it is longer.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.clipByNorm([30, 40], 5).numpy().toArray(), [3, 4]);
 * ```
 */
export const clipByNorm: Operation<
  ClipByNormArguments,
  ["t", "clipNorm", "axes", "name"],
  Tensor
> = bind(
  "tf.clipByNorm",
  ["t", "clipNorm", "axes", "name"],
  2,
  (t, clipNorm, axes) => {
    const [x, bound] = asOperands("tf.clipByNorm", t, clipNorm);
    requireFloat("clipByNorm", x.aval);
    const over = reducedAxes("tf.clipByNorm", axes, x.rank, "axes");
    return internally(() => clipped(x, maximum(bound, scalar(0, bound.dtype)), over));
  },
);

/** Tensors, or nothing in the place of one. */
export type TensorList = readonly (TensorLike | null | undefined)[];

/** Arguments of {@linkcode globalNorm}. */
export interface GlobalNormArguments {
  /** Tensors of floats; `null` counts nothing. */
  tList: TensorList;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

function tensorsOf(where: string, list: TensorList): (Tensor | null)[] {
  if (!Array.isArray(list)) {
    throw new TypeError(
      `${where}: expected tList to be an array of tensors, received tList=${formatValue(list)}`,
    );
  }
  return list.map((it: TensorLike | null | undefined) =>
    it === null || it === undefined ? null : asTensor(where, it)
  );
}

/** The root of the sum of the squares of all elements. */
function normOf(where: string, tensors: readonly (Tensor | null)[]): Tensor {
  const sums = tensors.filter((it) => it !== null).map((it) => {
    requireFloat(where.slice(3), it.aval);
    return reduceSum(square(it), all(it));
  });
  const [first, ...others] = sums;
  if (first === undefined) {
    throw new TypeError(`${where}: expected at least one tensor in tList, received none`);
  }
  return sqrt(others.reduce((sum, it) => add(sum, it), first));
}

/**
 * The root of the sum of the squares of all elements of some tensors.
 *
 * @throws {TypeError} for no tensors, or anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.linalg.globalNorm([[3], [0, 4]])), 5);
 * ```
 */
export const globalNorm: Operation<GlobalNormArguments, ["tList", "name"], Tensor> = bind(
  "tf.linalg.globalNorm",
  ["tList", "name"],
  1,
  (tList) => {
    const where = "tf.linalg.globalNorm";
    return internally(() => normOf(where, tensorsOf(where, tList)));
  },
);

/** Arguments of {@linkcode clipByGlobalNorm}. */
export interface ClipByGlobalNormArguments extends GlobalNormArguments {
  /** The largest norm of all tensors together, > 0. */
  clipNorm: TensorLike;
  /** The norm to use; default: the one they have. */
  useNorm?: TensorLike | null;
}

/**
 * Tensors, all made shorter by one factor if their norm is larger than a bound; NaN if it is not
 * finite.
 *
 * @returns The tensors, `null` where there was one, and the norm that they had.
 * @throws {TypeError} for no tensors, or anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [[clipped], norm] = tf.clipByGlobalNorm([[0, 8]], 2);
 * assertEquals(clipped!.numpy().toArray(), [0, 2]);
 * assertEquals(Number(norm), 8);
 * ```
 */
export const clipByGlobalNorm: Operation<
  ClipByGlobalNormArguments,
  ["tList", "clipNorm", "useNorm", "name"],
  [tensors: (Tensor | null)[], norm: Tensor]
> = bind(
  "tf.clipByGlobalNorm",
  ["tList", "clipNorm", "useNorm", "name"],
  2,
  (tList, clipNorm, useNorm) => {
    const name = "tf.clipByGlobalNorm";
    const tensors = tensorsOf(name, tList);
    state.internal++;
    try {
      const norm = useNorm === undefined || useNorm === null
        ? normOf(name, tensors)
        : asTensor(name, useNorm);
      const [, bound] = asOperands(name, norm, clipNorm);
      const scale = globalScale(norm, bound);
      const results = tensors.map((it) => it === null ? null : multiply(it, scale));
      if (state.internal === 1) {
        for (const it of [...results, norm]) if (it) it.internal = false;
      }
      return [results, norm];
    } finally {
      state.internal--;
    }
  },
);

/** The factor for all tensors: at most 1, NaN for a norm that is not finite. */
function globalScale(norm: Tensor, bound: Tensor): Tensor {
  const one = scalar(1, norm.dtype);
  const scale = multiply(bound, minimum(divide(one, norm), divide(one, bound)));
  return where(isFinite(norm), scale, scalar(NaN, norm.dtype));
}

/** Arguments of {@linkcode clipByAverageNorm}. */
export interface ClipByAverageNormArguments {
  /** A tensor of floats. */
  t: TensorLike;
  /** The largest norm an element may have on average, > 0. */
  clipNorm: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `t clipNorm / max(norm(t) / size(t), clipNorm)`: a tensor, made shorter if its norm, divided by the
 * number of its elements, is larger than a bound.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.clipByAverageNorm([30, 40], 2.5).numpy().toArray(), [3, 4]);
 * ```
 */
export const clipByAverageNorm: Operation<
  ClipByAverageNormArguments,
  ["t", "clipNorm", "name"],
  Tensor
> = bind(
  "tf.clipByAverageNorm",
  ["t", "clipNorm", "name"],
  2,
  (t, clipNorm) => {
    const [x, bound] = asOperands("tf.clipByAverageNorm", t, clipNorm);
    requireFloat("clipByAverageNorm", x.aval);
    return internally(() => {
      const inverse = multiply(rsqrt(reduceSum(square(x), all(x), true)), scalar(x.size, x.dtype));
      return multiply(multiply(x, bound), minimum(inverse, divide(scalar(1, x.dtype), bound)));
    });
  },
);
