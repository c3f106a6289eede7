/**
 * The loss of connectionist temporal classification (Graves et al., 2006) and its gradient, by the
 * forward and the backward recursion over the labels with blanks between them, in log space.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { align } from "./ctc_paths.ts";
import { alike, checkLength, type FloatArray } from "./types.ts";

/** Sizes of the arrays that {@linkcode ctcLoss} takes. */
export interface CTCSizes {
  readonly frames: number;
  readonly batch: number;
  readonly classes: number;
  /** Labels a row of `labels`. */
  readonly maxLabels: number;
}

/** Options of {@linkcode ctcLoss}. */
export interface CTCOptions {
  /** The class of the blank; negative ones count from the end. Default 0. */
  readonly blankIndex?: number;
  /**
   * What a path pays for starting or ending elsewhere than it may; default Infinity, which makes
   * labels that do not fit into the frames infinitely costly, as tf.nn.ctc_loss has it for sparse
   * labels. For dense labels TensorFlow charges `-log(1e-307)`, see
   * {@linkcode DENSE_LABELS_PENALTY}.
   */
  readonly penalty?: number;
}

/** What {@linkcode ctcLoss} gives. */
export interface CTCLoss<T extends FloatArray> {
  /** `-log p(labels | logits)`, one a sequence. */
  readonly loss: T;
  /** Its derivative with respect to the logits, `[frames, batch, classes]`. */
  readonly gradient: T;
}

/** The penalty of tf.nn.ctc_loss for dense labels. */
export const DENSE_LABELS_PENALTY: number = -Math.log(1e-307);

/**
 * Loss and gradient for logits `[frames, batch, classes]` and labels `[batch, maxLabels]`. Frames
 * beyond a sequence's length have no gradient. Where no path fits the loss is Infinity and the
 * gradient the softmax of the logits, as TensorFlow's kernel gives it.
 *
 * @throws {RangeError} where a length does not fit its array, or a label is the blank or no class.
 */
export function ctcLoss<T extends FloatArray>(
  logits: T,
  labels: ArrayLike<number>,
  labelLength: ArrayLike<number>,
  logitLength: ArrayLike<number>,
  { frames, batch, classes, maxLabels }: CTCSizes,
  { blankIndex = 0, penalty = Infinity }: CTCOptions = {},
): CTCLoss<T> {
  const where = "tf.nn.ctcLoss";
  checkLength(where, "logits", logits, frames * batch * classes);
  const blank = blankIndex < 0 ? blankIndex + classes : blankIndex;
  checkInteger(where, "blankIndex", blankIndex, { min: -classes, max: classes - 1 });
  const loss = alike(logits, batch);
  const gradient = alike(logits, logits.length);
  for (let item = 0; item < batch; item++) {
    const time = checkInteger(where, `logitLength[${item}]`, logitLength[item], {
      min: 0,
      max: frames,
    });
    const length = checkInteger(where, `labelLength[${item}]`, labelLength[item], {
      min: 0,
      max: maxLabels,
    });
    // With a finite penalty paths may lead through labels beyond the length.
    const count = penalty === Infinity ? length : maxLabels;
    const sequence = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const label = labels[item * maxLabels + i]!;
      const name = `labels[${item}][${i}]`;
      if (i < length) checkInteger(where, name, label, { min: 0, max: classes - 1 });
      if (i < length && label === blank) {
        throw new RangeError(
          `${where}: expected labels other than the blank, ${blank}, received ${name}=${label}; ` +
            `shorten labelLength, or choose another blankIndex`,
        );
      }
      sequence[i] = label;
    }
    const logs = logSoftmax(logits, item, time, batch, classes);
    const { cost, occupancy } = align({
      logs,
      time,
      classes,
      blank,
      labels: sequence,
      length,
      penalty,
    });
    loss[item] = cost;
    for (let t = 0; t < time; t++) {
      for (let c = 0; c < classes; c++) {
        const at = t * classes + c;
        gradient[(t * batch + item) * classes + c] = Math.exp(logs[at]!) - occupancy[at]!;
      }
    }
  }
  return { loss, gradient };
}

/** The logarithm of the softmax of the first `time` frames of one sequence, `[time, classes]`. */
function logSoftmax(
  logits: FloatArray,
  item: number,
  time: number,
  batch: number,
  classes: number,
): Float64Array {
  const result = new Float64Array(time * classes);
  for (let t = 0; t < time; t++) {
    const start = (t * batch + item) * classes;
    let top = -Infinity;
    for (let c = 0; c < classes; c++) top = Math.max(top, logits[start + c]!);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(logits[start + c]! - top);
    const shift = top + Math.log(sum);
    for (let c = 0; c < classes; c++) result[t * classes + c] = logits[start + c]! - shift;
  }
  return result;
}
