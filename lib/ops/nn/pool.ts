/**
 * `tf.nn.pool` and `tf.nn.maxPoolWithArgmax`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { slice } from "../../primitives/array/slice.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { maxPoolWithArgmax as primitive } from "../../primitives/nn/max_pool_with_argmax.ts";
import { requirePoolable } from "../../primitives/nn/max_pool.ts";
import { axesOfPool } from "../../primitives/nn/pool.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asIntegers, isList } from "../integers.ts";
import { poolImages } from "./pool_images.ts";
import {
  type Counts,
  countsOf,
  type DataFormat,
  type ImageRank,
  isChannelsFirst,
  onImages,
  paddingOf,
} from "./window_arguments.ts";

/** Arguments of {@linkcode pool}. */
export interface PoolArguments {
  /** Images of as many dimensions as `windowShape` has numbers. */
  input: TensorLike;
  /** Size of the window by axis, >= 1. */
  windowShape: IntegersLike;
  /** Largest or mean element. */
  poolingType: "MAX" | "AVG";
  /** How far windows move, >= 1 and no more than the window; default 1. */
  strides?: Counts | null;
  /** `"VALID"` (default) or `"SAME"`. */
  padding?: "SAME" | "VALID";
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<ImageRank> | null;
  /** Distance of the elements under a window, >= 1; default 1. */
  dilations?: Counts | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The largest or mean element under each window, whose elements may have a distance.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit.
 * @throws {RangeError} for strides beyond the window, and for dilations beside strides or `"SAME"`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([5, 1, 4, 2, 3], [1, 5, 1]);
 * const y = tf.nn.pool(x, [2], "MAX", { dilations: 2 });
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [5, 2, 4]);
 * ```
 */
export const pool: Operation<
  PoolArguments,
  [
    "input",
    "windowShape",
    "poolingType",
    "strides",
    "padding",
    "dataFormat",
    "dilations",
    "name",
  ],
  Tensor
> = bind(
  "tf.nn.pool",
  [
    "input",
    "windowShape",
    "poolingType",
    "strides",
    "padding",
    "dataFormat",
    "dilations",
    "name",
  ],
  3,
  (input, windowShape, poolingType, strides, padding = "VALID", dataFormat, dilations) => {
    const where = "tf.nn.pool";
    const x = asTensor(where, input);
    const type = checkOneOf(where, "poolingType", poolingType, ["MAX", "AVG"] as const);
    const rank = isList(windowShape) ? asIntegers(where, "windowShape", windowShape).length : 0;
    if (rank !== 1 && rank !== 2 && rank !== 3) {
      throw new TypeError(
        `${where}: expected windowShape of 1, 2 or 3 numbers, received windowShape=${
          formatValue(windowShape)
        }`,
      );
    }
    const first = isChannelsFirst(where, dataFormat, rank);
    const window = countsOf(where, "windowShape", windowShape, rank, first);
    const steps = countsOf(where, "strides", strides, rank, first);
    const apart = countsOf(where, "dilations", dilations, rank, first);
    checkSteps(where, window, steps, apart, padding);
    if (apart.every((it) => it === 1)) {
      const request = { where, type, rank, ksize: window, strides: steps, padding, dataFormat };
      return poolImages({ ...request, rank }, x);
    }
    (type === "MAX" ? requirePoolable : requireFloat)("nn.pool", x.aval);
    return internally(() =>
      onImages(where, x, rank, first, (it) => poolApart(where, type, it, window, apart))
    );
  },
);

function checkSteps(
  where: string,
  window: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
  padding: unknown,
): void {
  if (strides.some((it, axis) => it > window[axis]!)) {
    throw new RangeError(
      `${where}: expected strides no longer than the window ${
        formatValue(window)
      }, received strides=${formatValue(strides)}`,
    );
  }
  if (dilations.every((it) => it === 1)) return;
  if (strides.some((it) => it > 1) || padding !== "VALID") {
    throw new RangeError(
      `${where}: expected strides of 1 and "VALID" padding beside dilations=${
        formatValue(dilations)
      }, received strides=${formatValue(strides)}, padding=${formatValue(padding)}`,
    );
  }
}

/** A pool over elements that have a distance: all elements of the window side by side. */
function poolApart(
  where: string,
  type: "MAX" | "AVG",
  x: Tensor,
  window: readonly number[],
  dilations: readonly number[],
): Tensor {
  const image = x.shape.slice(1, -1);
  const extents = window.map((it, axis) => (it - 1) * dilations[axis]! + 1);
  const sizes = image.map((dim, axis) => dim - extents[axis]! + 1);
  if (sizes.some((it) => it < 0)) {
    throw new TypeError(
      `${where}: expected an image at least as large as the window ${
        formatValue(extents)
      }, received shape ${formatShape(x.shape)}`,
    );
  }
  const shape = [x.shape[0]!, ...sizes, x.shape.at(-1)!];
  const count = window.reduce((product, it) => product * it, 1);
  const parts = Array.from({ length: count }, (_, i) => {
    const start: number[] = [];
    for (let axis = window.length - 1, rest = i; axis >= 0; axis--) {
      start.unshift((rest % window[axis]!) * dilations[axis]!);
      rest = Math.floor(rest / window[axis]!);
    }
    return slice(x, [0, ...start, 0], shape);
  });
  const all = parts.reduce(type === "MAX" ? maximum : add);
  return type === "MAX" ? all : multiply(all, scalar(1 / count, all.dtype));
}

/** Arguments of {@linkcode maxPoolWithArgmax}. */
export interface MaxPoolWithArgmaxArguments {
  /** Images `[batch, height, width, channels]`. */
  input: TensorLike;
  /** Size of the window, >= 1: for both axes, each, or each dimension. */
  ksize: Counts;
  /** How far windows move, >= 1: for both axes, each, or each dimension. */
  strides: Counts;
  /** `"SAME"` or `"VALID"`. */
  padding: "SAME" | "VALID";
  /** Only `"NHWC"`, the default. */
  dataFormat?: "NHWC" | null;
  /** Element type of the places; default int64. */
  outputDtype?: "int32" | "int64";
  /** Whether places count from the start of the tensor rather than of each image; default false. */
  includeBatchInIndex?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The largest element under each window, and its place in the flat image,
 * `(row width + column) channels + channel`.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 2, 4, 3], [1, 2, 2, 1]);
 * const [y, places] = tf.nn.maxPoolWithArgmax(x, 2, 2, "VALID");
 * assertEquals(Number(y), 4);
 * assertEquals(Number(places), 2);
 * ```
 */
export const maxPoolWithArgmax: Operation<
  MaxPoolWithArgmaxArguments,
  [
    "input",
    "ksize",
    "strides",
    "padding",
    "dataFormat",
    "outputDtype",
    "includeBatchInIndex",
    "name",
  ],
  readonly [Tensor, Tensor]
> = bind(
  "tf.nn.maxPoolWithArgmax",
  [
    "input",
    "ksize",
    "strides",
    "padding",
    "dataFormat",
    "outputDtype",
    "includeBatchInIndex",
    "name",
  ],
  4,
  (
    input,
    ksize,
    strides,
    padding,
    dataFormat,
    outputDtype = "int64",
    includeBatchInIndex = false,
  ) => {
    const where = "tf.nn.maxPoolWithArgmax";
    const x = asTensor(where, input);
    checkOneOf(where, "dataFormat", dataFormat ?? "NHWC", ["NHWC"]);
    const index = checkOneOf(where, "outputDtype", outputDtype, ["int32", "int64"] as const);
    if (typeof includeBatchInIndex !== "boolean") {
      throw new TypeError(
        `${where}: expected includeBatchInIndex to be true or false, received includeBatchInIndex=${
          formatValue(includeBatchInIndex)
        }`,
      );
    }
    const attrs = {
      window: countsOf(where, "ksize", ksize, 2, false),
      strides: countsOf(where, "strides", strides, 2, false),
      padding: paddingOf(where, padding, 2, false),
    };
    axesOfPool(where, 2, x.shape, attrs);
    return primitive(x, attrs, includeBatchInIndex, index);
  },
);
