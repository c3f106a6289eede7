/**
 * Running sums, products and logarithms of sums, named as in `tf` and `tf.math`.
 *
 * @module
 */
import * as products from "../../primitives/reduction/cumprod.ts";
import * as sums from "../../primitives/reduction/cumsum.ts";
import * as logarithms from "../../primitives/reduction/cumulative_logsumexp.ts";
import type { Running } from "../../primitives/reduction/running.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis } from "../integers.ts";
import { flagOr } from "./reduction_operation.ts";

/** Arguments of a running reduction. */
export interface RunningArguments {
  /** A tensor of at least one dimension. */
  x: TensorLike;
  /** Along which axis; negative ones count from the end; default 0. */
  axis?: IntegerLike | null;
  /** Whether an element is left out of its own result; default `false`. */
  exclusive?: boolean | null;
  /** Whether it runs from the last element to the first; default `false`. */
  reverse?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A running reduction. */
export type RunningOperation = Operation<
  RunningArguments,
  ["x", "axis", "exclusive", "reverse", "name"],
  Tensor
>;

function running(where: string, run: Running): RunningOperation {
  return bind<RunningArguments, ["x", "axis", "exclusive", "reverse", "name"], Tensor>(
    where,
    ["x", "axis", "exclusive", "reverse", "name"],
    1,
    (x, axis, exclusive, reverse) => {
      const input = asTensor(where, x);
      return run(input, asAxis(where, axis ?? 0, input.rank), {
        exclusive: flagOr(where, "exclusive", exclusive, false),
        reverse: flagOr(where, "reverse", reverse, false),
      });
    },
  );
}

/**
 * The sum of each element and those before it along an axis; whole numbers wrap.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.cumsum([1, 2, 3]).numpy().toArray(), [1, 3, 6]);
 * ```
 */
export const cumsum: RunningOperation = running("tf.cumsum", sums.cumsum);

/**
 * The product of each element and those before it along an axis; whole numbers wrap. The gradient
 * bears zeros.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.cumprod([2, 3, 4], { exclusive: true }).numpy().toArray(), [1, 2, 6]);
 * ```
 */
export const cumprod: RunningOperation = running("tf.math.cumprod", products.cumprod);

/**
 * `log(sum(e^x))` of each element and those before it along an axis, without overflow; -Infinity of
 * none.
 *
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.reduceMax(tf.math.cumulativeLogsumexp([0, 0]))), Math.log(2), 1e-6);
 * ```
 */
export const cumulativeLogsumexp: RunningOperation = running(
  "tf.math.cumulativeLogsumexp",
  logarithms.cumulativeLogsumexp,
);
