/**
 * Shapes of labels, predictions and weights beside each other: as Keras, a last axis of length 1 is
 * added or dropped where one has it and the other has not. What fits no better than by chance is an
 * error before anything is computed.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { jointShape, toSameRank } from "../losses/shapes.ts";
import { reshape } from "../primitives/array/reshape.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A tensor with another axis of length 1 behind its own. */
export function withLastAxis(x: Tensor): Tensor {
  return reshape(x, [...x.shape, 1]);
}

/** A tensor without its last axis, which has length 1. */
export function withoutLastAxis(x: Tensor): Tensor {
  return reshape(x, x.shape.slice(0, -1));
}

/** Names of two tensors in messages. */
type Names = readonly [string, string];

/**
 * Labels and predictions of one rank, that can be computed with each other.
 *
 * @throws {TypeError} for shapes that do not fit.
 */
export function fitted(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  names: Names = ["yTrue", "yPred"],
): readonly [Tensor, Tensor] {
  const [a, b] = toSameRank(yTrue, yPred);
  const isOne = a.rank === 0 || b.rank === 0;
  if ((isOne || a.rank === b.rank) && jointShape(a.shape, b.shape) !== undefined) return [a, b];
  throw unfit(where, yTrue, yPred, names);
}

/** The error about two shapes that do not fit. */
export function unfit(where: string, a: Tensor, b: Tensor, names: Names): TypeError {
  return new TypeError(
    `${where}: expected ${names[0]} and ${names[1]} of shapes that fit each other, received ${
      formatShape(a.shape)
    } and ${formatShape(b.shape)}`,
  );
}

/**
 * Weights as values have them.
 *
 * @throws {TypeError} for weights that cannot be spread over the values.
 */
export function checkWeights(where: string, shape: Shape, weights: Tensor): void {
  const joint = weights.rank <= shape.length ? jointShape(shape, weights.shape) : undefined;
  if (joint !== undefined && `${joint}` === `${shape}`) return;
  throw new TypeError(
    `${where}: expected sampleWeight of a shape that can be spread over ${
      formatShape(shape)
    }, received shape ${formatShape(weights.shape)}`,
  );
}

/**
 * An axis, counted from the front.
 *
 * @throws {RangeError} for one that is not there.
 */
export function axisOf(where: string, axis: number, shape: Shape): number {
  const rank = shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  checkInteger(where, "axis", axis);
  throw new RangeError(
    `${where}: expected axis from ${-rank} to ${rank - 1} for shape ${
      formatShape(shape)
    }, received axis=${axis}`,
  );
}
