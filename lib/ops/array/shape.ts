/**
 * What is known of a tensor, as tensors: `tf.shape`, `tf.shapeN`, `tf.rank`, `tf.size`. Shapes are
 * always known here, also while a function is traced.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { indexDType } from "../dtype_argument.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode shape} and {@linkcode size}. */
export interface ShapeArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** Element type of the result; default `"int32"`. */
  outType?: "int32" | "int64" | null;
}

function whole(values: readonly number[], dims: readonly number[], dtype: "int32" | "int64") {
  const host = dtype === "int32" ? Int32Array.from(values) : BigInt64Array.from(values, BigInt);
  return leaf(host, aval(dtype, dims));
}

/**
 * The dimensions of a tensor, as a tensor; `input.shape` has them as numbers.
 *
 * @throws {TypeError} if `outType` is another type than int32 and int64.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.shape(tf.zeros([2, 3])).numpy().toArray(), [2, 3]);
 * ```
 */
export const shape: Operation<ShapeArguments, ["input", "outType", "name"], Tensor> = bind(
  "tf.shape",
  ["input", "outType", "name"],
  1,
  (input, outType) => {
    const dims = asTensor("tf.shape", input).shape;
    return whole(dims, [dims.length], indexDType("tf.shape", outType));
  },
);

/** Arguments of {@linkcode shapeN}. */
export interface ShapeNArguments extends Named {
  /** Tensors. */
  input: readonly TensorLike[];
  /** Element type of the results; default `"int32"`. */
  outType?: "int32" | "int64" | null;
}

/**
 * The dimensions of each of several tensors.
 *
 * @throws {TypeError} if `input` is no array.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = tf.shapeN([tf.zeros([2, 3]), 1]);
 * assertEquals([a!.size, b!.size], [2, 0]);
 * ```
 */
export const shapeN: Operation<ShapeNArguments, ["input", "outType", "name"], Tensor[]> = bind(
  "tf.shapeN",
  ["input", "outType", "name"],
  1,
  (input, outType) => {
    if (!Array.isArray(input)) {
      throw new TypeError(
        `tf.shapeN: expected input to be an array of tensors, received input=${formatValue(input)}`,
      );
    }
    const dtype = indexDType("tf.shapeN", outType);
    return input.map((it: TensorLike) => {
      const dims = asTensor("tf.shapeN", it).shape;
      return whole(dims, [dims.length], dtype);
    });
  },
);

/** Arguments of {@linkcode rank}. */
export interface RankArguments extends Named {
  /** A tensor. */
  input: TensorLike;
}

/**
 * The number of dimensions, as an int32 tensor; `input.rank` has it as a number.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.rank([[1, 2]])), 2);
 * ```
 */
export const rank: Operation<RankArguments, ["input", "name"], Tensor> = bind(
  "tf.rank",
  ["input", "name"],
  1,
  (input) => whole([asTensor("tf.rank", input).rank], [], "int32"),
);

/**
 * The number of elements, as a tensor; `input.size` has it as a number.
 *
 * @throws {TypeError} if `outType` is another type than int32 and int64.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.size([[1, 2], [3, 4]])), 4);
 * ```
 */
export const size: Operation<ShapeArguments, ["input", "outType", "name"], Tensor> = bind(
  "tf.size",
  ["input", "outType", "name"],
  1,
  (input, outType) => whole([asTensor("tf.size", input).size], [], indexDType("tf.size", outType)),
);
