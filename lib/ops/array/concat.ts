/**
 * Tensors joined: `tf.concat` along an axis they have, `tf.stack` along a new one.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/concat.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { stack as stackAll } from "../../primitives/array/stack.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { sameShape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { asTensor, asTensors } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis } from "../integers.ts";
import type { Named } from "./named.ts";

/** Tensors in an array, or a single one. */
export type TensorsLike = readonly TensorLike[] | Tensor | VariableCore;

/** Arguments of {@linkcode concat}. */
export interface ConcatArguments extends Named {
  /** Tensors of one dtype, and of one shape except for `axis`; a single one stays as it is. */
  values: TensorsLike;
  /** An axis they have; negative from the end. */
  axis: IntegerLike;
}

/**
 * Tensors one after the other along an axis that they have.
 *
 * @throws {TypeError} for no tensors, shapes or dtypes that do not agree, or tensors without axes.
 * @throws {RangeError} for an axis that they do not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const a = tf.constant([[1, 2]]);
 * assertEquals(tf.concat([a, [[3, 4]]], 0).numpy().toArray(), [[1, 2], [3, 4]]);
 * assertEquals(tf.concat([a, [[3, 4]]], { axis: 1 }).numpy().toArray(), [[1, 2, 3, 4]]);
 * ```
 */
export const concat: Operation<ConcatArguments, ["values", "axis", "name"], Tensor> = bind(
  "tf.concat",
  ["values", "axis", "name"],
  2,
  (values, axis) => {
    const where = "tf.concat";
    const isOne = values instanceof Tensor || values instanceof VariableCore;
    const tensors = asTensors(where, isOne ? [values] : values);
    const [first] = tensors;
    if (first === undefined) {
      throw new TypeError(`${where}: expected at least one tensor, received values=[]`);
    }
    if (tensors.some(({ rank }) => rank === 0)) {
      throw new TypeError(
        `${where}: expected tensors of at least one dimension, received shape (); use tf.stack`,
      );
    }
    const at = asAxis(where, axis, first.rank);
    return tensors.length === 1 ? distinct(first, first) : primitives.concat(tensors, at);
  },
);

/** Arguments of {@linkcode stack}. */
export interface StackArguments extends Named {
  /** Tensors of one shape and dtype; a single one stands for its parts along the first axis. */
  values: TensorsLike;
  /** Where the new axis is in the result; default 0; negative from the end. */
  axis?: IntegerLike | null;
}

/**
 * Tensors of one shape side by side along a new axis.
 *
 * @throws {TypeError} if shapes or dtypes differ.
 * @throws {RangeError} for an axis that the result does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.stack([[1, 2], [3, 4]], 1).numpy().toArray(), [[1, 3], [2, 4]]);
 * ```
 */
export const stack: Operation<StackArguments, ["values", "axis", "name"], Tensor> = bind(
  "tf.stack",
  ["values", "axis", "name"],
  1,
  (values, axis) => {
    const where = "tf.stack";
    if (values instanceof Tensor || values instanceof VariableCore) {
      return moved(where, asTensor(where, values), axis);
    }
    const tensors = asTensors(where, values);
    const [first] = tensors;
    if (first === undefined) return asTensor(where, []);
    tensors.forEach((it, i) => {
      if (sameShape(it.shape, first.shape)) return;
      throw new TypeError(
        `${where}: expected tensors of one shape, received ${
          formatShape(first.shape)
        } at index 0 and ${formatShape(it.shape)} at index ${i}`,
      );
    });
    const at = asAxis(where, axis ?? 0, first.rank + 1);
    return internally(() => stackAll(tensors, at));
  },
);

/** A tensor whose first axis is moved: its parts, stacked along another one. */
function moved(where: string, x: Tensor, axis: IntegerLike | null | undefined): Tensor {
  if (x.rank === 0) {
    throw new TypeError(`${where}: expected values to be tensors, received one of shape ()`);
  }
  const at = asAxis(where, axis ?? 0, x.rank);
  const rest = Array.from({ length: x.rank - 1 }, (_, i) => i + 1);
  return distinct(transpose(x, rest.toSpliced(at, 0, 0)), x);
}
