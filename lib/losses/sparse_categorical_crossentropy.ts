/**
 * Losses of distributions over classes, with labels that are numbers of classes.
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { flag, integer } from "../configuration/rows.ts";
import { formatShape } from "../errors/format.ts";
import { setMask } from "../layers/base/masks.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { notEqual } from "../ops/math/comparison.ts";
import { log } from "../ops/math/exponential.ts";
import { where as choose } from "../ops/math/where.ts";
import { sparseSoftmaxCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { ClassesLoss } from "./own_loss.ts";
import { axisRow, common, type LossOptions, lossOptions } from "./options.ts";

/** Options of {@linkcode SparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** A number of a class whose examples don't count; default `null`: none. */
  ignoreClass?: number | null | undefined;
  /** Axis of the classes, which is the last one; default -1. */
  axis?: number | undefined;
}

type Names = ["fromLogits", "ignoreClass", "axis"];

/** Arguments of {@linkcode sparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyArguments
  extends LossFunctionArguments, Pick<SparseCategoricalCrossentropyOptions, Names[number]> {}

const OPTIONS = [
  ["fromLogits", flag(false)],
  ["ignoreClass", integer(null)],
  ["axis", axisRow()],
] as const satisfies RowsOf<SparseCategoricalCrossentropyOptions, Names>;

const [REDUCTION, NAME, DTYPE] = common("sparse_categorical_crossentropy");
const LOSS = [
  OPTIONS[0],
  OPTIONS[1],
  REDUCTION,
  // Keras's configurations have none, since there is only one that works.
  [OPTIONS[2][0], { ...OPTIONS[2][1], write: () => undefined }],
  NAME,
  DTYPE,
] as const;

/** What the loss takes. */
interface Sparse {
  readonly fromLogits: boolean;
  readonly ignoreClass: number | null;
  readonly axis: number;
}

/** Numbers of classes without an axis of their own, of the shape of the predictions before theirs. */
export function classesOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { takesColumns }: { readonly takesColumns: boolean },
): Tensor {
  const isColumn = yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
  const labels = isColumn && takesColumns ? reshape(yTrue, yTrue.shape.slice(0, -1)) : yTrue;
  const before = yPred.shape.slice(0, -1);
  if (`${labels.shape}` === `${before}` && labels.rank === before.length) return labels;
  const hint = `${yTrue.shape}` === `${yPred.shape}`
    ? "; for one-hot labels, use categoricalCrossentropy"
    : isColumn && `${yTrue.shape.slice(0, -1)}` === `${before}`
    ? "; drop its last axis with tf.squeeze(yTrue, -1)"
    : "";
  throw new TypeError(
    `${where}: expected yTrue to hold numbers of classes, of shape ${
      formatShape(before)
    } beside yPred of ${formatShape(yPred.shape)}, received yTrue of shape ${
      formatShape(yTrue.shape)
    }${hint}`,
  );
}

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function sparseCategoricalCrossentropyOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  options: Sparse,
): Tensor {
  const { fromLogits, ignoreClass, axis } = options;
  if (axis !== -1 && axis !== yPred.rank - 1) {
    throw new RangeError(
      `${where}: expected axis to be that of the classes, -1 or ${
        yPred.rank - 1
      }, received axis=${axis}`,
    );
  }
  const labels = cast(classesOf(where, yTrue, yPred, { takesColumns: true }), "int64");
  const kept = logitsOf(yPred);
  const given = kept?.kind === "softmax" ? kept.x : yPred;
  const areLogits = kept?.kind === "softmax" || fromLogits;
  if (ignoreClass === null) return crossentropy(labels, given, areLogits);
  const counts = notEqual(labels, ignoreClass);
  const rows = reshape(counts, [...counts.shape, 1]);
  const losses = crossentropy(
    choose(counts, labels, 0),
    choose(rows, given, 0),
    areLogits,
  );
  const result = choose(counts, losses, 0);
  setMask(result, counts);
  return result;
}

/** `-log` of the probability of each label. */
function crossentropy(labels: Tensor, yPred: Tensor, areLogits: boolean): Tensor {
  const logits = areLogits ? yPred : log(clipByValue(yPred, EPSILON, 1 - EPSILON));
  return sparseSoftmaxCrossEntropyWithLogits(labels, logits);
}

/**
 * `-log(yPred[yTrue])` for each example.
 *
 * @throws {TypeError} for labels that have not the shape of the predictions before their classes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.sparseCategoricalCrossentropy([1], [[0.5, 0.5]]);
 * assertAlmostEquals(Number(tf.reduceSum(loss)), Math.log(2), 1e-6);
 * ```
 */
export const sparseCategoricalCrossentropy: Operation<
  SparseCategoricalCrossentropyArguments,
  ["yTrue", "yPred", ...Names],
  Tensor
> = functionForm(
  "sparseCategoricalCrossentropy",
  OPTIONS,
  sparseCategoricalCrossentropyOf as never,
);

/**
 * Crossentropy of numbers of classes and predicted probabilities or logits.
 *
 * `-log(yPred[yTrue])`; labels of shape `(batch, ..)` or `(batch, .., 1)`, predictions of `(batch, ..,
 * classes)`. Where predictions are what a softmax gave, its logits are taken.
 *
 * @throws {TypeError} for labels that have not the shape of the predictions before their classes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
 * assertAlmostEquals(Number(loss([1, 0], [[2, 2], [0, 0]])), Math.log(2), 1e-6);
 * ```
 */
export class SparseCategoricalCrossentropy extends ClassesLoss {
  static override readonly rows: Rows = LOSS;
  readonly #own: Made<typeof LOSS>;

  /** @param args Whether predictions are logits, a class without weight, options of every loss. */
  constructor(
    ...args: Arguments<
      SparseCategoricalCrossentropyOptions,
      ["fromLogits", "ignoreClass", "reduction", "axis", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, LOSS, args);
    super(made);
    this.#own = made.own;
  }

  /** The class whose examples don't count. */
  get ignoreClass(): number | null {
    return this.#own.ignoreClass;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return sparseCategoricalCrossentropyOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
