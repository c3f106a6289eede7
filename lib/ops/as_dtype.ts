/**
 * `tf.dtypes.asDtype`: the element type that a name, a tensor or a typed array has.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { dtypeOfArray } from "./as_tensor.ts";
import { bind, type Operation } from "./bind.ts";
import { asDType } from "./dtype_argument.ts";

/** Arguments of {@linkcode asDtype}. */
export interface AsDtypeArguments {
  /** A name, or what has an element type: a tensor, a variable, an array, a typed array. */
  typeValue: unknown;
}

/**
 * The element type that a value names or has.
 *
 * @throws {TypeError} for anything else.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.dtypes.asDtype("float32"), tf.float32);
 * assertEquals(tf.dtypes.asDtype(tf.ones([2], tf.int32)), "int32");
 * assertEquals(tf.dtypes.asDtype(new Uint8Array(2)), "uint8");
 * ```
 */
export const asDtype: Operation<AsDtypeArguments, ["typeValue"], DType> = bind(
  "tf.dtypes.asDtype",
  ["typeValue"],
  1,
  (typeValue) => {
    const where = "tf.dtypes.asDtype";
    if (ArrayBuffer.isView(typeValue)) return dtypeOfArray(where, typeValue);
    const own = typeof typeValue === "object" && typeValue !== null && "dtype" in typeValue
      ? typeValue.dtype
      : typeValue;
    return asDType(where, own, "typeValue");
  },
);
