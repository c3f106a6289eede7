/**
 * Shapes of labels, predictions and weights beside each other: as Keras, a last axis of length 1 is
 * added or dropped where one has it and the other has not.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";

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
 * @throws {TypeError} for shapes that do not fit.
 */
export function fitted(where: string, yTrue: Tensor, yPred: Tensor): readonly [Tensor, Tensor] {
  const [a, b] = toSameRank(cast(yTrue, yPred.dtype), yPred);
  const isOne = a.rank === 0 || b.rank === 0;
  if ((isOne || a.rank === b.rank) && jointShape(a.shape, b.shape) !== undefined) return [a, b];
  throw unfit(where, yTrue, yPred);
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
