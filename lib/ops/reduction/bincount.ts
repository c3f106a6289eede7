/**
 * `tf.math.bincount`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import * as primitives from "../../primitives/reduction/bincount.ts";
import { read } from "../../tensor/graph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asWhole } from "../array/indices.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";
import { flagOr } from "./reduction_operation.ts";

/** Arguments of {@linkcode bincount}. */
export interface BincountArguments {
  /** Whole numbers >= 0: int32 or int64. */
  arr: TensorLike;
  /** What each number counts, in the shape of `arr`; default: 1. */
  weights?: TensorLike | null;
  /** How many counts there are at least; default 0. */
  minlength?: IntegerLike | null;
  /** How many counts there are at most; larger numbers are left out. */
  maxlength?: IntegerLike | null;
  /** dtype of the counts where there are no weights; default "int32". */
  dtype?: DType | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
  /** -1 to count each row by itself; default: all numbers together. */
  axis?: number | null;
  /** Whether it is only told that a number occurs; default `false`. */
  binaryOutput?: boolean | null;
}

const NAMES = [
  "arr",
  "weights",
  "minlength",
  "maxlength",
  "dtype",
  "name",
  "axis",
  "binaryOutput",
] as const;

const WHERE = "tf.math.bincount";

/** One more than the largest number. */
function lengthOf(x: Tensor): number {
  let most = 0;
  for (const value of read(x) as Iterable<number | bigint>) {
    most = Math.max(most, Number(value) + 1);
  }
  return most;
}

/** How many counts there are; the values are read where the bounds leave it open. */
function countLength(x: Tensor, minlength: unknown, maxlength: unknown): number {
  const isGiven = (it: unknown) => it !== undefined && it !== null;
  const least = isGiven(minlength) ? asInteger(WHERE, "minlength", minlength, { min: 0 }) : 0;
  const most = isGiven(maxlength) ? asInteger(WHERE, "maxlength", maxlength, { min: 0 }) : Infinity;
  return least >= most ? most : Math.min(Math.max(least, lengthOf(x)), most);
}

/**
 * How often each whole number from 0 on occurs, or the sum of what its occurrences weigh. There are
 * as many counts as the largest number asks for; where it is to be computed in a `tf.function`, give
 * `minlength` and `maxlength` the same value.
 *
 * @throws {TypeError} for numbers that are not whole, or weights of another shape.
 * @throws {RangeError} when values are read, for negative numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.bincount([1, 2, 2, 4]).numpy().toArray(), [0, 1, 2, 0, 1]);
 * ```
 */
export const bincount: Operation<BincountArguments, typeof NAMES, Tensor> = bind<
  BincountArguments,
  typeof NAMES,
  Tensor
>(
  WHERE,
  NAMES,
  1,
  (arr, weights, minlength, maxlength, dtype, _name, axis, binaryOutput) => {
    const x = asWhole(WHERE, "arr", arr);
    if (axis !== undefined && axis !== null && axis !== 0 && axis !== -1) {
      throw new RangeError(
        `${WHERE}: expected axis to be 0, -1 or null, received axis=${formatValue(axis)}`,
      );
    }
    const isFlat = axis !== -1 && x.rank !== 1;
    const flat = (it: Tensor) => isFlat ? reshape(it, [it.size]) : it;
    const given = weights === undefined || weights === null
      ? undefined
      : flat(asTensor(WHERE, weights));
    return primitives.bincount(flat(x), given, {
      size: countLength(x, minlength, maxlength),
      dtype: dtypeOr(WHERE, dtype, "int32"),
      binary: flagOr(WHERE, "binaryOutput", binaryOutput, false),
    });
  },
);
