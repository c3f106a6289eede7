/**
 * Broadcasting: `tf.broadcastTo`, `tf.broadcastStaticShape`, `tf.broadcastDynamicShape`,
 * `tf.ensureShape`, `tf.meshgrid`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { atCaller } from "../../errors/caller.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/broadcast_to.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, bindArguments, isOptions, named, type Operation } from "../bind.ts";
import { asShape } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode broadcastTo}. */
export interface BroadcastToArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** Dimensions that those of `input` broadcast to. */
  shape: ShapeLike;
}

/**
 * The tensor's elements at each place of a larger shape.
 *
 * @throws {TypeError} if the tensor's shape does not broadcast to it.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.broadcastTo([1, 2], [2, 2]).numpy().toArray(), [[1, 2], [1, 2]]);
 * ```
 */
export const broadcastTo: Operation<BroadcastToArguments, ["input", "shape", "name"], Tensor> =
  bind("tf.broadcastTo", ["input", "shape", "name"], 2, (input, shape) => {
    const x = asTensor("tf.broadcastTo", input);
    return distinct(primitives.broadcastTo(x, asShape("tf.broadcastTo", shape)), x);
  });

/** Arguments of {@linkcode broadcastStaticShape} and {@linkcode broadcastDynamicShape}. */
export interface BroadcastShapeArguments {
  /** Dimensions. */
  shapeX: ShapeLike;
  /** Other ones. */
  shapeY: ShapeLike;
}

/**
 * The shape that two shapes broadcast to.
 *
 * @throws {TypeError} if they do not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.broadcastStaticShape([2, 1], [3]), [2, 3]);
 * ```
 */
export const broadcastStaticShape: Operation<
  BroadcastShapeArguments,
  ["shapeX", "shapeY"],
  number[]
> = bind("tf.broadcastStaticShape", ["shapeX", "shapeY"], 2, (shapeX, shapeY) => {
  const where = "tf.broadcastStaticShape";
  const [x, y] = [asShape(where, shapeX, "shapeX"), asShape(where, shapeY, "shapeY")];
  return [...broadcastShapes("broadcastStaticShape", x, y)];
});

/**
 * The shape that two shapes broadcast to, as an int32 tensor.
 *
 * @throws {TypeError} if they do not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.broadcastDynamicShape([2, 1], [3]).numpy().toArray(), [2, 3]);
 * ```
 */
export const broadcastDynamicShape: Operation<
  BroadcastShapeArguments,
  ["shapeX", "shapeY"],
  Tensor
> = bind("tf.broadcastDynamicShape", ["shapeX", "shapeY"], 2, (shapeX, shapeY) => {
  const where = "tf.broadcastDynamicShape";
  const [x, y] = [asShape(where, shapeX, "shapeX"), asShape(where, shapeY, "shapeY")];
  const shape = broadcastShapes("broadcastDynamicShape", x, y);
  return leaf(Int32Array.from(shape), aval("int32", [shape.length]));
});

/** Arguments of {@linkcode ensureShape}. */
export interface EnsureShapeArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** Dimensions; `null` for those that may be anything. */
  shape: readonly (number | null)[] | null;
}

/**
 * The tensor itself, if it has a shape.
 *
 * @throws {TypeError} if it has another one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.ensureShape(tf.zeros([2, 3]), [null, 3]).shape, [2, 3]);
 * ```
 */
export const ensureShape: Operation<EnsureShapeArguments, ["x", "shape", "name"], Tensor> = bind(
  "tf.ensureShape",
  ["x", "shape", "name"],
  2,
  (x, shape) => {
    const tensor = asTensor("tf.ensureShape", x);
    if (shape === null) return distinct(tensor, tensor);
    if (!Array.isArray(shape)) {
      throw new TypeError(
        `tf.ensureShape: expected shape to be an array of dimensions, received shape=${
          formatValue(shape)
        }`,
      );
    }
    const fits = shape.length === tensor.rank &&
      shape.every((dim, axis) => dim === null || dim === tensor.shape[axis]);
    if (fits) return distinct(tensor, tensor);
    throw new TypeError(
      `tf.ensureShape: expected a tensor of shape ${formatShape(shape)}, received shape ${
        formatShape(tensor.shape)
      }`,
    );
  },
);

/** Options of {@linkcode meshgrid}. */
export interface MeshgridOptions extends Named {
  /** `"xy"`: the first two axes change places, as in plots; `"ij"`: they do not. Default `"xy"`. */
  indexing?: "xy" | "ij";
}

/**
 * Coordinates of a grid: for vectors of lengths `n1, n2, ...` as many tensors of shape
 * `[n2, n1, ...]`, or `[n1, n2, ...]` with `indexing: "ij"`, each with one vector along its axis.
 *
 * @returns As many tensors as vectors.
 * @throws {TypeError} for vectors of two dtypes.
 * @throws {RangeError} for another `indexing`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [x, y] = tf.meshgrid([1, 2], [3, 4]);
 * assertEquals(x!.numpy().toArray(), [[1, 2], [1, 2]]);
 * assertEquals(y!.numpy().toArray(), [[3, 3], [4, 4]]);
 * ```
 */
export function meshgrid(...args: readonly (TensorLike | MeshgridOptions)[]): Tensor[] {
  const where = "tf.meshgrid";
  try {
    const last = args.at(-1);
    const options = isOptions(last) ? [last] : [];
    const vectors = (options.length > 0 ? args.slice(0, -1) : args)
      .map((it) => asTensor(where, it as TensorLike));
    const other = vectors.find(({ dtype }) => dtype !== vectors[0]!.dtype);
    if (other !== undefined) {
      throw new TypeError(
        `${where}: expected vectors of one dtype, received ${
          vectors[0]!.dtype
        } and ${other.dtype}; use tf.cast`,
      );
    }
    const [given] = bindArguments({ where, names: ["indexing", "name"], required: 0 }, options);
    const indexing = checkOneOf(where, "indexing", given ?? "xy", ["xy", "ij"]);
    const order = vectors.map((_, axis) => axis);
    if (indexing === "xy" && vectors.length > 1) [order[0], order[1]] = [1, 0];
    const shape = order.map((axis) => vectors[axis]!.size);
    return vectors.map((vector, i) =>
      internally(() => {
        const line = shape.map((dim, axis) => order[axis] === i ? dim : 1);
        return distinct(primitives.broadcastTo(reshape(vector, line), shape), vector);
      })
    );
  } catch (error) {
    throw atCaller(named(where, error), meshgrid);
  }
}
