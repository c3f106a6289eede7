/**
 * Tensors joined: `tf.concat` along an axis they have, `tf.stack` along a new one.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/concat.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { unstack } from "../../primitives/array/split.ts";
import { stack as stackAll } from "../../primitives/array/stack.ts";
import { sameShape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { asTensor, asTensors, type TensorLike } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, type IntegerLike } from "../integers.ts";
import type { Named } from "./named.ts";

/** Tensors in an array, or the parts of one along its first axis. */
export type TensorsLike = readonly TensorLike[] | Tensor | VariableCore;

/** Arguments of {@linkcode concat}. */
export interface ConcatArguments extends Named {
  /** Tensors of one dtype, and of one shape except for `axis`. */
  values: TensorsLike;
  /** An axis they have; negative from the end. */
  axis: IntegerLike;
}

/** The tensors of a list; the parts of a tensor. */
function listed(where: string, values: TensorsLike): Tensor[] {
  if (values instanceof Tensor || values instanceof VariableCore) {
    const tensor = asTensor(where, values);
    if (tensor.rank === 0) {
      throw new TypeError(`${where}: expected values to be tensors, received one of shape ()`);
    }
    return unstack(tensor, 0);
  }
  return asTensors(where, values);
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
    const tensors = listed(where, values);
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
  /** Tensors of one shape and dtype. */
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
    const tensors = listed(where, values);
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
