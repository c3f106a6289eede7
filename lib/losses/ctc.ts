/**
 * The loss of sequences whose places in the input are not known.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { formatShape } from "../errors/format.ts";
import { fill } from "../primitives/array/fill.ts";
import { cast } from "../primitives/math/cast.ts";
import { notEqual } from "../ops/math/comparison.ts";
import { ctcLoss } from "../ops/nn/ctc_loss.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import type { Arguments } from "../ops/bind.ts";
import { aval } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { functionForm, type PlainLoss } from "./function_form.ts";
import { ClassesLoss } from "./own_loss.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";

const OPTIONS = common("ctc");

function ctcOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  if (yTrue.rank !== 2 || yPred.rank !== 3 || yTrue.shape[0] !== yPred.shape[0]) {
    throw new TypeError(
      `${where}: expected yTrue of shape (batch, labels) and yPred of shape (batch, frames, classes), received ${
        formatShape(yTrue.shape)
      } and ${formatShape(yPred.shape)}`,
    );
  }
  const [batch, frames] = yPred.shape as readonly [number, number, number];
  const labels = cast(yTrue, "int32");
  const isWide = yPred.dtype === "float64";
  const loss = ctcLoss({
    labels,
    logits: cast(yPred, "float32"),
    labelLength: cast(reduceSum(cast(notEqual(labels, 0), "int32"), -1), "int32"),
    logitLength: fill(frames, aval("int32", [batch])),
    logitsTimeMajor: false,
    blankIndex: 0,
  });
  return isWide ? cast(loss, "float64") : loss;
}

/**
 * `-log p(yTrue | yPred)` for each sequence; class 0 is the blank, and fills labels up.
 *
 * @throws {TypeError} for shapes that do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.ctc([[1, 2]], tf.zeros([1, 5, 3])).shape, [1]);
 * ```
 */
export const ctc: PlainLoss = functionForm("ctc", [], ctcOf as never);

/**
 * Connectionist temporal classification: `-log p(yTrue | yPred)`, the sum over all ways to spread the
 * labels over the frames.
 *
 * Labels `(batch, labels)` are filled up with 0, the blank; predictions are logits `(batch, frames,
 * classes)`. After Graves and others, "Connectionist Temporal Classification" (2006).
 *
 * @throws {TypeError} for shapes that do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.CTC();
 * assertAlmostEquals(Number(loss([[1]], tf.zeros([1, 1, 2]))), Math.log(2), 1e-6);
 * ```
 */
export class CTC extends ClassesLoss {
  static override readonly rows: Rows = OPTIONS;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, OPTIONS, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return ctcOf(this.constructor.name, yTrue, yPred);
  }
}
