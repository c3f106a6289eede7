/**
 * Cross entropies of logits: `tf.nn.softmaxCrossEntropyWithLogits`,
 * `tf.nn.sparseSoftmaxCrossEntropyWithLogits`, `tf.nn.sigmoidCrossEntropyWithLogits`,
 * `tf.nn.weightedCrossEntropyWithLogits`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { add, multiply, negative, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { softplus } from "../../primitives/math/soft.ts";
import {
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from "../../primitives/nn/cross_entropy.ts";
import { sigmoidCrossEntropy } from "../../primitives/nn/sigmoid_cross_entropy.ts";
import { requireFloat, requireIndices } from "../../primitives/support/infer.ts";
import { sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor, isPlain } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis } from "../integers.ts";
import { checkKnown } from "../array/indices.ts";

/** Arguments of {@linkcode softmaxCrossEntropyWithLogits}. */
export interface SoftmaxCrossEntropyArguments {
  /** Probabilities of the classes that sum to 1 along the axis; converted to the dtype of the logits. */
  labels: TensorLike;
  /** Logarithms of the predicted probabilities, up to a constant. */
  logits: TensorLike;
  /** The axis of the classes; default -1. */
  axis?: IntegerLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Throws for tensors without an axis of classes. */
function requireClasses(where: string, logits: Tensor): void {
  requireFloat(where.slice(3), logits.aval);
  if (logits.rank > 0) return;
  throw new TypeError(
    `${where}: expected logits of at least one dimension, received shape ${
      formatShape(logits.shape)
    }`,
  );
}

/** Throws unless there is one row of labels, or as many as of logits; TensorFlow pairs rows, not axes. */
function requireRows(where: string, labels: Shape, logits: Shape, axis: number): void {
  const rowsOf = (shape: Shape) => sizeOf(shape.filter((_, i) => i !== shape.length + axis));
  const [a, b] = [rowsOf(labels), rowsOf(logits)];
  if ((a === b || a === 1) && (axis === -1 || labels.length === logits.length)) return;
  throw new TypeError(
    `${where}: expected as many rows of labels as of logits, or one, received shapes ${
      formatShape(labels)
    } and ${formatShape(logits)}; use tf.broadcastTo`,
  );
}

/** Rows of the last axis. */
function asRows(x: Tensor): Tensor {
  const classes = x.shape.at(-1)!;
  const rows = x.shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
  return reshape(x, [rows, classes]);
}

/**
 * `-sum(labels log(softmax(logits)))` along an axis.
 *
 * The gradient for the logits is `softmax(logits) - labels`: the derivative where labels sum to 1.
 *
 * @throws {TypeError} for shapes that do not broadcast, or logits that are no floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.nn.softmaxCrossEntropyWithLogits([0, 1], [0, 0]);
 * assertAlmostEquals(Number(loss), Math.log(2), 1e-6);
 * ```
 */
export const softmaxCrossEntropyWithLogits: Operation<
  SoftmaxCrossEntropyArguments,
  ["labels", "logits", "axis", "name"],
  Tensor
> = bind(
  "tf.nn.softmaxCrossEntropyWithLogits",
  ["labels", "logits", "axis", "name"],
  2,
  (labels, logits, axis) => {
    const where = "tf.nn.softmaxCrossEntropyWithLogits";
    const x = asTensor(where, logits);
    requireClasses(where, x);
    const z = asTensor(where, labels);
    if (z.rank === 0) {
      throw new TypeError(
        `${where}: expected labels of at least one dimension, received shape ()`,
      );
    }
    const shape = broadcastShapes(where.slice(3), z.shape, x.shape);
    const fromEnd = asAxis(where, axis ?? -1, x.rank) - x.rank;
    requireRows(where, z.shape, x.shape, fromEnd);
    const place = shape.length + fromEnd;
    return internally(() => {
      const order = shape.map((_, it) => it).filter((it) => it !== place);
      const rows = (it: Tensor) => asRows(transpose(broadcastTo(it, shape), [...order, place]));
      const loss = softmaxCrossEntropy(rows(x), rows(cast(z, x.dtype)));
      return reshape(loss, x.shape.filter((_, it) => it !== x.rank + fromEnd));
    });
  },
);

/** Arguments of {@linkcode sparseSoftmaxCrossEntropyWithLogits}. */
export interface SparseSoftmaxCrossEntropyArguments {
  /** The right classes, int32 or int64; plain numbers count as int32. */
  labels: TensorLike;
  /** Logarithms of the predicted probabilities, up to a constant, `[..., classes]`. */
  logits: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `-log(softmax(logits))[label]` for each label.
 *
 * @throws {TypeError} unless labels have the shape of the logits without its last dimension.
 * @throws {RangeError} for labels that are no class: at the call, or when they are computed.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.nn.sparseSoftmaxCrossEntropyWithLogits(1, [0, 0]);
 * assertAlmostEquals(Number(loss), Math.log(2), 1e-6);
 * ```
 */
export const sparseSoftmaxCrossEntropyWithLogits: Operation<
  SparseSoftmaxCrossEntropyArguments,
  ["labels", "logits", "name"],
  Tensor
> = bind(
  "tf.nn.sparseSoftmaxCrossEntropyWithLogits",
  ["labels", "logits", "name"],
  2,
  (labels, logits) => {
    const where = "tf.nn.sparseSoftmaxCrossEntropyWithLogits";
    const x = asTensor(where, logits);
    requireClasses(where, x);
    const z = isPlain(labels) ? asTensor(where, labels, "int32") : asTensor(where, labels);
    requireIndices(where.slice(3), "labels", z.aval);
    if (!sameShape(z.shape, x.shape.slice(0, -1))) {
      throw new TypeError(
        `${where}: expected labels of shape ${
          formatShape(x.shape.slice(0, -1))
        }, that of the logits without its last dimension, received shape ${formatShape(z.shape)}`,
      );
    }
    checkKnown(where, "labels", z, x.shape.slice(-1));
    return internally(() =>
      reshape(sparseSoftmaxCrossEntropy(asRows(x), reshape(z, [z.size])), z.shape)
    );
  },
);

/** Arguments of {@linkcode sigmoidCrossEntropyWithLogits}. */
export interface SigmoidCrossEntropyArguments {
  /** Probabilities between 0 and 1, of the dtype and shape of the logits. */
  labels: TensorLike;
  /** Logarithms of the predicted odds. */
  logits: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Labels and logits of one shape and dtype of floats. */
function asPair(where: string, labels: TensorLike, logits: TensorLike): readonly [Tensor, Tensor] {
  const [z, x] = asOperands(where, labels, logits);
  if (!isFloating(x.dtype) || z.dtype !== x.dtype) {
    throw new TypeError(
      `${where}: expected labels and logits of one dtype of floats, received ${z.dtype} and ${x.dtype}; convert one with tf.cast`,
    );
  }
  if (sameShape(z.shape, x.shape)) return [z, x];
  throw new TypeError(
    `${where}: expected labels and logits of one shape, received ${formatShape(z.shape)} and ${
      formatShape(x.shape)
    }`,
  );
}

/**
 * `-z log(sigmoid(x)) - (1 - z) log(1 - sigmoid(x))` for each element of labels `z` and logits `x`,
 * computed as `max(x, 0) - x z + log(1 + e^-|x|)`.
 *
 * @throws {TypeError} unless labels and logits have one shape and one dtype of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.nn.sigmoidCrossEntropyWithLogits(1, 0)), Math.log(2), 1e-6);
 * ```
 */
export const sigmoidCrossEntropyWithLogits: Operation<
  SigmoidCrossEntropyArguments,
  ["labels", "logits", "name"],
  Tensor
> = bind(
  "tf.nn.sigmoidCrossEntropyWithLogits",
  ["labels", "logits", "name"],
  2,
  (labels, logits) => {
    const [z, x] = asPair("tf.nn.sigmoidCrossEntropyWithLogits", labels, logits);
    return sigmoidCrossEntropy(x, z);
  },
);

/** Arguments of {@linkcode weightedCrossEntropyWithLogits}. */
export interface WeightedCrossEntropyArguments extends SigmoidCrossEntropyArguments {
  /** What positive labels count, as a number or a tensor that broadcasts. */
  posWeight: TensorLike;
}

/**
 * `-w z log(sigmoid(x)) - (1 - z) log(1 - sigmoid(x))` for each element of labels `z` and logits `x`,
 * with a weight `w` for positive labels.
 *
 * @throws {TypeError} unless labels and logits have one shape and one dtype of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.nn.weightedCrossEntropyWithLogits(1, 0, 3)), 3 * Math.log(2), 1e-6);
 * ```
 */
export const weightedCrossEntropyWithLogits: Operation<
  WeightedCrossEntropyArguments,
  ["labels", "logits", "posWeight", "name"],
  Tensor
> = bind(
  "tf.nn.weightedCrossEntropyWithLogits",
  ["labels", "logits", "posWeight", "name"],
  3,
  (labels, logits, posWeight) => {
    const where = "tf.nn.weightedCrossEntropyWithLogits";
    const [z, x] = asPair(where, labels, logits);
    const [, weight] = asOperands(where, x, posWeight);
    const one = scalar(1, x.dtype);
    return internally(() => {
      const weights = add(one, multiply(subtract(weight, one), z));
      const linear = multiply(subtract(one, z), x);
      return add(linear, multiply(weights, softplus(negative(x))));
    });
  },
);
