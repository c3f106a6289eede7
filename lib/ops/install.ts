/**
 * Puts on tfjs's tensors what TensorFlow's have: `numpy()`, Python's texts for `console.log`,
 * template strings and notebooks, and the conversion of a scalar to a number, so that
 * `while (tf.norm(x) > 1)` runs as in Python.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { arrayHtml } from "../display/array_html.ts";
import { displayable } from "../display/inspect.ts";
import { NdArray, type NdData, type NdDType } from "../display/ndarray.ts";
import { typeNameSymbol } from "../display/protocol.ts";
import { tensorRepr, tensorStr } from "../display/tensor_text.ts";
import { formatShape } from "../errors/format.ts";
import type { DType } from "./tensor.ts";

/** A copy of a tensor's values; strings print as Python's bytes, as TensorFlow's do. */
export function toNdArray(tensor: tfjs.Tensor): NdArray {
  const dtype = tensor.dtype as DType;
  if (dtype === "complex64") {
    throw new TypeError(
      "Tensor.numpy: expected a real, bool or string tensor, received dtype complex64; read tf.real and tf.imag",
    );
  }
  const values = tensor.dataSync() as unknown as NdData;
  const own: NdDType = dtype === "string" ? "bytes" : dtype;
  return new NdArray<NdDType>(values.slice() as NdData, tensor.shape, own);
}

/** What the texts of a tensor are made of. */
export function describe(tensor: tfjs.Tensor) {
  return {
    id: tensor.id,
    shape: tensor.shape,
    dtype: tensor.dtype,
    array: toNdArray(tensor),
  };
}

/** A tensor of one element as a number; text for anything that asks for text. */
function toPrimitive(this: tfjs.Tensor, hint: string): string | number | boolean {
  if (hint === "string" || (hint === "default" && this.size !== 1)) {
    return tensorStr(describe(this));
  }
  if (this.size !== 1) {
    throw new TypeError(
      `Tensor: expected one element to convert to a number, received shape ${
        formatShape(this.shape)
      }; reduce it first, for example with tf.reduceAll or tf.norm`,
    );
  }
  return toNdArray(this).item() as number | boolean;
}

let installed = false;

/** Extends tfjs's tensor class; runs once, when the library is imported. */
export function installTensorMethods(): void {
  if (installed) return;
  installed = true;
  const prototype = tfjs.Tensor.prototype;
  const methods: Record<PropertyKey, unknown> = {
    numpy(this: tfjs.Tensor) {
      return toNdArray(this);
    },
    [Symbol.toPrimitive]: toPrimitive,
    [Symbol.dispose](this: tfjs.Tensor) {
      this.dispose();
    },
    [typeNameSymbol]: "tensorflow.python.framework.ops.EagerTensor",
  };
  for (const key of Reflect.ownKeys(methods)) {
    const value = methods[key];
    Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
  }
  displayable(prototype, {
    repr: (tensor) => tensorRepr(describe(tensor)),
    str: (tensor) => tensorStr(describe(tensor)),
    html: (tensor) => arrayHtml(toNdArray(tensor), tensorRepr(describe(tensor))),
  });
}
