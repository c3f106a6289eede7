/**
 * The circle loss, of embeddings: examples of one class shall lie near each other.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import { checkBoolean, checkFinite } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { setMask } from "../layers/base/masks.ts";
import { eye } from "../ops/array/eye.ts";
import { transpose } from "../ops/array/transpose.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { matmul } from "../ops/linalg/matmul.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { equal, greater } from "../ops/math/comparison.ts";
import { maximum } from "../ops/math/extremes.ts";
import { logicalAnd, logicalNot } from "../ops/math/logical.ts";
import { where as choose } from "../ops/math/where.ts";
import { softplus } from "../ops/nn/activations.ts";
import { reduceAny, reduceLogsumexp } from "../ops/reduction/reductions.ts";
import { bind } from "../ops/bind.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { cast } from "../primitives/math/cast.ts";
import type { TensorLike } from "../tensor/like.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { LossFunctionArguments } from "./function_form.ts";
import { ClassesLoss } from "./own_loss.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";
import { floatsOf, numbersOf } from "./shapes.ts";

/** Options of {@linkcode Circle}. */
export interface CircleOptions extends LossOptions {
  /** How steep it is; default 80. */
  gamma?: number | undefined;
  /** How far classes shall lie apart; default 0.4. */
  margin?: number | undefined;
  /** Whether examples are not compared with themselves; default `true`. */
  removeDiagonal?: boolean | undefined;
}

/** Arguments of {@linkcode circle}. */
export interface CircleArguments extends LossFunctionArguments {
  /** Classes of other embeddings that are compared with; default: those of the batch. */
  refLabels?: TensorLike | null | undefined;
  /** Other embeddings; default: those of the batch. */
  refEmbeddings?: TensorLike | null | undefined;
  /** Whether examples are not compared with themselves; default `true`. */
  removeDiagonal?: boolean | undefined;
  /** How steep it is; default 80. */
  gamma?: number | undefined;
  /** How far classes shall lie apart; default 0.4. */
  margin?: number | undefined;
}

const OPTIONS = [
  ["gamma", finite(80)],
  ["margin", finite(0.4)],
  ["removeDiagonal", flag(true)],
  ...common("circle"),
] as const satisfies RowsOf<
  CircleOptions,
  ["gamma", "margin", "removeDiagonal", "reduction", "name", "dtype"]
>;

/** What is compared, and how. */
interface Pairs {
  readonly labels: Tensor;
  readonly embeddings: Tensor;
  readonly refLabels: Tensor;
  readonly refEmbeddings: Tensor;
  readonly removeDiagonal: boolean;
  readonly gamma: number;
  readonly margin: number;
}

/** A list of classes. */
function asList(where: string, labels: Tensor, rows: number): Tensor {
  if (labels.size !== rows) {
    throw new TypeError(
      `${where}: expected a number of a class for each of ${rows} embeddings, received labels of shape ${
        formatShape(labels.shape)
      }`,
    );
  }
  return reshape(cast(labels, "int32"), [rows]);
}

function circleOf(where: string, pairs: Pairs): Tensor {
  const { embeddings, refEmbeddings, gamma, margin } = pairs;
  for (const [name, { rank, shape }] of Object.entries({ yPred: embeddings, refEmbeddings })) {
    if (rank === 2 && shape[1] === embeddings.shape[1]) continue;
    throw new TypeError(
      `${where}: expected ${name} to be embeddings of shape (batch, ${
        name === "yPred" ? "size" : embeddings.shape[1]
      }), received shape ${formatShape(shape)}`,
    );
  }
  const [rows, columns] = [embeddings.shape[0]!, refEmbeddings.shape[0]!];
  const own = reshape(asList(where, pairs.labels, rows), [rows, 1]);
  const other = reshape(asList(where, pairs.refLabels, columns), [1, columns]);
  const isSame = equal(own, other);
  const positive = pairs.removeDiagonal
    ? logicalAnd(isSame, logicalNot(cast(eye(rows, columns), "bool")))
    : isSame;
  const negative = logicalNot(isSame);
  const distance = maximum(subtract(1, matmul(embeddings, transpose(refEmbeddings))), 0);
  const masked = (mask: Tensor, weight: Tensor, offset: number, factor: number) => {
    const used = maximum(multiply(weight, cast(mask, weight.dtype)), 0);
    const value = multiply(multiply(used, subtract(offset, distance)), factor);
    return reduceLogsumexp(choose(mask, value, -Infinity), 1);
  };
  const near = masked(positive, add(margin, distance), margin, -gamma);
  const far = masked(negative, subtract(1 + margin, distance), 1 - margin, gamma);
  // 0 by itself where infinities are exact, which they are not on every graphics card.
  const hasBoth = logicalAnd(reduceAny(positive, 1), reduceAny(negative, 1));
  const loss = choose(hasBoth, softplus(add(near, far)), 0);
  setMask(loss, greater(loss, 0));
  return loss;
}

/**
 * The circle loss of each embedding, whose length is 1.
 *
 * @throws {TypeError} for shapes that do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.circle([0, 0, 1], [[1, 0], [1, 0], [0, 1]]);
 * assertEquals(loss.shape, [3]);
 * ```
 */
export const circle: Operation<
  CircleArguments,
  ["yTrue", "yPred", "refLabels", "refEmbeddings", "removeDiagonal", "gamma", "margin"],
  Tensor
> = bind(
  "tf.keras.losses.circle",
  ["yTrue", "yPred", "refLabels", "refEmbeddings", "removeDiagonal", "gamma", "margin"],
  2,
  (yTrue, yPred, refLabels, refEmbeddings, removeDiagonal = true, gamma = 80, margin = 0.4) => {
    const where = "tf.keras.losses.circle";
    checkBoolean(where, "removeDiagonal", removeDiagonal);
    checkFinite(where, "gamma", gamma);
    checkFinite(where, "margin", margin);
    const [labels, embeddings] = [numbersOf(where, "yTrue", yTrue), floatsOf(where, yPred)];
    const has = <T>(it: T | null | undefined): it is T => it !== null && it !== undefined;
    return internally(() =>
      circleOf(where, {
        labels,
        embeddings,
        refLabels: has(refLabels) ? numbersOf(where, "refLabels", refLabels) : labels,
        refEmbeddings: has(refEmbeddings)
          ? cast(numbersOf(where, "refEmbeddings", refEmbeddings), embeddings.dtype)
          : embeddings,
        removeDiagonal,
        gamma,
        margin,
      })
    );
  },
);

/**
 * The circle loss: embeddings of one class are drawn together, those of others pushed apart, with
 * weights by how far they are from where they should be.
 *
 * Labels are numbers of classes, predictions embeddings of length 1, `(batch, size)`; examples whose
 * loss is 0 don't count in the mean. After Sun and others, "Circle Loss: A Unified Perspective of Pair
 * Similarity Optimization" (2020).
 *
 * @throws {TypeError} for shapes that do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const loss = new tf.keras.losses.Circle({ gamma: 2 });
 * const embeddings = tf.constant([[1, 0], [1, 0], [0, 1], [0, 1]]);
 * assert(Number(loss([0, 0, 1, 1], embeddings)) < Number(loss([0, 1, 0, 1], embeddings)));
 * ```
 */
export class Circle extends ClassesLoss {
  static override readonly rows: Rows = OPTIONS;
  readonly #own: Made<typeof OPTIONS>;

  /** @param args Steepness, margin, comparison with themselves, and options of every loss. */
  constructor(
    ...args: Arguments<
      CircleOptions,
      ["gamma", "margin", "removeDiagonal", "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, OPTIONS, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return circleOf(this.constructor.name, {
      labels: yTrue,
      embeddings: yPred,
      refLabels: yTrue,
      refEmbeddings: yPred,
      ...this.#own,
    });
  }
}
