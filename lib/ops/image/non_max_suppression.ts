/**
 * `tf.image.nonMaxSuppression` and `tf.image.nonMaxSuppressionWithScores`. How many boxes they give
 * depends on the values, so that they cannot be traced.
 *
 * @module
 */
import { checkFinite } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { type Selection, suppress } from "./suppress.ts";

/** Arguments of {@linkcode nonMaxSuppression}. */
export interface NonMaxSuppressionArguments {
  /** Boxes `[y1, x1, y2, x2]` of floats, `[boxes, 4]`. */
  boxes: TensorLike;
  /** A score for each box. */
  scores: TensorLike;
  /** How many boxes are selected at most, >= 0. */
  maxOutputSize: IntegerLike;
  /** The overlap, intersection over union, beyond which a box is left out; default 0.5. */
  iouThreshold?: number;
  /** Boxes of no more than this score are left out; default: none. */
  scoreThreshold?: number;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of {@linkcode nonMaxSuppressionWithScores}. */
export interface NonMaxSuppressionWithScoresArguments extends NonMaxSuppressionArguments {
  /** Above 0 scores sink by overlap instead, by a curve of this deviation; default 0. */
  softNmsSigma?: number;
}

interface Given {
  readonly boxes: TensorLike;
  readonly scores: TensorLike;
  readonly maxOutputSize: unknown;
  readonly iouThreshold: unknown;
  readonly scoreThreshold: unknown;
  readonly softNmsSigma: unknown;
}

function select(where: string, given: Given): { selection: Selection; scores: Tensor } {
  const boxes = asTensor(where, given.boxes);
  const scores = asTensor(where, given.scores);
  requireSameDType(where.slice(3), boxes.aval, scores.aval);
  if (boxes.dtype !== "float32" && boxes.dtype !== "float16") {
    throw new TypeError(
      `${where}: expected boxes of dtype float32 or float16, received dtype ${boxes.dtype}; convert them with tf.cast`,
    );
  }
  const fits = boxes.rank === 2 && boxes.shape[1] === 4 && scores.rank === 1 &&
    scores.shape[0] === boxes.shape[0];
  if (!fits) {
    throw new TypeError(
      `${where}: expected boxes of shape (boxes, 4) and a score for each, received shapes ${
        formatShape(boxes.shape)
      } and ${formatShape(scores.shape)}`,
    );
  }
  const { scoreThreshold } = given;
  if (typeof scoreThreshold !== "number" || Number.isNaN(scoreThreshold)) {
    throw new TypeError(
      `${where}: expected scoreThreshold to be a number, received scoreThreshold=${
        formatValue(scoreThreshold)
      }`,
    );
  }
  const options = {
    maxOutputSize: asInteger(where, "maxOutputSize", given.maxOutputSize, { min: 0 }),
    iouThreshold: checkFinite(where, "iouThreshold", given.iouThreshold, { min: 0, max: 1 }),
    scoreThreshold,
    softNmsSigma: checkFinite(where, "softNmsSigma", given.softNmsSigma, { min: 0 }),
  };
  const values = [boxes, scores].map((it) => asFloat64(read(it), it.dtype));
  return { selection: suppress(values[0]!, values[1]!, options), scores };
}

const indicesOf = ({ indices }: Selection): Tensor =>
  leaf(Int32Array.from(indices), aval("int32", [indices.length]));

/**
 * The places of the best boxes that overlap no better one by too much, int32, best first.
 *
 * @throws {TypeError} for shapes and dtypes that do not fit, and in a traced function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const boxes = [[0, 0, 1, 1], [0, 0.1, 1, 1.1], [2, 2, 3, 3]];
 * assertEquals(tf.image.nonMaxSuppression(boxes, [0.7, 0.9, 0.8], 3).numpy().toArray(), [1, 2]);
 * ```
 */
export const nonMaxSuppression: Operation<
  NonMaxSuppressionArguments,
  ["boxes", "scores", "maxOutputSize", "iouThreshold", "scoreThreshold", "name"],
  Tensor
> = bind(
  "tf.image.nonMaxSuppression",
  ["boxes", "scores", "maxOutputSize", "iouThreshold", "scoreThreshold", "name"],
  3,
  (boxes, scores, maxOutputSize, iouThreshold = 0.5, scoreThreshold = -Infinity) => {
    const limits = { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma: 0 };
    const given = { boxes, scores, ...limits };
    return indicesOf(select("tf.image.nonMaxSuppression", given).selection);
  },
);

/**
 * The places of the best boxes and their scores, which sink by overlap if `softNmsSigma` is above 0.
 *
 * @throws {TypeError} for shapes and dtypes that do not fit, and in a traced function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const boxes = [[0, 0, 1, 1], [2, 2, 3, 3]];
 * const [places, scores] = tf.image.nonMaxSuppressionWithScores(boxes, [0.5, 0.75], 2);
 * assertEquals(places.numpy().toArray(), [1, 0]);
 * assertEquals(scores.numpy().toArray(), [0.75, 0.5]);
 * ```
 */
export const nonMaxSuppressionWithScores: Operation<
  NonMaxSuppressionWithScoresArguments,
  ["boxes", "scores", "maxOutputSize", "iouThreshold", "scoreThreshold", "softNmsSigma", "name"],
  readonly [Tensor, Tensor]
> = bind(
  "tf.image.nonMaxSuppressionWithScores",
  ["boxes", "scores", "maxOutputSize", "iouThreshold", "scoreThreshold", "softNmsSigma", "name"],
  3,
  (
    boxes,
    scores,
    maxOutputSize,
    iouThreshold = 0.5,
    scoreThreshold = -Infinity,
    softNmsSigma = 0,
  ) => {
    const limits = { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma };
    const given = { boxes, scores, ...limits };
    const chosen = select("tf.image.nonMaxSuppressionWithScores", given);
    const { dtype } = chosen.scores;
    const kept = Float64Array.from(chosen.selection.scores);
    return [
      indicesOf(chosen.selection),
      leaf(fromFloat64(kept, dtype), aval(dtype, [kept.length])),
    ];
  },
);
