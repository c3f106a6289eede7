/**
 * `tf.histogramFixedWidth` and `tf.histogramFixedWidthBins`.
 *
 * @module
 */
import { divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { floor } from "../../primitives/math/rounding.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import * as primitives from "../../primitives/reduction/histogram.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { indexDType } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";

/** Arguments of {@linkcode histogramFixedWidth} and {@linkcode histogramFixedWidthBins}. */
export interface HistogramArguments {
  /** Numbers. */
  values: TensorLike;
  /** The lower and the upper end of the intervals, in order, of the dtype of `values`. */
  valueRange: TensorLike;
  /** How many intervals there are, >= 1; default 100. */
  nbins?: IntegerLike | null;
  /** dtype of the result, "int32" or "int64"; default "int32". */
  dtype?: "int32" | "int64" | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A function of values and intervals of equal width. */
export type HistogramOperation = Operation<
  HistogramArguments,
  ["values", "valueRange", "nbins", "dtype", "name"],
  Tensor
>;

function histogram(
  where: string,
  run: (x: Tensor, range: Tensor, bins: number, dtype: "int32" | "int64") => Tensor,
): HistogramOperation {
  return bind<HistogramArguments, ["values", "valueRange", "nbins", "dtype", "name"], Tensor>(
    where,
    ["values", "valueRange", "nbins", "dtype", "name"],
    2,
    (values, valueRange, nbins, dtype) => {
      const [x, range] = asOperands(where, values, valueRange);
      const bins = asInteger(where, "nbins", nbins ?? 100, { min: 1 });
      return run(x, range, bins, indexDType(where, dtype, "dtype"));
    },
  );
}

/** The interval of each value. */
function binsOf(x: Tensor, range: Tensor, bins: number, dtype: "int32" | "int64"): Tensor {
  const type = x.dtype === "float32" ? "float32" : "float64";
  const [low, high] = [0, 1].map((i) => cast(reshape(slice(range, [i], [1]), []), type));
  const scaled = divide(subtract(cast(x, type), low!), subtract(high!, low!));
  const places = floor(multiply(scaled, scalar(bins, type)));
  return cast(clip(places, scalar(0, type), scalar(bins - 1, type)), dtype);
}

/**
 * How many values lie in each of `nbins` intervals of equal width; those outside count in the
 * outermost ones.
 *
 * @throws {TypeError} for a range that is not two numbers.
 * @throws {RangeError} when values are read, for a range that is not in order, or NaN.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const counts = tf.histogramFixedWidth([-1, 0, 1.5, 2, 5, 15], [0, 5], 5);
 * assertEquals(counts.numpy().toArray(), [2, 1, 1, 0, 2]);
 * ```
 */
export const histogramFixedWidth: HistogramOperation = histogram(
  "tf.histogramFixedWidth",
  (x, range, bins, dtype) => primitives.histogramFixedWidth(x, range, { bins, dtype }),
);

/**
 * In which of `nbins` intervals of equal width each value lies; those outside lie in the outermost
 * ones.
 *
 * @throws {TypeError} for a range that is not two numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const bins = tf.histogramFixedWidthBins([-1, 0, 1.5, 2, 5, 15], [0, 5], 5);
 * assertEquals(bins.numpy().toArray(), [0, 0, 1, 2, 4, 4]);
 * ```
 */
export const histogramFixedWidthBins: HistogramOperation = histogram(
  "tf.histogramFixedWidthBins",
  (x, range, bins, dtype) => internally(() => binsOf(x, range, bins, dtype)),
);
