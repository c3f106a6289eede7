/**
 * `kerasaur/tfjs`: tensors to and from [tfjs](https://github.com/tensorflow/tfjs), by copy. Nothing
 * else of this library imports tfjs.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import type { DType, Storage } from "./arrays/dtypes.ts";
import { formatValue } from "./errors/format.ts";
import { asTensor } from "./ops/as_tensor.ts";
import type { TensorLike } from "./tensor/like.ts";
import { aval } from "./tensor/aval.ts";
import { read } from "./tensor/graph.ts";
import { leaf, type Tensor } from "./tensor/tensor.ts";

/** A tensor of tfjs. */
export type TfjsTensor = InstanceType<typeof tfjs.Tensor>;

/** The dtypes that tfjs has. */
const DTYPES: readonly DType[] = ["float32", "int32", "bool", "string", "complex64"];

/**
 * A tfjs tensor with the same values, on tfjs's backend.
 *
 * @throws {TypeError} for a dtype that tfjs does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import * as tfjs from "@tensorflow/tfjs";
 * import { fromTfjs, toTfjs } from "kerasaur/tfjs";
 * import { assertEquals } from "@std/assert";
 *
 * tfjs.enableProdMode(); // it prints nothing of its own then
 * const theirs = toTfjs(tf.constant([[1, 2]]));
 * assertEquals(fromTfjs(theirs.square()).numpy().toArray(), [[1, 4]]);
 * theirs.dispose();
 * ```
 */
export function toTfjs(x: TensorLike): TfjsTensor {
  const tensor = asTensor("toTfjs", x);
  const { dtype } = tensor;
  if (!DTYPES.includes(dtype)) {
    throw new TypeError(
      `toTfjs: expected a dtype that tfjs has, ${
        DTYPES.join(", ")
      }, received ${dtype}; convert it with tf.cast`,
    );
  }
  const values = read(tensor);
  if (dtype !== "complex64") {
    return tfjs.tensor(values.slice() as Float32Array, [...tensor.shape], dtype as "float32");
  }
  const pairs = values as Float32Array;
  const parts = [0, 1].map((part) => {
    const own = Float32Array.from({ length: tensor.size }, (_, i) => pairs[2 * i + part]!);
    return tfjs.tensor(own, [...tensor.shape], "float32");
  });
  const complex = tfjs.complex(parts[0]!, parts[1]!);
  for (const part of parts) part.dispose();
  return complex;
}

/** A tensor with the values of a tfjs tensor, which are read synchronously. */
export function fromTfjs(tensor: TfjsTensor): Tensor {
  if (!(tensor instanceof tfjs.Tensor)) {
    throw new TypeError(
      `fromTfjs: expected a tensor of tfjs, received ${formatValue(tensor)}`,
    );
  }
  const dtype = tensor.dtype as DType;
  return leaf(tensor.dataSync().slice() as Storage, aval(dtype, tensor.shape));
}
