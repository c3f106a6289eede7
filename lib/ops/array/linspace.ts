/**
 * `tf.linspace`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { iota } from "../../primitives/array/batch_indices.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { concat } from "../../primitives/array/concat.ts";
import { slice } from "../../primitives/array/slice.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { fill } from "../../primitives/array/fill.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asInteger } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode linspace}. */
export interface LinspaceArguments extends Named {
  /** The first numbers, of floats. */
  start: TensorLike;
  /** The last ones, which are reached; shapes broadcast. */
  stop: TensorLike;
  /** How many from one to the other. */
  num: IntegerLike;
  /** Where the new axis is in the result; default 0. */
  axis?: IntegerLike | null;
}

/**
 * `num` numbers in equal steps from `start` to `stop`, both included.
 *
 * @throws {TypeError} for other dtypes than floats.
 * @throws {RangeError} for a number below 0, or an axis that the result does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linspace(0, 1, 5).numpy().toArray(), [0, 0.25, 0.5, 0.75, 1]);
 * ```
 */
export const linspace: Operation<
  LinspaceArguments,
  ["start", "stop", "num", "name", "axis"],
  Tensor
> = bind(
  "tf.linspace",
  ["start", "stop", "num", "name", "axis"],
  3,
  (start, stop, num, _, axis) => {
    const where = "tf.linspace";
    const [first, last] = asOperands(where, start, stop);
    if (!isFloating(first.dtype)) {
      throw new TypeError(
        `${where}: expected start and stop of floats, received dtype ${first.dtype}; convert them with tf.cast`,
      );
    }
    const count = asInteger(where, "num", num, { min: 0 });
    const shape = broadcastShapes("linspace", first.shape, last.shape);
    const at = asAxis(where, axis ?? 0, shape.length + 1);
    return internally(() => {
      const line = shape.toSpliced(at, 0, 1);
      const wide = (x: Tensor) => reshape(broadcastTo(x, shape), line);
      const [from, to] = [wide(first), wide(last)];
      if (count === 0) return fill(0, aval(first.dtype, line.with(at, 0)));
      // Nothing of the end is in the result, which depends on it all the same: its gradient is 0.
      if (count === 1) return concat([from, slice(to, line.map(() => 0), line.with(at, 0))], at);
      if (count === 2) return concat([from, to], at);
      const delta = divide(subtract(to, from), scalar(count - 1, first.dtype));
      const steps = reshape(
        add(iota(count - 2, first.dtype), scalar(1, first.dtype)),
        line.map((_, i) => i === at ? count - 2 : 1),
      );
      return concat([from, add(from, multiply(delta, steps)), to], at);
    });
  },
);
