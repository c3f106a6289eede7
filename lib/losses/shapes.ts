/**
 * Labels, predictions and weights beside each other: as Keras, a last axis of length 1 is added or
 * dropped where one has it and the other has not. What fits no better than by chance is an error
 * before anything is computed.
 *
 * @module
 */
import { isFloating, isInteger } from "../arrays/dtypes.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Shape } from "../tensor/aval.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * A tensor of numbers or truth values.
 *
 * @throws {TypeError} for texts and complex numbers.
 */
export function numbersOf(where: string, name: string, value: TensorLike): Tensor {
  const made = asTensor(where, value);
  if (isFloating(made.dtype) || isInteger(made.dtype) || made.dtype === "bool") return made;
  throw new TypeError(
    `${where}: expected ${name} to hold numbers, received ${
      formatValue(made)
    } of dtype ${made.dtype}${
      made.dtype === "string" ? "; number the classes from 0" : "; take its parts with tf.math.real"
    }`,
  );
}

/** Predictions as floats: means of whole numbers would lose their fractions. */
export function floatsOf(where: string, value: TensorLike): Tensor {
  const made = numbersOf(where, "yPred", value);
  return isFloating(made.dtype) ? made : cast(made, "float32");
}

/** Two tensors of one rank, where a last axis of length 1 more or less makes them so. */
export function toSameRank(a: Tensor, b: Tensor): readonly [Tensor, Tensor] {
  if (a.rank === b.rank + 1 && a.shape.at(-1) === 1) {
    return b.rank === 1 ? [a, reshape(b, [...b.shape, 1])] : [reshape(a, a.shape.slice(0, -1)), b];
  }
  if (b.rank === a.rank + 1 && b.shape.at(-1) === 1) {
    return a.rank === 1 ? [reshape(a, [...a.shape, 1]), b] : [a, reshape(b, b.shape.slice(0, -1))];
  }
  return [a, b];
}

/**
 * Throws for ranks that differ by a last axis of length 1, which a class of losses adds or drops, but
 * not its function: Keras's would spread one over the other, or throw.
 *
 * @throws {TypeError} for such ranks.
 */
export function checkRanks(where: string, yTrue: Tensor, yPred: Tensor): void {
  if (yTrue.rank === yPred.rank || yTrue.rank === 0 || yPred.rank === 0) return;
  const [labels, predictions] = toSameRank(yTrue, yPred);
  // The loss itself says what else does not fit.
  if (labels === yTrue && predictions === yPred) return;
  const shape = formatShape(yPred.shape);
  throw new TypeError(
    `${where}: expected yTrue and yPred of the same rank, received shapes ${
      formatShape(yTrue.shape)
    } and ${shape}${yTrue.size === yPred.size ? `; reshape yTrue to ${shape}` : ""}`,
  );
}

/** The shape of two that are computed with each other; `undefined` if they do not fit. */
export function jointShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const joint: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const [one, other] = [a.at(axis) ?? 1, b.at(axis) ?? 1];
    if (one !== other && one !== 1 && other !== 1) return undefined;
    joint.push(one === 1 ? other : one);
  }
  return joint;
}

/**
 * Labels and predictions of one rank and type that can be computed with each other.
 *
 * One number for all outputs of a row would be spread over them by Keras, which nobody sees: it is
 * an error here.
 *
 * @throws {TypeError} for shapes that do not fit.
 */
export function fitted(where: string, yTrue: Tensor, yPred: Tensor): readonly [Tensor, Tensor] {
  const [a, b] = toSameRank(cast(yTrue, yPred.dtype), yPred);
  const isOne = a.rank === 0 || b.rank === 0;
  const hasOneLast = isOne || a.rank === 1 || a.shape.at(-1) === b.shape.at(-1);
  if ((isOne || a.rank === b.rank) && jointShape(a.shape, b.shape) !== undefined) {
    if (hasOneLast) return [a, b];
    const [labels, outputs] = [a.shape.at(-1), b.shape.at(-1)];
    throw unfit(
      where,
      yTrue,
      yPred,
      `: ${labels} on the last axis beside ${outputs}; make a model with as many outputs as a row has labels, or spread one over the other with tf.broadcastTo`,
    );
  }
  throw unfit(where, yTrue, yPred, hintFor(a.shape, b.shape));
}

/** The same, of which a last axis is reduced. */
export function fittedRows(where: string, yTrue: Tensor, yPred: Tensor): readonly [Tensor, Tensor] {
  const [a, b] = fitted(where, yTrue, yPred);
  if (a.rank > 0 || b.rank > 0) return [a, b];
  throw new TypeError(
    `${where}: expected yTrue and yPred of at least one axis, received shapes () and ()`,
  );
}

/** What to do about labels that may be numbers of classes. */
function hintFor(labels: Shape, predictions: Shape): string {
  const isOfClasses = labels.length === predictions.length - 1 && (predictions.at(-1) ?? 0) > 1 &&
    `${labels}` === `${predictions.slice(0, -1)}`;
  return isOfClasses
    ? "; for labels that are numbers of classes, use sparseCategoricalCrossentropy"
    : "";
}

/** Labels as predictions are: of the same shape and type, else an error. */
export function alike(where: string, yTrue: Tensor, yPred: Tensor, hint = ""): Tensor {
  if (`${yTrue.shape}` === `${yPred.shape}` && yTrue.rank === yPred.rank) {
    return cast(yTrue, yPred.dtype);
  }
  throw unfit(where, yTrue, yPred, hint);
}

/** The error about two shapes that do not fit. */
export function unfit(where: string, yTrue: Tensor, yPred: Tensor, hint = ""): TypeError {
  return new TypeError(
    `${where}: expected yTrue and yPred of shapes that fit each other, received ${
      formatShape(yTrue.shape)
    } and ${formatShape(yPred.shape)}${hint}`,
  );
}

/**
 * Throws for axes that predictions have not.
 *
 * @throws {RangeError} for one that is not there.
 */
export function checkAxes(
  where: string,
  axes: number | readonly number[] | null,
  { rank, shape }: Tensor,
): void {
  if (axes === null) return;
  for (const axis of typeof axes === "number" ? [axes] : axes) {
    checkInteger(where, "axis", axis);
    if (axis >= -rank && axis < rank) continue;
    throw new RangeError(
      `${where}: expected axis from ${-rank} to ${rank - 1} for yPred of shape ${
        formatShape(shape)
      }, received axis=${axis}`,
    );
  }
}
