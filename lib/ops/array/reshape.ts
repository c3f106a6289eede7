/**
 * `tf.reshape`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import * as primitives from "../../primitives/array/reshape.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asOneOrMore } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode reshape}. */
export interface ReshapeArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** Dimensions; one of them may be -1, whatever is left over. */
  shape: ShapeLike;
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
    return distinct(primitives.reshape(x, completeShape("tf.reshape", shape, x)), x);
  },
);

/** A shape with its -1, if any, replaced by what is left over of a tensor's elements. */
export function completeShape(where: string, shape: unknown, x: Tensor): number[] {
  const dims = asOneOrMore(where, "shape", shape, { min: -1 });
  const open = dims.filter((dim) => dim === -1).length;
  // As in TensorFlow, a dimension of 0 in both leaves the others to be compared.
  const hasZero = dims.includes(0);
  const product = (all: readonly number[]) =>
    all.reduce((result, dim) => dim === -1 || (hasZero && dim === 0) ? result : result * dim, 1);
  const rest = product(x.shape) / product(dims);
  const result = dims.map((dim) => dim === -1 ? rest : dim);
  if (open > 1 || (open === 1 && !Number.isInteger(rest)) || sizeOf(result) !== x.size) {
    throw new TypeError(
      `${where}: expected a shape for the ${x.size} elements of shape ${
        formatShape(x.shape)
      }, received shape=${formatShape(dims)}`,
    );
  }
  return result;
}
