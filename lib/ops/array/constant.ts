/**
 * Tensors of given values: `tf.constant`, `tf.convertToTensor`.
 *
 * @module
 */
import { convertStorage, type DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { aval, sizeOf } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { asTensor, isTensor } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";
import { asShape } from "../integers.ts";
import type { Named } from "./named.ts";
import { leavesOf } from "../leaves.ts";

/** Arguments of {@linkcode constant}. */
export interface ConstantArguments extends Named {
  /** Numbers, booleans, strings or BigInts, in nested arrays; a typed array; an array of `numpy()`. */
  value: TensorLike;
  /** Element type; default: float32 for numbers, int64 for BigInts, else that of the values. */
  dtype?: DType | null;
  /** Dimensions; a single value fills them. Default: those of the value. */
  shape?: ShapeLike | null;
}

/**
 * A tensor of values that are copied. Numbers are float32, whole or not, unless `dtype` says
 * otherwise.
 *
 * @throws {TypeError} for ragged arrays, mixed kinds, values that are not of `dtype`, or too many or
 * too few for `shape`.
 * @throws {RangeError} for numbers out of the range of `dtype`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.constant([[1, 2], [3, 4]]).dtype, "float32");
 * assertEquals(tf.constant([1, 2], "int32").dtype, "int32");
 * assertEquals(tf.constant(7, { shape: [2] }).numpy().toArray(), [7, 7]);
 * ```
 */
export const constant: Operation<ConstantArguments, ["value", "dtype", "shape", "name"], Tensor> =
  bind("tf.constant", ["value", "dtype", "shape", "name"], 1, (value, dtype, shape) => {
    const where = "tf.constant";
    const tensor = convert(where, value, dtype);
    if (shape === undefined || shape === null) return tensor;
    const dims = asShape(where, shape);
    if (sizeOf(dims) === tensor.size) {
      const { host } = tensor;
      // What was just copied has no other owner; it needs no operation to get its shape.
      const isNew = !isTensor(value) && !(value instanceof VariableCore) && host !== undefined;
      return isNew ? leaf(host, aval(tensor.dtype, dims)) : reshape(tensor, dims);
    }
    if (tensor.size === 1) return broadcastTo(reshape(tensor, []), dims);
    throw new TypeError(
      `${where}: expected a shape for the ${tensor.size} elements of shape ${
        formatShape(tensor.shape)
      }, or one element to fill it with, received shape=${formatShape(dims)}`,
    );
  });

/** A tensor of a value; truth values become numbers where a dtype of numbers is asked for. */
function convert(where: string, value: TensorLike, dtype: unknown): Tensor {
  if (dtype === undefined || dtype === null) return asTensor(where, value);
  const type = asDType(where, dtype);
  if (type === "bool" || type === "string" || !isOfBooleans(value)) {
    return asTensor(where, value, type);
  }
  const truths = asTensor(where, value);
  return leaf(convertStorage(truths.host!, "bool", type), aval(type, truths.shape));
}

function isOfBooleans(value: TensorLike): boolean {
  const flat = Array.isArray(value) ? leavesOf(value) : [value];
  return flat.length > 0 && flat.every((it) => typeof it === "boolean");
}

/** Arguments of {@linkcode convertToTensor}. */
export interface ConvertToTensorArguments extends Named {
  /** Whatever functions take for a tensor. */
  value: TensorLike;
  /** Element type that the result must have. */
  dtype?: DType | null;
  /** Element type for values that bring none, if they fit it. */
  dtypeHint?: DType | null;
}

/**
 * A tensor of whatever functions take for one; a tensor as it is, a variable's value.
 *
 * @throws {TypeError} for a tensor of another dtype than `dtype`, and as {@linkcode constant}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.convertToTensor(new Float64Array([1, 2])).dtype, "float64");
 * ```
 */
export const convertToTensor: Operation<
  ConvertToTensorArguments,
  ["value", "dtype", "dtypeHint", "name"],
  Tensor
> = bind(
  "tf.convertToTensor",
  ["value", "dtype", "dtypeHint", "name"],
  1,
  (value, dtype, dtypeHint) => {
    const where = "tf.convertToTensor";
    if ((dtype === undefined || dtype === null) && dtypeHint !== undefined && dtypeHint !== null) {
      const hint = asDType(where, dtypeHint, "dtypeHint");
      try {
        return convert(where, value, hint);
      } catch {
        return asTensor(where, value);
      }
    }
    return convert(where, value, dtype);
  },
);
