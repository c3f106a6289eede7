/**
 * Activations that make a distribution of the values along an axis.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { type Axes, reducedAxes } from "../ops/reduction/reduction_operation.ts";
import { asAxis } from "../ops/integers.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { transpose } from "../primitives/array/transpose.ts";
import * as primitives from "../primitives/math/softmax.ts";
import type { IntegerLike } from "../tensor/like.ts";
import { sizeOf } from "../tensor/aval.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type ActivationArguments, at } from "./activation.ts";
import { keepLogits } from "./logits.ts";
import { sparsemaxOf } from "./sparsemax.ts";

/** Arguments of {@linkcode softmax} and {@linkcode logSoftmax}. */
export interface SoftmaxArguments extends ActivationArguments {
  /** Along which axis, or over which several together; `null`: all of them; default -1. */
  axis?: Axes;
}

/** An activation over axes. */
export type SoftmaxActivation = Operation<SoftmaxArguments, ["x", "axis"], Tensor>;

function overAxes(name: string, run: (x: Tensor) => Tensor): SoftmaxActivation {
  return bind<SoftmaxArguments, ["x", "axis"], Tensor>(
    at(name),
    ["x", "axis"],
    1,
    (value, axis) => {
      const x = asTensor(at(name), value);
      const axes = reducedAxes(at(name), axis === undefined ? -1 : axis, x.rank);
      return internally(() => overLast(x, axes, run));
    },
  );
}

/** A function of the last axis over others, which are put together in its place. */
function overLast(x: Tensor, axes: readonly number[], run: (x: Tensor) => Tensor): Tensor {
  if (x.rank === 0 || axes.length === 1 && axes[0] === x.rank - 1) return run(x);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const turned = transpose(x, order);
  const rows = kept.map((axis) => x.shape[axis]!);
  const length = sizeOf(axes.map((axis) => x.shape[axis]!));
  const result = reshape(run(reshape(turned, [...rows, length])), turned.shape);
  return transpose(result, order.map((_, axis) => order.indexOf(axis)));
}

/**
 * `e^x / sum(e^x)` along an axis, without overflow.
 *
 * @throws {RangeError} for an axis that `x` has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.softmax([[7, 7]]).numpy().toArray(), [[0.5, 0.5]]);
 * ```
 */
export const softmax: SoftmaxActivation = overAxes("softmax", (x) => {
  const result = primitives.softmax(x);
  keepLogits(result, { kind: "softmax", x });
  return result;
});

/**
 * `x - log(sum(e^x))` along an axis, without overflow.
 *
 * @throws {RangeError} for an axis that `x` has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.logSoftmax([[-1000, 0]]).numpy().toArray(), [[-1000, 0]]);
 * ```
 */
export const logSoftmax: SoftmaxActivation = overAxes(
  "logSoftmax",
  (x) => primitives.logSoftmax(x),
);

/** Arguments of {@linkcode sparsemax}. */
export interface SparsemaxArguments extends ActivationArguments {
  /** Along which axis; default -1. */
  axis?: IntegerLike | null;
}

/**
 * `max(x - t, 0)` along an axis, as Keras 3.15 computes `t`: of the `k` largest values for which
 * `1 + j x_j` is above the sum `s_j` of the first `j`, it is `(s_1 + ... + s_k - 1) / k`. The paper
 * (Martins and Astudillo, 2016) has `(s_k - 1) / k` there, with which results add up to 1; those of
 * Keras do only where a single value is left.
 *
 * @throws {RangeError} for an axis that `x` has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.sparsemax([3, 1, 0]).numpy().toArray(), [1, 0, 0]);
 * ```
 */
export const sparsemax: Operation<SparsemaxArguments, ["x", "axis"], Tensor> = bind(
  at("sparsemax"),
  ["x", "axis"],
  1,
  (value, axis) => {
    const x = asTensor(at("sparsemax"), value);
    const along = asAxis(at("sparsemax"), axis ?? -1, x.rank);
    return internally(() => overLast(x, [along], sparsemaxOf));
  },
);
