/**
 * Counts of right and wrong predictions at thresholds: true and false positives and negatives, each
 * sample times its weight.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { oneHot } from "../primitives/array/one_hot.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { slice } from "../primitives/array/slice.ts";
import { topK } from "../primitives/array/top_k.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { countByBucket } from "./outcomes_even.ts";
import { countByComparison } from "./outcomes_compared.ts";
import { checkWeights, unfit, withLastAxis } from "./ranks.ts";
import { toSameRank } from "../losses/shapes.ts";
import { LEAST, rowOf } from "./thresholds.ts";

/** How outcomes are counted. */
export interface Counting {
  /** Thresholds. */
  readonly thresholds: readonly number[];
  /** Whether they are as far from each other. */
  readonly isEven: boolean;
  /** How many of the largest predictions can be positive; default: all. */
  readonly topK?: number | null;
  /** Which class counts; default: all. */
  readonly classId?: number | null;
  /** Whether each label has counts of its own. */
  readonly isMultiLabel?: boolean;
  /** How much each label counts. */
  readonly labelWeights?: readonly number[] | null;
}

/** Labels as 0 and 1, predictions and weights of one shape, of float32. */
export interface Prepared {
  readonly labels: Tensor;
  readonly predictions: Tensor;
  readonly weights: Tensor | undefined;
}

/** Counts at each threshold, computed when they are asked for. */
export interface Outcomes {
  readonly truePositives: () => Tensor;
  readonly falsePositives: () => Tensor;
  readonly trueNegatives: () => Tensor;
  readonly falseNegatives: () => Tensor;
}

/**
 * Counts the outcomes of a batch.
 *
 * @throws {TypeError} for shapes that do not fit.
 * @throws {RangeError} for a class that is not there, or more of the largest than there are classes.
 */
export function countOutcomes(batch: Batch, counting: Counting): Outcomes {
  const prepared = prepare(batch, counting);
  return counting.isEven
    ? countByBucket(prepared, counting)
    : countByComparison(prepared, counting);
}

function prepare(batch: Batch, counting: Counting): Prepared {
  const { where } = batch;
  let [predictions, labels] = toSameRank(
    cast(batch.yPred, "float32"),
    cast(batch.yTrue, "float32"),
  );
  if (`${predictions.shape}` !== `${labels.shape}` || predictions.rank === 0) {
    throw unfit(where, batch.yTrue, batch.yPred, ["yTrue", "yPred"]);
  }
  checkClasses(where, predictions, counting);
  const weights = batch.weight && alignedWeights(batch.weight, labels);
  const { topK: most, classId, labelWeights } = counting;
  if (most !== undefined && most !== null) predictions = onlyLargest(predictions, most);
  if (classId !== undefined && classId !== null) {
    labels = classOf(labels, classId);
    predictions = classOf(predictions, classId);
  }
  const { shape } = predictions;
  if (weights) checkWeights(where, shape, weights);
  let all = weights && broadcastTo(weights, shape);
  if (labelWeights !== undefined && labelWeights !== null) {
    if (shape.at(-1) !== labelWeights.length) {
      throw new TypeError(
        `${where}: expected yPred with one of ${labelWeights.length} labels for each of labelWeights in its last axis, received shape ${
          formatShape(shape)
        }`,
      );
    }
    const own = broadcastTo(rowOf(labelWeights), shape);
    all = all === undefined ? own : multiply(all, own);
  }
  return { labels: cast(cast(labels, "bool"), "float32"), predictions, weights: all };
}

function checkClasses(where: string, predictions: Tensor, counting: Counting): void {
  const { topK: most, classId } = counting;
  const { shape } = predictions;
  const classes = shape.at(-1)!;
  if (typeof classId === "number") {
    if (shape.length < 2) {
      throw new TypeError(
        `${where}: expected yPred of shape (..., classes) for classId=${classId}, received shape ${
          formatShape(shape)
        }`,
      );
    }
    if (classId >= classes) {
      throw new RangeError(
        `${where}: expected classId below the number of classes, received classId=${classId} for yPred of shape ${
          formatShape(shape)
        }`,
      );
    }
  }
  if (typeof most === "number" && most > classes) {
    throw new RangeError(
      `${where}: expected topK up to the number of classes, received topK=${most} for yPred of shape ${
        formatShape(shape)
      }`,
    );
  }
}

/** Weights of each sample beside labels with further axes. */
function alignedWeights(weight: Tensor, labels: Tensor): Tensor {
  const column = withLastAxis(cast(weight, "float32"));
  return column.rank === labels.rank + 1 ? reshape(column, column.shape.slice(0, -1)) : column;
}

/** One class of several, which keeps its axis. */
function classOf(x: Tensor, id: number): Tensor {
  const begin = x.shape.map((_, axis) => axis === x.rank - 1 ? id : 0);
  return slice(x, begin, x.shape.with(-1, 1));
}

/** Predictions that are not among the largest of their row become very small. */
function onlyLargest(x: Tensor, k: number): Tensor {
  const [, places] = topK(x, k);
  const [one, zero] = [scalar(1, "float32"), scalar(0, "float32")];
  const each = oneHot(places, one, zero, x.shape.at(-1)!, places.rank);
  const isAmong = reduceSum(each, [places.rank - 1]);
  return add(multiply(x, isAmong), multiply(scalar(LEAST, "float32"), subtract(one, isAmong)));
}
