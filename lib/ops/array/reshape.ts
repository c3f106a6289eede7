/**
 * `tf.reshape`.
 *
 * @module
 */
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/reshape.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, type TensorLike } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of {@linkcode reshape}. */
export interface ReshapeArguments {
  /** A tensor. */
  tensor: TensorLike;
  /** Dimensions; one of them may be -1, whatever is left over. */
  shape: Shape;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The elements of `tensor` in another shape.
 *
 * @throws {TypeError} if the shape does not fit the number of elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reshape([1, 2, 3, 4], [2, -1]).numpy().toArray(), [[1, 2], [3, 4]]);
 * ```
 */
export const reshape: Operation<ReshapeArguments, ["tensor", "shape", "name"], Tensor> = bind(
  "tf.reshape",
  ["tensor", "shape", "name"],
  2,
  (tensor, shape) => {
    const x = asTensor("tf.reshape", tensor);
    return primitives.reshape(x, completeShape("tf.reshape", shape, x));
  },
);

/** A shape with its -1, if any, replaced by what is left over of a tensor's elements. */
export function completeShape(where: string, shape: unknown, x: Tensor): number[] {
  if (!Array.isArray(shape)) {
    throw new TypeError(
      `${where}: expected shape to be an array of dimensions, received shape=${formatValue(shape)}`,
    );
  }
  const dims = shape.map((dim, axis) => checkInteger(where, `shape[${axis}]`, dim, { min: -1 }));
  const open = dims.filter((dim) => dim === -1).length;
  const known = dims.reduce((product, dim) => dim === -1 ? product : product * dim, 1);
  const fits = open === 0 ? known === x.size : open === 1 && known > 0 && x.size % known === 0;
  if (!fits) {
    throw new TypeError(
      `${where}: expected a shape for the ${x.size} elements of shape ${
        formatShape(x.shape)
      }, received shape=${formatShape(dims)}`,
    );
  }
  return dims.map((dim) => dim === -1 ? x.size / known : dim);
}
