/**
 * `tf.math.confusionMatrix`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { onesLike } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import * as primitives from "../../primitives/reduction/confusion_matrix.ts";
import { read } from "../../tensor/graph.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";

/** Arguments of {@linkcode confusionMatrix}. */
export interface ConfusionMatrixArguments {
  /** The classes that are right: a list, or a column beside a list. */
  labels: TensorLike;
  /** The classes that were predicted. */
  predictions: TensorLike;
  /** How many classes there are; default: one more than the largest label or prediction. */
  numClasses?: IntegerLike | null;
  /** What each pair counts; default 1. */
  weights?: TensorLike | null;
  /** dtype of the counts; default "int32". */
  dtype?: DType | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

const WHERE = "tf.math.confusionMatrix";

/** A list of classes as int64; a column becomes a list. */
function classesOf(name: string, value: TensorLike): Tensor {
  const x = cast(asTensor(WHERE, value), "int64");
  if (x.rank === 1) return x;
  if (x.rank === 2 && x.shape[1] === 1) return reshape(x, [x.size]);
  throw new TypeError(
    `${WHERE}: expected ${name} to be a list of classes, received shape ${formatShape(x.shape)}`,
  );
}

/** One more than the largest class. */
function countClasses(lists: readonly Tensor[]): number {
  let most = 0;
  for (const list of lists) {
    for (const value of read(list) as Iterable<bigint>) most = Math.max(most, Number(value) + 1);
  }
  return most;
}

/**
 * How often each label (row) meets each prediction (column). Where it is to be computed in a
 * `tf.function`, `numClasses` has to be given.
 *
 * @throws {TypeError} for lists of different lengths.
 * @throws {RangeError} when values are read, for classes beyond `numClasses` or below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = tf.math.confusionMatrix([0, 1, 1], [0, 0, 1]);
 * assertEquals(matrix.numpy().toArray(), [[1, 0], [1, 1]]);
 * ```
 */
export const confusionMatrix: Operation<
  ConfusionMatrixArguments,
  ["labels", "predictions", "numClasses", "weights", "dtype", "name"],
  Tensor
> = bind(
  WHERE,
  ["labels", "predictions", "numClasses", "weights", "dtype", "name"],
  2,
  (labels, predictions, numClasses, weights, dtype) => {
    const lists = [classesOf("labels", labels), classesOf("predictions", predictions)] as const;
    const type = dtypeOr(WHERE, dtype, "int32");
    const classes = numClasses === undefined || numClasses === null
      ? countClasses(lists)
      : asInteger(WHERE, "numClasses", numClasses, { min: 1 });
    return internally(() => {
      const counts = weights === undefined || weights === null
        ? cast(onesLike(lists[0]), type)
        : cast(asTensor(WHERE, weights), type);
      return primitives.confusionMatrix(lists, counts, classes);
    });
  },
);
