/**
 * Tensors of one value everywhere: `tf.zeros`, `tf.ones`, `tf.zerosLike`, `tf.onesLike`, `tf.fill`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asShape } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode zeros} and {@linkcode ones}. */
export interface FilledArguments extends Named {
  /** Dimensions. */
  shape: ShapeLike;
  /** Element type; default `"float32"`. */
  dtype?: DType | null;
}

/** Makes tensors of zeros or ones. */
export type FilledOperation = Operation<FilledArguments, ["shape", "dtype", "name"], Tensor>;

/** Arguments of {@linkcode zerosLike} and {@linkcode onesLike}. */
export interface FilledLikeArguments extends Named {
  /** The tensor whose shape the result has. */
  input: TensorLike;
  /** Element type; default: that of `input`. */
  dtype?: DType | null;
}

/** Makes tensors of zeros or ones in the shape of another. */
export type FilledLikeOperation = Operation<
  FilledLikeArguments,
  ["input", "dtype", "name"],
  Tensor
>;

/** A tensor of one number; `""` where texts have zeros. */
function filled(where: string, x: 0 | 1, dtype: DType, shape: Shape): Tensor {
  if (dtype === "string" && x === 1) {
    throw new TypeError(`${where}: expected dtype to be one of numbers or bool, received string`);
  }
  const one = dtype === "string" ? leaf([""], aval(dtype, [])) : scalar(x, dtype);
  return distinct(broadcastTo(one, shape), one);
}

function filledOperation(where: string, x: 0 | 1): FilledOperation {
  return bind(
    where,
    ["shape", "dtype", "name"],
    1,
    (shape, dtype) => filled(where, x, dtypeOr(where, dtype, "float32"), asShape(where, shape)),
  );
}

function filledLikeOperation(where: string, x: 0 | 1): FilledLikeOperation {
  return bind(where, ["input", "dtype", "name"], 1, (input, dtype) => {
    const like = asTensor(where, input);
    return filled(where, x, dtypeOr(where, dtype, like.dtype), like.shape);
  });
}

/**
 * A tensor of zeros: `false` for bool, `""` for string.
 *
 * @throws {TypeError} if the shape is none, or the dtype unknown.
 * @throws {RangeError} for dimensions below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.zeros([2, 1], "int32").numpy().toArray(), [[0], [0]]);
 * ```
 */
export const zeros: FilledOperation = filledOperation("tf.zeros", 0);

/**
 * A tensor of ones: `true` for bool.
 *
 * @throws {TypeError} if the shape is none, or the dtype unknown or string.
 * @throws {RangeError} for dimensions below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.ones([3]).numpy().toArray(), [1, 1, 1]);
 * ```
 */
export const ones: FilledOperation = filledOperation("tf.ones", 1);

/**
 * Zeros in the shape and dtype of another tensor.
 *
 * @throws {TypeError} if the dtype is unknown.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.zerosLike([[5, 6]]).numpy().toArray(), [[0, 0]]);
 * ```
 */
export const zerosLike: FilledLikeOperation = filledLikeOperation("tf.zerosLike", 0);

/**
 * Ones in the shape and dtype of another tensor.
 *
 * @throws {TypeError} if the dtype is unknown or string.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.onesLike([5, 6]).numpy().toArray(), [1, 1]);
 * ```
 */
export const onesLike: FilledLikeOperation = filledLikeOperation("tf.onesLike", 1);

/** Arguments of {@linkcode fill}. */
export interface FillArguments extends Named {
  /** Dimensions. */
  dims: ShapeLike;
  /** A number, which is float32, a truth value, a text, or a tensor without dimensions. */
  value: TensorLike;
}

/**
 * A tensor with `value` everywhere.
 *
 * @throws {TypeError} if the value has dimensions.
 * @throws {RangeError} for dimensions below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.fill([2, 2], 9).numpy().toArray(), [[9, 9], [9, 9]]);
 * ```
 */
export const fill: Operation<FillArguments, ["dims", "value", "name"], Tensor> = bind(
  "tf.fill",
  ["dims", "value", "name"],
  2,
  (dims, value) => {
    const where = "tf.fill";
    const one = asTensor(where, value);
    if (one.rank > 0) {
      throw new TypeError(
        `${where}: expected value without dimensions, received one of shape ${
          formatShape(one.shape)
        }; use tf.broadcastTo`,
      );
    }
    return distinct(broadcastTo(one, asShape(where, dims, "dims")), one);
  },
);
