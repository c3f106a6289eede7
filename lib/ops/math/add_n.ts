/**
 * `tf.addN`, `tf.math.accumulateN` and `tf.math.scalarMul`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { formatAval, sameShape, type Shape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensors } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";
import { asShape } from "../integers.ts";

/** The sum of tensors of one shape and dtype. */
function sumOf(where: string, inputs: readonly TensorLike[]): Tensor {
  const tensors = asTensors(where, inputs, "inputs");
  const [first, ...others] = tensors;
  if (first === undefined) {
    throw new TypeError(`${where}: expected at least one tensor, received inputs=[]`);
  }
  others.forEach((it, i) => {
    if (sameShape(it.shape, first.shape) && it.dtype === first.dtype) return;
    throw new TypeError(
      `${where}: expected tensors of one shape and dtype, received ${
        formatAval(first)
      } at index 0 and ${formatAval(it)} at index ${i + 1}`,
    );
  });
  return internally(() => others.reduce((sum, it) => add(sum, it), first));
}

/** Arguments of {@linkcode addN}. */
export interface AddNArguments {
  /** Tensors of one shape and dtype. */
  inputs: readonly TensorLike[];
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The sum of tensors of one shape and dtype, which do not broadcast.
 *
 * @throws {TypeError} for no tensors, or shapes or dtypes that differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.addN([[1, 2], [3, 4], [5, 6]]).numpy().toArray(), [9, 12]);
 * ```
 */
export const addN: Operation<AddNArguments, ["inputs", "name"], Tensor> = bind(
  "tf.addN",
  ["inputs", "name"],
  1,
  (inputs) => sumOf("tf.addN", inputs),
);

/** Arguments of {@linkcode accumulateN}. */
export interface AccumulateNArguments extends AddNArguments {
  /** The shape they have to have; default: whichever. */
  shape?: ShapeLike | null;
  /** The dtype they have to have; default: whichever. */
  tensorDtype?: DType | null;
}

/**
 * The sum of tensors of one shape and dtype, which may be asked for.
 *
 * @throws {TypeError} for no tensors, or shapes or dtypes that differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.accumulateN([[1, 2], [3, 4]]).numpy().toArray(), [4, 6]);
 * ```
 */
export const accumulateN: Operation<
  AccumulateNArguments,
  ["inputs", "shape", "tensorDtype", "name"],
  Tensor
> = bind(
  "tf.math.accumulateN",
  ["inputs", "shape", "tensorDtype", "name"],
  1,
  (inputs, shape, tensorDtype) => {
    const where = "tf.math.accumulateN";
    const sum = sumOf(where, inputs);
    if (shape !== undefined && shape !== null) {
      checkShape(where, sum, asShape(where, shape));
    }
    const dtype = tensorDtype ?? sum.dtype;
    if (asDType(where, dtype, "tensorDtype") !== sum.dtype) {
      throw new TypeError(`${where}: expected tensors of dtype ${dtype}, received ${sum.dtype}`);
    }
    return sum;
  },
);

function checkShape(where: string, sum: Tensor, shape: Shape): void {
  if (sameShape(sum.shape, shape)) return;
  throw new TypeError(
    `${where}: expected tensors of shape ${formatShape(shape)}, received ${formatShape(sum.shape)}`,
  );
}

/** Arguments of {@linkcode scalarMul}. */
export interface ScalarMulArguments {
  /** One number. */
  scalar: TensorLike;
  /** A tensor of the same dtype. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * A tensor times a number.
 *
 * @throws {TypeError} if `scalar` is more than one number, or dtypes differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.scalarMul(2, [1, 3]).numpy().toArray(), [2, 6]);
 * ```
 */
export const scalarMul: Operation<ScalarMulArguments, ["scalar", "x", "name"], Tensor> = bind(
  "tf.math.scalarMul",
  ["scalar", "x", "name"],
  2,
  (scalar, x) => {
    const [factor, value] = asOperands("tf.math.scalarMul", scalar, x);
    if (factor.rank > 0) {
      throw new TypeError(
        `tf.math.scalarMul: expected scalar to be one number, received ${formatAval(factor.aval)}`,
      );
    }
    return multiply(factor, value);
  },
);
