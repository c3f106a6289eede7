/**
 * Elements chosen, ordered, counted and written, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.where([true, false], 1, 2).numpy().toArray(), [1, 2]);
 * ```
 *
 * @module
 */
import { broadcastTo } from "../ops/array/broadcast.ts";
import { stack } from "../ops/array/concat.ts";
import { gather } from "../ops/array/gather.ts";
import { linspace } from "../ops/array/linspace.ts";
import { range } from "../ops/array/range.ts";
import { reshape } from "../ops/array/reshape.ts";
import * as scattered from "../ops/array/scatter.ts";
import * as sorted from "../ops/array/sort.ts";
import { transpose } from "../ops/array/transpose.ts";
import { slice as sliced } from "../ops/array/slice.ts";
import { isInteger } from "../arrays/dtypes.ts";
import { checkOneOf } from "../errors/checks.ts";
import { asAxis } from "../ops/integers.ts";

import { cast } from "../ops/math/cast.ts";
import { equal, greaterEqual, lessEqual } from "../ops/math/comparison.ts";
import { logicalAnd, logicalNot } from "../ops/math/logical.ts";
import { where as chosen } from "../ops/math/where.ts";
import { bincount as counts } from "../ops/reduction/bincount.ts";
import { inTopK as isInTopK } from "../ops/reduction/in_top_k.ts";
import { multiply } from "../ops/math/arithmetic.ts";
import { reduceAny, reduceMax, reduceMin, reduceSum } from "../ops/reduction/reductions.ts";
import { unsortedSegmentProd } from "../ops/reduction/unsorted_segments.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, floats, fromFront, pair, tensorOf, truths } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Type of {@linkcode where}. */
export interface Where extends
  KerasOperation<
    "condition, x1:optionalTensor=null, x2:optionalTensor=null",
    Tensor | Tensor[]
  > {
  /** The same, of positions alone. */
  (condition: TensorLike, x1: TensorLike, x2: TensorLike): Tensor;
}

/** `x1` where the condition holds, else `x2`; with the condition alone, where it holds. */
export const where: Where = operation(
  "where",
  "condition, x1:optionalTensor=null, x2:optionalTensor=null",
  (condition, x1, x2): Tensor | Tensor[] => {
    const test = truths(condition);
    if (x1 === null && x2 === null) return placesOf(test);
    if (x1 === null || x2 === null) {
      throw new TypeError("where: expected both x1 and x2, or neither, received one of them");
    }
    return chosen(test, ...pair(x1, x2));
  },
) as unknown as Where;

/** Where it is true: a tensor of places for each axis. */
function placesOf(test: Tensor): Tensor[] {
  const places = chosen(test);
  return test.shape.map((_, axis) => cast(gather(places, axis, { axis: 1 }), "int32"));
}

/** Where it is not 0: a tensor of places for each axis. */
export const nonzero: KerasOperation<"x", Tensor[]> = operation(
  "nonzero",
  "x",
  (x): Tensor[] => placesOf(truths(x)),
);
/** The choice of the first condition that holds, else the default. */
export const select: KerasOperation<
  "condlist:tensors, choicelist:tensors, default=0"
> = operation(
  "select",
  "condlist:tensors, choicelist:tensors, default=0",
  (condlist, choicelist, otherwise) => {
    if (condlist.length !== choicelist.length || condlist.length === 0) {
      throw new TypeError(
        `select: expected a choice for each condition, received ${condlist.length} conditions and ${choicelist.length} choices`,
      );
    }
    const [last, ...choices] = alike([otherwise, ...choicelist]) as [Tensor, ...Tensor[]];
    return choices.reduceRight(
      (sofar, it, i) => chosen(truths(condlist[i]!), it, sofar),
      last,
    );
  },
);
/** Elements at places along an axis, those of each row by its own places. */
export const takeAlongAxis: KerasOperation<"x, indices, axis:optionalAxis=null"> = operation(
  "takeAlongAxis",
  "x, indices, axis:optionalAxis=null",
  (value, places, axis) => {
    const given = tensorOf(value);
    const x = axis === null ? reshape(given, [-1]) : given;
    const at = asAxis("axis", axis ?? 0, x.rank);
    const all = tensorOf(places);
    const index = axis === null ? reshape(all, [-1]) : all;
    const shared = x.shape.map((dim, i) => i === at ? -1 : Math.max(dim, index.shape[i]!));
    if (x.shape.some((dim, i) => dim === 0 || index.shape[i] === 0)) {
      return reshape(sliced(reshape(x, [-1]), [0], [0]), index.shape);
    }
    const wide = broadcastTo(x, shared.with(at, x.shape[at]!));
    const lists = broadcastTo(fromFront(index, x.shape[at]!), shared.with(at, index.shape[at]!));
    const order = [...x.shape.keys()].filter((i) => i !== at).concat(at);
    const [rows, picks] = [transpose(wide, order), transpose(lists, order)];
    const found = gather(rows, picks, { axis: rows.rank - 1, batchDims: rows.rank - 1 });
    return transpose(found, order.map((_, i) => order.indexOf(i)));
  },
);
/** A window of a shape that begins at places. */
export const slice: KerasOperation<"inputs, startIndices:sizes, shape"> = operation(
  "slice",
  "inputs, startIndices:sizes, shape",
  (inputs, startIndices, shape) =>
    sliced(
      tensorOf(inputs),
      typeof startIndices === "number" ? [startIndices] : startIndices,
      typeof shape === "number" ? [shape] : shape,
    ),
);
/** The tensor with a window written over, which is moved inside where it would not fit. */
export const sliceUpdate: KerasOperation<"inputs, startIndices:sizes, updates"> = operation(
  "sliceUpdate",
  "inputs, startIndices:sizes, updates",
  (inputs, startIndices, updates) => {
    const [x, written] = pair(inputs, updates);
    const starts = typeof startIndices === "number" ? [startIndices] : startIndices;
    const begin = starts.map((it, i) => Math.min(Math.max(it, 0), x.shape[i]! - written.shape[i]!));
    const grids = written.shape.map((dim, axis) =>
      broadcastTo(
        reshape(
          cast(range(begin[axis]!, begin[axis]! + dim), "int32"),
          written.shape.map((_, i) => i === axis ? dim : 1),
        ),
        written.shape,
      )
    );
    return scattered.tensorScatterNdUpdate(x, stack(grids, -1), written);
  },
);
/** Values added up at places of a tensor of zeros. */
export const scatter: KerasOperation<"indices, values, shape"> = operation(
  "scatter",
  "indices, values, shape",
  (indices, values, shape) =>
    scattered.scatterNd(whole(tensorOf(indices)), tensorOf(values), shape),
);

const whole = (x: Tensor): Tensor => isInteger(x.dtype) ? x : cast(x, "int32");

/** The product of all values for each place, 1 where there are none. */
function productsAt(x: Tensor, at: Tensor, values: Tensor): Tensor {
  const depth = at.shape.at(-1)!;
  const outer = x.shape.slice(0, depth);
  const steps = outer.map((_, i) => outer.slice(i + 1).reduce((product, it) => product * it, 1));
  const places = reduceSum(multiply(at, cast(tensorOf(steps), at.dtype)), -1);
  const rows = reshape(values, [places.size, ...x.shape.slice(depth)]);
  const count = outer.reduce((product, it) => product * it, 1);
  return reshape(unsortedSegmentProd(rows, reshape(places, [-1]), count), x.shape);
}

/** The tensor with values written at places, or added, multiplied, the larger or the smaller one. */
export const scatterUpdate: KerasOperation<
  "inputs, indices, updates, reduction:optionalText=null"
> = operation(
  "scatterUpdate",
  "inputs, indices, updates, reduction:optionalText=null",
  (inputs, indices, updates, reduction) => {
    const x = tensorOf(inputs);
    const at = whole(tensorOf(indices));
    const values = cast(updates, x.dtype);
    switch (reduction) {
      case null:
        return scattered.tensorScatterNdUpdate(x, at, values);
      case "add":
        return scattered.tensorScatterNdAdd(x, at, values);
      case "max":
        return scattered.tensorScatterNdMax(x, at, values);
      case "min":
        return scattered.tensorScatterNdMin(x, at, values);
      case "mul":
        return multiply(x, productsAt(x, at, values));
    }
    throw new RangeError(
      `scatterUpdate: expected reduction to be null, "add", "max", "min" or "mul", received ${
        JSON.stringify(reduction)
      }`,
    );
  },
);

/** Along an axis, or of the flattened tensor. */
const along = (x: Tensor, axis: number | null): readonly [Tensor, number] =>
  axis === null ? [reshape(x, [-1]), 0] : [x, axis];

const numbers = (x: Tensor): Tensor => x.dtype === "bool" ? cast(x, "int32") : x;

/** In ascending order. */
export const sort: KerasOperation<"x, axis:optionalAxis=-1"> = operation(
  "sort",
  "x, axis:optionalAxis=-1",
  (x, axis) => {
    const given = tensorOf(x);
    return cast(sorted.sort(...along(numbers(given), axis)), given.dtype);
  },
);
/** The places of the elements in ascending order, as int32; equal ones keep their order. */
export const argsort: KerasOperation<"x, axis:optionalAxis=-1"> = operation(
  "argsort",
  "x, axis:optionalAxis=-1",
  (x, axis) => {
    const [tensor, at] = along(numbers(tensorOf(x)), axis);
    return sorted.argsort(tensor, { axis: at, stable: true });
  },
);
/** Places such that those before `kth` are of no larger elements, those after of no smaller ones. */
export const argpartition: KerasOperation<"x, kth:number, axis:optionalAxis=-1"> = operation(
  "argpartition",
  "x, kth:number, axis:optionalAxis=-1",
  (x, _kth, axis) => {
    const [tensor, at] = along(numbers(tensorOf(x)), axis);
    return sorted.argsort(tensor, { axis: at, stable: true });
  },
);
/** The `k` largest of each row, with their places. */
export const topK: KerasOperation<
  "x, k:number, sorted:flag=true",
  [values: Tensor, indices: Tensor]
> = operation(
  "topK",
  "x, k:number, sorted:flag=true",
  (x, k, isSorted): [values: Tensor, indices: Tensor] => {
    const { values, indices } = sorted.topK(tensorOf(x), k, isSorted);
    return [values, indices];
  },
);
/** Whether each target is among the `k` largest predictions of its row. */
export const inTopK: KerasOperation<"targets, predictions, k:number"> = operation(
  "inTopK",
  "targets, predictions, k:number",
  (targets, predictions, k) => isInTopK(whole(tensorOf(targets)), tensorOf(predictions), k),
);
/** Where values would be put into an ascending sequence. */
export const searchsorted: KerasOperation<
  'sortedSequence, values, side:text="left"'
> = operation(
  "searchsorted",
  'sortedSequence, values, side:text="left"',
  (sequence, values, side) => {
    const [from, found] = pair(sequence, values);
    if (from.rank !== 1) {
      throw new TypeError(
        `searchsorted: expected sortedSequence of one dimension, received shape [${
          from.shape.join(", ")
        }]`,
      );
    }
    const end = checkOneOf("searchsorted", "side", side, ["left", "right"]);
    const flat = sorted.searchsorted(from, reshape(found, [-1]), { side: end });
    return reshape(flat, found.shape);
  },
);
/** How many of the ascending edges are not above each element. */
export const digitize: KerasOperation<"x, bins:tensors"> = operation(
  "digitize",
  "x, bins:tensors",
  (x, bins) => {
    const [values, edges] = pair(floats(x), floats(bins as number[]));
    const flat = sorted.searchsorted(edges, reshape(values, [-1]), { side: "right" });
    return reshape(flat, values.shape);
  },
);
/** How often each whole number is there, or the sum of its weights. */
export const bincount: KerasOperation<
  "x, weights:optionalTensor=null, minlength:number=0, sparse:flag=false"
> = operation(
  "bincount",
  "x, weights:optionalTensor=null, minlength:number=0, sparse:flag=false",
  (x, weights, minlength, sparse) => {
    checkDense("bincount", sparse);
    const given = cast(tensorOf(x), "int32");
    const options = { minlength, ...given.rank > 1 && { axis: -1 } };
    return weights === null
      ? counts(given, options)
      : counts(given, { ...options, weights: tensorOf(weights) });
  },
);

/** There are dense tensors only. */
function checkDense(name: string, sparse: boolean): void {
  if (!sparse) return;
  throw new RangeError(`${name}: expected sparse to be false; there are dense tensors only`);
}

/** How many elements lie between even edges, and the edges. */
export const histogram: KerasOperation<
  "x, bins:number=10, range:anything=null",
  [counts: Tensor, edges: Tensor]
> = operation(
  "histogram",
  "x, bins:number=10, range:anything=null",
  (x, bins, ends): [counts: Tensor, edges: Tensor] => {
    const all = reshape(floats(x), [-1]);
    const [low, high] = ends === null
      ? [reduceMin(all), reduceMax(all)]
      : (ends as number[]).map((it) => cast(tensorOf(it), all.dtype)) as [Tensor, Tensor];
    const edges = cast(linspace(low, high, bins + 1), all.dtype);
    const isInside = logicalAnd(greaterEqual(all, low), lessEqual(all, high));
    const inner = sliced(edges, [1], [bins - 1]);
    const place = sorted.searchsorted(inner, all, { side: "right" });
    const ones = cast(isInside, all.dtype);
    const found = scattered.scatterNd(reshape(place, [-1, 1]), ones, [bins]);
    return [found, edges];
  },
);
/** Whether each element of `x1` is anywhere in `x2`. */
export const isin: KerasOperation<
  "x1, x2, assumeUnique:flag=false, invert:flag=false"
> = operation(
  "isin",
  "x1, x2, assumeUnique:flag=false, invert:flag=false",
  (x1, x2, _assumeUnique, invert) => {
    const [a, b] = pair(x1, x2);
    const found = reduceAny(equal(reshape(a, [...a.shape, 1]), reshape(b, [-1])), -1);
    return invert ? logicalNot(found) : found;
  },
);
