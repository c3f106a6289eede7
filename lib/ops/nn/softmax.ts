/**
 * `tf.nn.softmax` and `tf.nn.logSoftmax`.
 *
 * @module
 */
import * as primitives from "../../primitives/math/softmax.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis } from "../integers.ts";

/** Arguments of {@linkcode softmax} and {@linkcode logSoftmax}. */
export interface SoftmaxArguments {
  /** A tensor of floats, of at least one dimension. */
  logits: TensorLike;
  /** Along which axis; default -1. */
  axis?: IntegerLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A function along an axis of logits. */
export type SoftmaxOperation = Operation<SoftmaxArguments, ["logits", "axis", "name"], Tensor>;

function alongAxis(
  where: string,
  run: (x: Tensor, axis?: number) => Tensor,
): SoftmaxOperation {
  return bind<SoftmaxArguments, ["logits", "axis", "name"], Tensor>(
    where,
    ["logits", "axis", "name"],
    1,
    (logits, axis) => {
      const x = asTensor(where, logits);
      if (x.rank === 0) return run(x);
      return internally(() => run(x, asAxis(where, axis ?? -1, x.rank)));
    },
  );
}

/**
 * `e^logits / sum(e^logits)` along an axis, without overflow.
 *
 * @throws {TypeError} for anything else than floats of at least one dimension.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.softmax([[7, 7], [-Infinity, 0]]).numpy().toArray(), [[0.5, 0.5], [0, 1]]);
 * ```
 */
export const softmax: SoftmaxOperation = alongAxis("tf.nn.softmax", primitives.softmax);

/**
 * `logits - log(sum(e^logits))` along an axis, without overflow.
 *
 * @throws {TypeError} for anything else than floats of at least one dimension.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.logSoftmax([-Infinity, 0]).numpy().toArray(), [-Infinity, 0]);
 * ```
 */
export const logSoftmax: SoftmaxOperation = alongAxis("tf.nn.logSoftmax", primitives.logSoftmax);
