/**
 * `tf.nn.ctcLoss`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { cast } from "../../primitives/math/cast.ts";
import { ctcLoss as primitive } from "../../primitives/nn/ctc_loss.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";

/** Arguments of {@linkcode ctcLoss}. */
export interface CTCLossArguments {
  /** Classes of each sequence, `[batch, labels]`, int32 or int64; plain numbers count as int32. */
  labels: TensorLike;
  /** Logarithms of probabilities, up to a constant, `[frames, batch, classes]`. */
  logits: TensorLike;
  /** How many labels of each sequence count. */
  labelLength: TensorLike;
  /** How many frames of each sequence count. */
  logitLength: TensorLike;
  /** Whether frames come before the batch in the logits; default true. */
  logitsTimeMajor?: boolean;
  /** For Python's signature only: what `tf.nn.ctcUniqueLabels` gives is not needed. */
  unique?: null;
  /** The class of the blank; negative ones count from the end. Default 0. */
  blankIndex?: IntegerLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Whole numbers; plain ones count as int32. */
function wholes(where: string, value: TensorLike): Tensor {
  return Array.isArray(value) && isPlain(value)
    ? asTensor(where, value, "int32")
    : asTensor(where, value);
}

/**
 * `-log p(labels | logits)` for each sequence of a batch: the sum over all ways to spread the labels,
 * with blanks between them, over the frames. Computed on the host, with a first derivative.
 *
 * @throws {TypeError} for shapes and dtypes that do not fit.
 * @throws {RangeError} when it is computed, for lengths or labels out of range.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.nn.ctcLoss([[1]], tf.zeros([1, 1, 2]), [1], [1]);
 * assertAlmostEquals(Number(tf.reshape(loss, [])), Math.log(2), 1e-6);
 * ```
 */
export const ctcLoss: Operation<
  CTCLossArguments,
  [
    "labels",
    "logits",
    "labelLength",
    "logitLength",
    "logitsTimeMajor",
    "unique",
    "blankIndex",
    "name",
  ],
  Tensor
> = bind(
  "tf.nn.ctcLoss",
  [
    "labels",
    "logits",
    "labelLength",
    "logitLength",
    "logitsTimeMajor",
    "unique",
    "blankIndex",
    "name",
  ],
  4,
  (labels, logits, labelLength, logitLength, logitsTimeMajor = true, unique, blankIndex) => {
    const where = "tf.nn.ctcLoss";
    const x = asTensor(where, logits);
    requireFloat(where.slice(3), x.aval);
    if (x.rank !== 3) {
      throw new TypeError(
        `${where}: expected logits of 3 dimensions, received shape ${formatShape(x.shape)}`,
      );
    }
    if (typeof logitsTimeMajor !== "boolean") {
      throw new TypeError(
        `${where}: expected logitsTimeMajor to be true or false, received logitsTimeMajor=${
          formatValue(logitsTimeMajor)
        }`,
      );
    }
    if (unique !== undefined && unique !== null) {
      throw new TypeError(
        `${where}: expected unique to be null, received unique=${
          formatValue(unique)
        }; it only saves time in TensorFlow`,
      );
    }
    const classes = x.shape[2]!;
    const blank = asInteger(where, "blankIndex", blankIndex ?? 0, {
      min: -classes,
      max: classes - 1,
    });
    const [targets, lengths, frames] = [labels, labelLength, logitLength].map((it) =>
      wholes(where, it)
    );
    return internally(() => {
      const exact = x.dtype === "float64" ? x : cast(x, "float32");
      const turned = logitsTimeMajor ? exact : transpose(exact, [1, 0, 2]);
      const from = blank < 0 ? blank + classes : blank;
      return cast(primitive(turned, targets!, lengths!, frames!, from), x.dtype);
    });
  },
);
