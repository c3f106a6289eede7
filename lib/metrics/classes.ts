/**
 * Labels as classes: checks that they fit the predictions, before anything is computed.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { cast } from "../primitives/math/cast.ts";
import { equal } from "../primitives/math/comparison.ts";
import { argmax } from "../primitives/reduction/arg_extreme.ts";
import { reshape } from "../primitives/array/reshape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { withoutLastAxis } from "./ranks.ts";

/**
 * Checks labels and predictions that have a value for each class.
 *
 * @throws {TypeError} for different shapes, or without an axis of classes.
 */
export function checkOneHot(where: string, yTrue: Tensor, yPred: Tensor): void {
  if (yPred.rank > 0 && `${yTrue.shape}` === `${yPred.shape}`) return;
  throw new TypeError(
    `${where}: expected yTrue and yPred of one shape (..., classes), received ${
      formatShape(yTrue.shape)
    } and ${formatShape(yPred.shape)}`,
  );
}

/**
 * Labels that are numbers of classes, in the shape of the predictions without their last axis.
 *
 * @throws {TypeError} for other shapes.
 */
export function sparseLabels(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const expected = yPred.shape.slice(0, -1);
  const isColumn = yPred.rank > 0 && yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
  const labels = isColumn ? withoutLastAxis(yTrue) : yTrue;
  if (yPred.rank > 0 && `${labels.shape}` === `${expected}` && labels.rank === expected.length) {
    return labels;
  }
  throw new TypeError(
    `${where}: expected yTrue of shape (...) or (..., 1) and yPred of shape (..., classes), received ${
      formatShape(yTrue.shape)
    } and ${formatShape(yPred.shape)}`,
  );
}

/** 1 where the largest prediction is the label's, else 0: one value for each row. */
export function matchOneHot(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  checkOneHot(where, yTrue, yPred);
  const axis = yPred.rank - 1;
  return cast(equal(argmax(yTrue, axis, "int64"), argmax(yPred, axis, "int64")), "float32");
}

/** 1 where the largest prediction is of the label's class, else 0: one value for each row. */
export function matchSparse(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const labels = sparseLabels(where, yTrue, yPred);
  const places = argmax(yPred, yPred.rank - 1, "int64");
  // As Keras, in the type of the predictions: a label of 1.5 is no class.
  const right = equal(cast(labels, yPred.dtype), cast(places, yPred.dtype));
  const found = cast(right, "float32");
  return found.rank > 1 && found.shape.at(-1) === 1 ? withoutLastAxis(found) : found;
}

/** A tensor with all axes but the last as one. */
export function asRows(x: Tensor): Tensor {
  const columns = x.shape.at(-1)!;
  const rows = x.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  return reshape(x, [rows, columns]);
}
