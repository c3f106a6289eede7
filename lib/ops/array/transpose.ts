/**
 * `tf.transpose`.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { distinct } from "../../primitives/array/identity.ts";
import * as primitives from "../../primitives/array/transpose.ts";
import { conjugate as conjugated } from "../../primitives/math/complex.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asIntegers } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode transpose}. */
export interface TransposeArguments extends Named {
  /** A tensor. */
  a: TensorLike;
  /** Which axis of `a` each axis of the result is; default: all in reverse order. */
  perm?: IntegersLike | null;
  /** Whether complex numbers are conjugated; default `false`. */
  conjugate?: boolean | null;
}

/**
 * The axes of `a` in another order: dimension `i` of the result is dimension `perm[i]` of `a`.
 *
 * @throws {RangeError} unless `perm` names each axis once.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.transpose([[1, 2], [3, 4]]).numpy().toArray(), [[1, 3], [2, 4]]);
 * assertEquals(tf.transpose(tf.zeros([2, 3, 5]), [1, 0, 2]).shape, [3, 2, 5]);
 * ```
 */
export const transpose: Operation<
  TransposeArguments,
  ["a", "perm", "conjugate", "name"],
  Tensor
> = bind("tf.transpose", ["a", "perm", "conjugate", "name"], 1, (a, perm, conjugate) => {
  const where = "tf.transpose";
  const x = asTensor(where, a);
  const isConjugated = checkBoolean(where, "conjugate", conjugate ?? false) &&
    x.dtype === "complex64";
  const order = perm === undefined || perm === null
    ? x.shape.map((_, axis) => x.rank - 1 - axis)
    : asIntegers(where, "perm", perm).map((axis) => axis < 0 ? axis + x.rank : axis);
  const moved = primitives.transpose(x, order);
  return isConjugated ? conjugated(moved) : distinct(moved, x);
});
