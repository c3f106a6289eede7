/**
 * The loss between the crossentropy and the mean absolute error, of labels that may be wrong.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { checkFinite } from "../errors/checks.ts";
import { oneHot } from "../ops/array/one_hot.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { multiply, subtract } from "../ops/math/arithmetic.ts";
import { divide } from "../ops/math/division_true.ts";
import { pow } from "../ops/math/exponential.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";
import { ClassesLoss } from "./own_loss.ts";
import { classesOf } from "./sparse_categorical_crossentropy.ts";

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

const Q = [[
  "q",
  row<number, number, number>(0.5, (where, name, given) => {
    checkFinite(where, name, given);
    if (given > 0 && given < 1) return given;
    throw new RangeError(`${where}: expected ${name} between 0 and 1, received ${name}=${given}`);
  }),
]] as const satisfies RowsOf<
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
  const labels = cast(classesOf(where, yTrue, yPred, { takesColumns: false }), "int64");
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
> = functionForm("categoricalGeneralizedCrossEntropy", Q, generalizedOf as never, { required: 3 });

/**
 * `(1 - p^q) / q`, `p` the predicted probability of the example's class; it bears wrong labels.
 *
 * After Zhang and Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with
 * Noisy Labels" (2018).
 *
 * Labels of shape `(batch, ..)`, predictions of `(batch, .., classes)`.
 *
 * @throws {RangeError} for a `q` that is not between 0 and 1.
 * @throws {TypeError} for labels that have not the shape of the predictions before their classes.
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
export class CategoricalGeneralizedCrossEntropy extends ClassesLoss {
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
