/**
 * Whether elements are in order, or nearly equal.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { subtract } from "../../primitives/math/arithmetic.ts";
import * as comparison from "../../primitives/math/comparison.ts";
import { reduceAll } from "../../primitives/reduction/reduce_logic.ts";
import { requireReal } from "../../primitives/support/infer.ts";
import { sameShape } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";
import { numberOr } from "../numbers.ts";

/** Whether each element stands to the next one as `compare` says. */
function inOrder(
  where: string,
  compare: (a: Tensor, b: Tensor) => Tensor,
): (x: Tensor) => Tensor {
  return (x) => {
    requireReal(where.slice(3), x.aval);
    return internally(() => {
      const flat = reshape(x, [x.size]);
      if (x.size < 2) return scalar(1, "bool");
      const [first, second] = [0, 1].map((begin) => slice(flat, [begin], [x.size - 1]));
      return reduceAll(compare(first!, second!), [0]);
    });
  };
}

/**
 * Whether no element is smaller than the one before it; fewer than two are in order.
 *
 * @throws {TypeError} for anything else than real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.isNonDecreasing([1, 1, 2]).numpy().toArray(), true);
 * ```
 */
export const isNonDecreasing: UnaryOperation = unaryOperation(
  "tf.math.isNonDecreasing",
  inOrder("tf.math.isNonDecreasing", comparison.lessEqual),
);

/**
 * Whether each element is larger than the one before it; fewer than two are in order.
 *
 * @throws {TypeError} for anything else than real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.isStrictlyIncreasing([1, 1, 2]).numpy().toArray(), false);
 * ```
 */
export const isStrictlyIncreasing: UnaryOperation = unaryOperation(
  "tf.math.isStrictlyIncreasing",
  inOrder("tf.math.isStrictlyIncreasing", comparison.less),
);

/** Arguments of {@linkcode approximateEqual}. */
export interface ApproximateEqualArguments {
  /** A tensor of real numbers. */
  x: TensorLike;
  /** Another one of the same shape and dtype. */
  y: TensorLike;
  /** How much less than this they have to differ; default 1e-5. */
  tolerance?: number | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Whether `|x - y| < tolerance`, element by element.
 *
 * @throws {TypeError} for shapes or dtypes that differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.approximateEqual([1, 2], [1, 2.5]).numpy().toArray(), [true, false]);
 * ```
 */
export const approximateEqual: Operation<
  ApproximateEqualArguments,
  ["x", "y", "tolerance", "name"],
  Tensor
> = bind(
  "tf.math.approximateEqual",
  ["x", "y", "tolerance", "name"],
  2,
  (x, y, tolerance) => {
    const where = "tf.math.approximateEqual";
    const [a, b] = asOperands(where, x, y);
    requireReal(where.slice(3), a.aval);
    if (!sameShape(a.shape, b.shape)) {
      throw new TypeError(
        `${where}: expected tensors of one shape, received ${formatShape(a.shape)} and ${
          formatShape(b.shape)
        }`,
      );
    }
    const bound = scalar(numberOr(where, "tolerance", tolerance, 1e-5), a.dtype);
    return internally(() => comparison.less(abs(subtract(a, b)), bound));
  },
);
