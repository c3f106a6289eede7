/**
 * Shapes and the order of elements, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.ravel([[1, 2], [3, 4]]).shape, [4]);
 * ```
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import { broadcastTo as broadcast } from "../ops/array/broadcast.ts";
import { concat } from "../ops/array/concat.ts";
import { expandDims as expand, squeeze as squeezed } from "../ops/array/expand_dims.ts";
import { gather } from "../ops/array/gather.ts";
import { identity } from "../ops/array/identity.ts";
import { pad as padded } from "../ops/array/pad.ts";
import { reshape as reshaped } from "../ops/array/reshape.ts";
import { reverse, roll as rolled } from "../ops/array/reverse.ts";
import { repeat as repeated, tile as tiled } from "../ops/array/tile.ts";
import { transpose as transposed } from "../ops/array/transpose.ts";
import { checkOneOf } from "../errors/checks.ts";
import { asAxes, asAxis, asOneOrMore } from "../ops/integers.ts";
import { cast } from "../ops/math/cast.ts";
import { floordiv, floormod } from "../ops/math/division.ts";
import { KerasTensor, type SymbolicShape } from "../tensor/keras_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, fromFront, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

const range = (count: number): number[] => Array.from({ length: count }, (_, it) => it);

/** Dimensions, `null` for those of a symbolic tensor that are not known. */
export const shape: KerasOperation<"x", SymbolicShape> = operation(
  "shape",
  "x",
  (x): SymbolicShape => x instanceof KerasTensor ? x.shape : tensorOf(x).shape,
);
/** The number of dimensions. */
export const ndim: KerasOperation<"x", number> = operation(
  "ndim",
  "x",
  (x) => x instanceof KerasTensor ? x.rank : tensorOf(x).rank,
);
/** How many elements there are; of a symbolic tensor `null` where that is not known. */
export const size: KerasOperation<"x", number | null> = operation("size", "x", (x) => {
  const dims: SymbolicShape = x instanceof KerasTensor ? x.shape : tensorOf(x).shape;
  return dims.reduce<number | null>(
    (product, dim) => product === null || dim === null ? null : product * dim,
    1,
  );
});
/** Elements in another shape; one dimension may be -1. */
export const reshape: KerasOperation<"x, newshape:shape"> = operation(
  "reshape",
  "x, newshape:shape",
  (x, newshape) => reshaped(tensorOf(x), typeof newshape === "number" ? [newshape] : newshape),
);
/** All elements in one dimension. */
export const ravel: KerasOperation<"x"> = operation(
  "ravel",
  "x",
  (x) => reshaped(tensorOf(x), [-1]),
);
/** A tensor of the same values. */
export const copy: KerasOperation<"x"> = operation("copy", "x", (x) => identity(tensorOf(x)));
/** Axes in another order; default: turned round. */
export const transpose: KerasOperation<"x, axes=null"> = operation(
  "transpose",
  "x, axes=null",
  (x, axes) => {
    const tensor = tensorOf(x);
    return transposed(
      tensor,
      axes === null ? null : asOneOrMore("axes", "axes", axes)
        .map((it) => asAxis("axes", it, tensor.rank)),
    );
  },
);
/** Two axes exchanged. */
export const swapaxes: KerasOperation<"x, axis1:axis, axis2:axis"> = operation(
  "swapaxes",
  "x, axis1:axis, axis2:axis",
  (x, axis1, axis2) => {
    const tensor = tensorOf(x);
    const order = range(tensor.rank);
    const [a, b] = [axis1, axis2].map((it) => asAxis("axis", it, tensor.rank)) as [number, number];
    [order[a], order[b]] = [b, a];
    return transposed(tensor, order);
  },
);

/** Moves axes to other places. */
export function movedAxes(x: Tensor, from: readonly number[], to: readonly number[]): Tensor {
  const [source, destination] = [from, to].map((list) =>
    list.map((it) => asAxis("axis", it, x.rank))
  ) as [number[], number[]];
  const order = range(x.rank).filter((it) => !source.includes(it));
  for (
    const [place, axis] of destination.map((it, i) => [it, source[i]!] as const)
      .sort((a, b) => a[0] - b[0])
  ) order.splice(place, 0, axis);
  return transposed(x, order);
}

/**
 * Axes moved to other places; the others keep their order.
 *
 * @throws {RangeError} for as many places as there are no axes.
 */
export const moveaxis: KerasOperation<"x, source:sizes, destination:sizes"> = operation(
  "moveaxis",
  "x, source:sizes, destination:sizes",
  (x, source, destination) => {
    const from = asOneOrMore("moveaxis", "source", source);
    const to = asOneOrMore("moveaxis", "destination", destination);
    if (from.length !== to.length) {
      throw new RangeError(
        `moveaxis: expected as many destinations as sources, received source=[${
          from.join(", ")
        }] and destination=[${to.join(", ")}]`,
      );
    }
    return movedAxes(tensorOf(x), from, to);
  },
);
/** A new axis of length 1, or several. */
export const expandDims: KerasOperation<"x, axis:sizes"> = operation(
  "expandDims",
  "x, axis:sizes",
  (x, axis) => {
    const tensor = tensorOf(x);
    if (typeof axis === "number") return expand(tensor, axis);
    const rank = tensor.rank + axis.length;
    return axis.map((it) => asAxis("axis", it, rank)).sort((a, b) => a - b)
      .reduce((sofar, it) => expand(sofar, it), tensor);
  },
);
/** Without axes of length 1: those given, or all. */
export const squeeze: KerasOperation<"x, axis:axes=null"> = operation(
  "squeeze",
  "x, axis:axes=null",
  (x, axis) => squeezed(tensorOf(x), axis),
);
/** Repeated to a shape. */
export const broadcastTo: KerasOperation<"x, shape"> = operation(
  "broadcastTo",
  "x, shape",
  (x, dims) => broadcast(tensorOf(x), dims),
);
/** The whole tensor again and again. */
export const tile: KerasOperation<"x, repeats:sizes"> = operation(
  "tile",
  "x, repeats:sizes",
  (x, repeats) => {
    const tensor = tensorOf(x);
    const counts = asOneOrMore("tile", "repeats", repeats, { min: 0 });
    const rank = Math.max(tensor.rank, counts.length);
    const front = (list: readonly number[]) => [...new Array(rank - list.length).fill(1), ...list];
    return tiled(reshaped(tensor, front(tensor.shape)), front(counts));
  },
);
/** Each element again and again; without an axis, of the flattened tensor. */
export const repeat: KerasOperation<"x, repeats:sizes, axis:optionalAxis=null"> = operation(
  "repeat",
  "x, repeats:sizes, axis:optionalAxis=null",
  (x, repeats, axis) => {
    const counts = typeof repeats !== "number" && repeats.length === 1 ? repeats[0]! : repeats;
    return repeated(tensorOf(x), counts, axis);
  },
);
/** Elements the other way round along axes, or along all. */
export const flip: KerasOperation<"x, axis:axes=null"> = operation(
  "flip",
  "x, axis:axes=null",
  (x, axis) => {
    const tensor = tensorOf(x);
    return reverse(tensor, axis === null ? range(tensor.rank) : asAxes("axis", axis, tensor.rank));
  },
);
/** Columns the other way round. */
export const fliplr: KerasOperation<"x"> = operation(
  "fliplr",
  "x",
  (x) => reverse(tensorOf(x), [1]),
);
/** Rows the other way round. */
export const flipud: KerasOperation<"x"> = operation(
  "flipud",
  "x",
  (x) => reverse(tensorOf(x), [0]),
);
/** Elements moved on; what falls out comes in at the other end. */
export const roll: KerasOperation<"x, shift:sizes, axis:axes=null"> = operation(
  "roll",
  "x, shift:sizes, axis:axes=null",
  (x, shift, axis) => {
    const tensor = tensorOf(x);
    if (axis !== null) {
      const shifts = asOneOrMore("roll", "shift", shift);
      const axes = asOneOrMore("roll", "axis", axis);
      return rolled(tensor, axes.map((_, i) => shifts[i] ?? shifts[0]!), axes);
    }
    const steps = asOneOrMore("roll", "shift", shift).reduce((sum, it) => sum + it, 0);
    return reshaped(rolled(reshaped(tensor, [-1]), steps, 0), tensor.shape);
  },
);
/**
 * Turned by quarters in the plane of two axes, from the first towards the second.
 *
 * @throws {RangeError} for axes that are not two different ones.
 */
export const rot90: KerasOperation<"array, k:number=1, axes:numbers=[0,1]"> = operation(
  "rot90",
  "array, k:number=1, axes:numbers=[0,1]",
  (array, k, plane) => {
    const x = tensorOf(array);
    const [a, b] = plane.map((it) => asAxis("axes", it, x.rank)) as [number, number];
    if (plane.length !== 2 || a === b) {
      throw new RangeError(
        `rot90: expected axes to be two different ones, received axes=[${plane.join(", ")}]`,
      );
    }
    const turns = ((k % 4) + 4) % 4;
    const order = range(x.rank).with(a, b).with(b, a);
    if (turns === 0) return x;
    if (turns === 2) return reverse(x, [a, b]);
    return turns === 1 ? transposed(reverse(x, [b]), order) : reverse(transposed(x, order), [b]);
  },
);
/** Filled up at its edges: with a value, or with what lies there. */
export const pad: KerasOperation<
  'x, padWidth, mode:text="constant", constantValues:optionalTensor=null'
> = operation(
  "pad",
  'x, padWidth, mode:text="constant", constantValues:optionalTensor=null',
  (x, padWidth, mode, constantValues) => {
    const tensor = tensorOf(x);
    const widths = paddings(padWidth, tensor.rank);
    checkOneOf("pad", "mode", mode, ["constant", "reflect", "symmetric"]);
    if (mode !== "constant") return padded(tensor, widths, mode.toUpperCase() as "REFLECT");
    const value = constantValues ?? (isFloating(tensor.dtype) ? 0 : cast(0, tensor.dtype));
    return padded(tensor, widths, "CONSTANT", value as number);
  },
);

/** Before and after each axis: one number for all, two, or two for each. */
function paddings(given: number | readonly unknown[], rank: number): [number, number][] {
  const list = typeof given === "number" ? [given] : given;
  const pairs = list.every((it) => typeof it === "number") ? [list] : list;
  const read = (it: unknown): [number, number] => {
    const [before, after = before] = asOneOrMore("pad", "padWidth", it, { min: 0 });
    return [before!, after!];
  };
  return range(rank).map((axis) => read(pairs.length === 1 ? pairs[0] : pairs[axis]));
}

/** The element at an index: `"1:3"` are ranges, as in `x.at(...)`. */
export const getItem: KerasOperation<"x, key:index"> = operation(
  "getItem",
  "x, key:index",
  (x, key) => tensorOf(x).at(...(Array.isArray(key) ? key : [key])),
);
/** Places in the flattened tensor as places along each axis. */
export const unravelIndex: KerasOperation<"indices, shape", Tensor[]> = operation(
  "unravelIndex",
  "indices, shape",
  (indices, dims): Tensor[] => unravelled(indices, dims),
);

function unravelled(indices: TensorLike, dims: number | readonly number[]): Tensor[] {
  const at = tensorOf(indices);
  const list = typeof dims === "number" ? [dims] : dims;
  const whole = isFloating(at.dtype) ? cast(at, "int32") : at;
  const number = (value: number) => cast(value, whole.dtype);
  return list.map((dim, axis) => {
    const step = list.slice(axis + 1).reduce((product, it) => product * it, 1);
    return floormod(floordiv(whole, number(step)), number(dim));
  });
}
/** Values beside those of a tensor; without an axis, both flattened. */
export const append: KerasOperation<"x1, x2, axis:optionalAxis=null"> = operation(
  "append",
  "x1, x2, axis:optionalAxis=null",
  (x1, x2, axis) => {
    const parts = alike([x1, x2]);
    return axis === null ? concat(parts.map((it) => reshaped(it, [-1])), 0) : concat(parts, axis);
  },
);
/** Elements at places along an axis, or of the flattened tensor; negative places count from the end. */
export const take: KerasOperation<"x, indices, axis:optionalAxis=null"> = operation(
  "take",
  "x, indices, axis:optionalAxis=null",
  (x, indices, axis) => {
    const tensor = axis === null ? reshaped(tensorOf(x), [-1]) : tensorOf(x);
    const at = asAxis("axis", axis ?? 0, tensor.rank);
    return gather(tensor, fromFront(tensorOf(indices), tensor.shape[at]!), { axis: at });
  },
);
