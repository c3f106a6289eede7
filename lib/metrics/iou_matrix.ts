/**
 * How often each class was predicted for each: the matrix that intersections over unions are computed
 * from.
 *
 * @module
 */
import { type DType, isFloating } from "../arrays/dtypes.ts";
import { formatShape } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { toSameRank } from "../losses/shapes.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { add, multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { greaterEqual, less, notEqual } from "../primitives/math/comparison.ts";
import { logicalAnd } from "../primitives/math/logical.ts";
import { where as select } from "../primitives/math/where.ts";
import { argmax } from "../primitives/reduction/arg_extreme.ts";
import { unsortedSegmentSum } from "../primitives/reduction/unsorted_segment.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import type { Batch } from "./arguments.ts";
import { axisOf, unfit, withoutLastAxis } from "./ranks.ts";

/** What labels and predictions are. */
export interface Classes {
  readonly numClasses: number;
  readonly ignoreClass: number | null;
  readonly sparseYTrue: boolean;
  readonly sparseYPred: boolean;
  readonly axis: number;
  readonly dtype: DType;
}

/**
 * The weights of each pair of a label (row) and a prediction (column) in a batch, added:
 * `(classes, classes)`. Pairs with a class that is not there, or that is ignored, do not count.
 *
 * @throws {TypeError} for shapes that do not fit.
 */
export function pairsOf(batch: Batch, classes: Classes): Tensor {
  const { numClasses: count, dtype } = classes;
  const labels = sparse(batch.where, "yTrue", batch.yTrue, classes.sparseYTrue, classes);
  const predictions = sparse(batch.where, "yPred", batch.yPred, classes.sparseYPred, classes);
  const [a, b] = toSameRank(labels, predictions);
  if (`${a.shape}` !== `${b.shape}`) throw unfit(batch.where, a, b, ["yTrue", "yPred"]);
  const [rows, columns] = [flat(a), flat(b)];
  const weights = weightsOf(batch, a, dtype);
  const isThere = (x: Tensor) =>
    logicalAnd(greaterEqual(x, scalar(0, "int32")), less(x, scalar(count, "int32")));
  let counts = logicalAnd(isThere(rows), isThere(columns));
  if (classes.ignoreClass !== null) {
    counts = logicalAnd(counts, notEqual(rows, scalar(classes.ignoreClass, "int32")));
  }
  const places = add(multiply(rows, scalar(count, "int32")), columns);
  const kept = select(counts, places, scalar(-1, "int32"));
  return reshape(unsortedSegmentSum(weights, kept, count * count), [count, count]);
}

/** Numbers of classes, from values for each class where it has them. */
function sparse(where: string, name: string, x: Tensor, isSparse: boolean, classes: Classes) {
  if (isSparse) return cast(x, "int32");
  const axis = axisOf(where, classes.axis, x.shape);
  if (x.shape[axis] !== classes.numClasses) {
    throw new TypeError(
      `${where}: expected ${name} with a value for each of ${classes.numClasses} classes along axis ${classes.axis}, received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  return argmax(x, axis, "int32");
}

function flat(x: Tensor): Tensor {
  return reshape(x, [x.size]);
}

/** One weight for each label. */
function weightsOf(batch: Batch, labels: Tensor, dtype: DType): Tensor {
  const { where, weight, givenWeight } = batch;
  if (weight === undefined) return broadcastTo(scalar(1, dtype), [labels.size]);
  const isColumn = weight.rank === labels.rank + 1 && weight.shape.at(-1) === 1;
  const own = isColumn ? withoutLastAxis(weight) : weight;
  const fits = own.size === 1 || `${own.shape}` === `${labels.shape}` ||
    (own.rank === 1 && own.size === labels.size);
  if (!fits) {
    throw new TypeError(
      `${where}: expected sampleWeight of shape ${formatShape(labels.shape)}, received shape ${
        formatShape(weight.shape)
      }`,
    );
  }
  const numbers = isFloating(dtype) ? cast(own, dtype) : whole(where, givenWeight, own, dtype);
  return broadcastTo(flat(numbers), [labels.size]);
}

/** Weights as whole numbers: those that are none would be cut off. */
function whole(where: string, given: unknown, weight: Tensor, dtype: DType): Tensor {
  if (!isFloating(weight.dtype)) return cast(weight, dtype);
  if (!(given instanceof Tensor || given instanceof VariableCore)) {
    // Plain numbers: those that are not whole are refused.
    return reshape(asTensor(`${where}: sampleWeight`, given as TensorLike, dtype), weight.shape);
  }
  throw new TypeError(
    `${where}: expected sampleWeight of whole numbers where dtype is ${dtype}, received a tensor of dtype ${weight.dtype}; give the metric { dtype: "float32" }`,
  );
}
