/**
 * `tf.linalg.cross`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { identity } from "../../primitives/array/identity.ts";
import { columnsOf } from "../../primitives/linalg/matrices.ts";
import { multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { requireReal, requireSameDType } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import { sameShape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of {@linkcode cross}. */
export interface CrossArguments extends Named {
  /** Real numbers whose last axis has length 3. */
  a: TensorLike;
  /** Numbers of the same shape and dtype. */
  b: TensorLike;
}

/**
 * The vector at a right angle to both, `(a2 b3 - a3 b2, a3 b1 - a1 b3, a1 b2 - a2 b1)`, for each two
 * vectors of 3: shapes (.., 3) give (.., 3).
 *
 * @throws {TypeError} for other shapes, shapes that differ, or two dtypes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.cross([1, 0, 0], [0, 1, 0]).numpy().toArray(), [0, 0, 1]);
 * ```
 */
export const cross: Operation<CrossArguments, ["a", "b", "name"], Tensor> = bind(
  "tf.linalg.cross",
  ["a", "b", "name"],
  2,
  (a, b) => {
    const where = "tf.linalg.cross";
    const [x, y] = asOperands(where, a, b);
    requireReal("linalg.cross", x.aval);
    requireSameDType("linalg.cross", x.aval, y.aval);
    if (!sameShape(x.shape, y.shape) || x.shape.at(-1) !== 3) {
      throw new TypeError(
        `${where}: expected two tensors of one shape whose last axis has length 3, received shapes ${
          formatShape(x.shape)
        } and ${formatShape(y.shape)}`,
      );
    }
    return internally(() => {
      // Of one tensor with itself: gradients of the two sides then cancel to the last digit.
      const z = x === y ? identity(y) : y;
      return subtract(
        multiply(turned(x, 1), turned(z, 2)),
        multiply(turned(x, 2), turned(z, 1)),
      );
    });
  },
);

/** Vectors that begin `by` elements later and go on from their beginning. */
function turned(x: Tensor, by: number): Tensor {
  return concat([columnsOf(x, by, 3), columnsOf(x, 0, by)], x.rank - 1);
}
