/**
 * Conditions on element types, which are known before anything is computed:
 * `tf.debugging.assertInteger`, `assertType`, `assertSameFloatDtype`, `assertProperIterable`,
 * `isNumericTensor`.
 *
 * @module
 */
import { type DType, isFloating, isInteger } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";
import { beginning } from "./hold.ts";

/** Arguments of {@linkcode assertInteger}. */
export interface AssertIntegerArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** What the error begins with. */
  message?: string | null;
}

/**
 * Holds that a tensor is of whole numbers.
 *
 * @throws {TypeError} where it is not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertInteger(tf.constant([1], "int32"));
 * assertThrows(() => tf.debugging.assertInteger([1.5]), TypeError, "received float32");
 * ```
 */
export const assertInteger: Operation<AssertIntegerArguments, ["x", "message", "name"], void> =
  bind("tf.debugging.assertInteger", ["x", "message", "name"], 1, (given, message) => {
    const where = "tf.debugging.assertInteger";
    const { dtype } = asTensor(where, given);
    if (isInteger(dtype)) return;
    throw new TypeError(
      `${beginning(where, message)}${where}: expected whole numbers, received ${dtype}`,
    );
  });

/** Arguments of {@linkcode assertType}. */
export interface AssertTypeArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** The element type that it has to have. */
  tfType: DType;
  /** What the error begins with. */
  message?: string | null;
}

/**
 * Holds that a tensor has an element type.
 *
 * @throws {TypeError} where it has another one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertType([1.5], "float32");
 * assertThrows(() => tf.debugging.assertType([1.5], "int32"), TypeError, "received float32");
 * ```
 */
export const assertType: Operation<
  AssertTypeArguments,
  ["tensor", "tfType", "message", "name"],
  void
> = bind("tf.debugging.assertType", ["tensor", "tfType", "message", "name"], 2, (
  tensor,
  tfType,
  message,
) => {
  const where = "tf.debugging.assertType";
  const expected = asDType(where, tfType, "tfType");
  const { dtype } = asTensor(where, tensor);
  if (dtype === expected) return;
  throw new TypeError(
    `${beginning(where, message)}${where}: expected ${expected}, received ${dtype}`,
  );
});

/** Arguments of {@linkcode assertSameFloatDtype}. */
export interface AssertSameFloatDtypeArguments {
  /** Tensors; default: none. */
  tensors?: readonly TensorLike[] | null;
  /** What they have to have; default: what the first has, or float32 where there is none. */
  dtype?: DType | null;
}

/**
 * The one element type of floats that tensors have.
 *
 * @throws {TypeError} where they have several, or one that is none of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals(tf.debugging.assertSameFloatDtype([[1], [2, 3]]), "float32");
 * const mixed = [tf.constant(1), tf.constant(1, "float64")];
 * assertThrows(() => tf.debugging.assertSameFloatDtype(mixed), TypeError, "received float64");
 * ```
 */
export const assertSameFloatDtype: Operation<
  AssertSameFloatDtypeArguments,
  ["tensors", "dtype"],
  DType
> = bind("tf.debugging.assertSameFloatDtype", ["tensors", "dtype"], 0, (tensors, dtype) => {
  const where = "tf.debugging.assertSameFloatDtype";
  const own = (tensors ?? []).map((it) => asTensor(where, it).dtype);
  const expected = dtype === undefined || dtype === null
    ? own[0] ?? "float32"
    : asDType(where, dtype);
  const other = own.find((it) => it !== expected);
  if (other !== undefined) {
    throw new TypeError(`${where}: expected tensors of ${expected}, received ${other}`);
  }
  if (!isFloating(expected)) {
    throw new TypeError(`${where}: expected floats, received ${expected}`);
  }
  return expected;
});

/** Arguments of {@linkcode assertProperIterable}. */
export interface AssertProperIterableArguments {
  /** A list of tensors, or another iterable. */
  values: unknown;
}

/**
 * Holds that a value is a list of tensors, or another iterable, rather than a tensor or a text, which
 * are iterable as well.
 *
 * @throws {TypeError} where it is not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertProperIterable([tf.ones([2])]);
 * assertThrows(() => tf.debugging.assertProperIterable(tf.ones([2])), TypeError, "expected a list");
 * ```
 */
export const assertProperIterable: Operation<AssertProperIterableArguments, ["values"], void> =
  bind("tf.debugging.assertProperIterable", ["values"], 1, (values) => {
    const isText = typeof values === "string" || values instanceof Tensor;
    const isIterable = typeof values === "object" && values !== null &&
      Symbol.iterator in values && !ArrayBuffer.isView(values);
    if (isIterable && !isText) return;
    throw new TypeError(
      `tf.debugging.assertProperIterable: expected a list or another iterable of tensors, received ${
        formatValue(values)
      }`,
    );
  });

/** Arguments of {@linkcode isNumericTensor}. */
export interface IsNumericTensorArguments {
  /** Anything. */
  tensor: unknown;
}

/**
 * Whether a value is a tensor of numbers: of no texts and no truth values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.debugging.isNumericTensor(tf.ones([2])), true);
 * assertEquals(tf.debugging.isNumericTensor(tf.constant(["a"])), false);
 * assertEquals(tf.debugging.isNumericTensor([1, 2]), false);
 * ```
 */
export const isNumericTensor: Operation<IsNumericTensorArguments, ["tensor"], boolean> = bind(
  "tf.debugging.isNumericTensor",
  ["tensor"],
  1,
  (tensor) => tensor instanceof Tensor && tensor.dtype !== "string" && tensor.dtype !== "bool",
);
