/**
 * Losses of distributions over classes, with labels that are numbers of classes.
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite, flag, integer } from "../configuration/rows.ts";
import { formatShape } from "../errors/format.ts";
import { setMask } from "../layers/base/masks.ts";
import { oneHot } from "../ops/array/one_hot.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { multiply, subtract } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { notEqual } from "../ops/math/comparison.ts";
import { divide } from "../ops/math/division_true.ts";
import { log, pow } from "../ops/math/exponential.ts";
import { where as choose } from "../ops/math/where.ts";
import { sparseSoftmaxCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "./epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./loss_function_wrapper.ts";
import { axisRow, common, forgotten, type LossOptions, lossOptions } from "./options.ts";

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
  ["axis", forgotten(axisRow())],
] as const satisfies RowsOf<SparseCategoricalCrossentropyOptions, Names>;

const [REDUCTION, NAME, DTYPE] = common("sparse_categorical_crossentropy");
const LOSS = [
  OPTIONS[0],
  OPTIONS[1],
  REDUCTION,
  OPTIONS[2],
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
function classesOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const isColumn = yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
  const labels = isColumn ? reshape(yTrue, yTrue.shape.slice(0, -1)) : yTrue;
  const before = yPred.shape.slice(0, -1);
  if (`${labels.shape}` === `${before}` && labels.rank === before.length) return labels;
  const isOneHot = `${yTrue.shape}` === `${yPred.shape}`;
  throw new TypeError(
    `${where}: expected yTrue to hold numbers of classes, of shape ${
      formatShape(before)
    } beside yPred of ${formatShape(yPred.shape)}, received yTrue of shape ${
      formatShape(yTrue.shape)
    }${isOneHot ? "; for one-hot labels, use categoricalCrossentropy" : ""}`,
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
  const labels = cast(classesOf(where, yTrue, yPred), "int64");
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
export class SparseCategoricalCrossentropy extends OwnLoss {
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

/** Options of {@linkcode CategoricalGeneralizedCrossEntropy}. */
export interface CategoricalGeneralizedCrossEntropyOptions extends LossOptions {
  /** From near 0, the crossentropy, to 1, the mean absolute error; between them; default 0.5. */
  q?: number | undefined;
}

/** Arguments of {@linkcode categoricalGeneralizedCrossEntropy}. */
export interface CategoricalGeneralizedCrossEntropyArguments extends LossFunctionArguments {
  /** From near 0, the crossentropy, to 1, the mean absolute error. */
  q: number;
}

const Q = [["q", finite(0.5, { min: 0, max: 1 })]] as const satisfies RowsOf<
  CategoricalGeneralizedCrossEntropyOptions,
  ["q"]
>;
const GENERALIZED = [...Q, ...common("categorical_generalized_cross_entropy")] as const;

function generalizedOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { q }: { readonly q: number },
): Tensor {
  if (q === 0 || q === 1) {
    throw new RangeError(`${where}: expected q between 0 and 1, received q=${q}`);
  }
  const labels = cast(classesOf(where, yTrue, yPred), "int64");
  const chosen = cast(oneHot(labels, yPred.shape.at(-1) ?? 1), yPred.dtype);
  const p = reduceSum(multiply(yPred, chosen), -1);
  return divide(subtract(1, pow(p, q)), q);
}

/**
 * `(1 - p^q) / q` for each example, `p` the predicted probability of its class.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.categoricalGeneralizedCrossEntropy([1], [[0.75, 0.25]], 0.5);
 * assertEquals(loss.numpy().toArray(), [1]);
 * ```
 */
export const categoricalGeneralizedCrossEntropy: Operation<
  CategoricalGeneralizedCrossEntropyArguments,
  ["yTrue", "yPred", "q"],
  Tensor
> = functionForm("categoricalGeneralizedCrossEntropy", Q, generalizedOf as never, 3);

/**
 * `(1 - p^q) / q`, `p` the predicted probability of the example's class; it bears wrong labels.
 *
 * After Zhang and Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with
 * Noisy Labels" (2018).
 *
 * @throws {RangeError} for a `q` that is not between 0 and 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.CategoricalGeneralizedCrossEntropy();
 * assertEquals(Number(loss([1], [[0.75, 0.25]])), 1);
 * ```
 */
export class CategoricalGeneralizedCrossEntropy extends OwnLoss {
  static override readonly rows: Rows = GENERALIZED;
  readonly #own: Made<typeof GENERALIZED>;

  /** @param args Between which losses it lies, and options of every loss. */
  constructor(
    ...args: Arguments<
      CategoricalGeneralizedCrossEntropyOptions,
      ["q", "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, GENERALIZED, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return generalizedOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
