/**
 * How many elements are not 0: `tf.math.countNonzero` and `tf.math.zeroFraction`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { divide, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { notEqual } from "../../primitives/math/comparison.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { type Axes, flagOr, reducedAxes } from "./reduction_operation.ts";

/** Arguments of {@linkcode countNonzero}. */
export interface CountNonzeroArguments {
  /** Numbers, truth values or texts. */
  input: TensorLike;
  /** Over which axes; default: all of them. */
  axis?: Axes;
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** dtype of the counts; default "int64". */
  dtype?: DType | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Which elements are not 0, false or empty, as int64. */
function nonzero(x: Tensor): Tensor {
  const zero = x.dtype === "string" ? leaf([""], aval("string", [])) : scalar(0, x.dtype);
  return cast(notEqual(x, zero), "int64");
}

/**
 * How many elements along axes are not 0, false or the empty text; NaN counts.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.countNonzero([[0, 1], [2, 3]], 1, { dtype: "int32" }).numpy().toArray(), [1, 2]);
 * ```
 */
export const countNonzero: Operation<
  CountNonzeroArguments,
  ["input", "axis", "keepdims", "dtype", "name"],
  Tensor
> = bind(
  "tf.math.countNonzero",
  ["input", "axis", "keepdims", "dtype", "name"],
  1,
  (input, axis, keepdims, dtype) => {
    const where = "tf.math.countNonzero";
    const x = asTensor(where, input);
    const axes = reducedAxes(where, axis, x.rank);
    const keep = flagOr(where, "keepdims", keepdims, false);
    const type = dtypeOr(where, dtype, "int64");
    return internally(() => cast(reduceSum(nonzero(x), axes, keep), type));
  },
);

/** Arguments of {@linkcode zeroFraction}. */
export interface ZeroFractionArguments {
  /** A tensor of numbers. */
  value: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The part of the elements that is 0, of float32; NaN of nothing.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.zeroFraction([0, 1, 0, 2])), 0.5);
 * ```
 */
export const zeroFraction: Operation<ZeroFractionArguments, ["value", "name"], Tensor> = bind(
  "tf.math.zeroFraction",
  ["value", "name"],
  1,
  (value) => {
    const x = asTensor("tf.math.zeroFraction", value);
    return internally(() => {
      const size = scalar(x.size, "float32");
      const count = reduceSum(nonzero(x), x.shape.map((_, axis) => axis));
      return divide(subtract(size, cast(count, "float32")), size);
    });
  },
);
