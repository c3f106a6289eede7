/**
 * `tf.argmax` and `tf.argmin`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import * as primitives from "../../primitives/reduction/arg_extreme.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asAxis } from "../integers.ts";

/** Arguments of {@linkcode argmax} and {@linkcode argmin}. */
export interface ArgExtremeArguments {
  /** A tensor of real numbers or truth values. */
  input: TensorLike;
  /** Along which axis; negative ones count from the end; default 0. */
  axis?: IntegerLike | null;
  /** dtype of the places, "int32" or "int64"; default "int64". */
  outputType?: "int32" | "int64" | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** The place of an extreme along an axis. */
export type ArgExtremeOperation = Operation<
  ArgExtremeArguments,
  ["input", "axis", "outputType", "name"],
  Tensor
>;

function argExtreme(where: string, run: primitives.ArgExtreme): ArgExtremeOperation {
  return bind<ArgExtremeArguments, ["input", "axis", "outputType", "name"], Tensor>(
    where,
    ["input", "axis", "outputType", "name"],
    1,
    (input, axis, outputType) => {
      const x = asTensor(where, input);
      const dtype = dtypeOr(where, outputType, "int64", "outputType");
      if (dtype !== "int32" && dtype !== "int64") {
        throw new TypeError(
          `${where}: expected outputType to be int32 or int64, received outputType=${
            formatValue(dtype)
          }`,
        );
      }
      return run(x, asAxis(where, axis ?? 0, x.rank), dtype);
    },
  );
}

/**
 * The place of the largest element along an axis, the first one of equals; NaN is never it.
 *
 * @throws {RangeError} for an axis that the tensor has not, or that has no elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const places = tf.argmax([[1, 9, 2], [5, 3, 4]], 1, "int32");
 * assertEquals(places.numpy().toArray(), [1, 0]);
 * ```
 */
export const argmax: ArgExtremeOperation = argExtreme("tf.argmax", primitives.argmax);

/**
 * The place of the smallest element along an axis, the first one of equals; NaN is never it.
 *
 * @throws {RangeError} for an axis that the tensor has not, or that has no elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const places = tf.argmin([[1, 9, 2], [5, 3, 4]], 1, "int32");
 * assertEquals(places.numpy().toArray(), [0, 1]);
 * ```
 */
export const argmin: ArgExtremeOperation = argExtreme("tf.argmin", primitives.argmin);
