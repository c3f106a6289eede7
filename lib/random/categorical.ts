/**
 * Draws of classes by their logits: what TensorFlow makes of uniform numbers.
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { asInteger } from "../ops/integers.ts";
import { aval } from "../tensor/aval.ts";
import { asFloat64 } from "../tensor/host_map.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkDType } from "./arguments.ts";
import { search } from "./choice.ts";
import { drawFrom, type Origin } from "./distributions.ts";
import type { Philox } from "./philox.ts";
import type { IntegerDType } from "./rounding.ts";
import { fillUniform64 } from "./wide.ts";

/** Logits of a batch, how many draws there are to be for each of its rows, and as what. */
export interface Choices {
  readonly logits: Tensor;
  readonly rows: number;
  readonly classes: number;
  readonly samples: number;
  readonly dtype: IntegerDType;
}

/** A matrix of logits, a number of draws and their type, checked. */
export function checkChoices(
  where: string,
  logits: TensorLike,
  numSamples: unknown,
  dtype: unknown,
): Choices {
  const x = asTensor(where, logits);
  const [rows, classes] = x.shape;
  if (!isFloating(x.dtype) || rows === undefined || !(classes! >= 1) || x.shape.length > 2) {
    throw new TypeError(
      `${where}: expected logits of floats and of shape (batch, classes), received shape ${
        formatShape(x.shape)
      } and dtype ${x.dtype}`,
    );
  }
  const max = Math.floor(MAX_ELEMENTS / Math.max(1, rows));
  const samples = asInteger(where, "numSamples", numSamples, { min: 0, max });
  const made = checkDType<IntegerDType>(where, dtype ?? "int64", ["int32", "int64"]);
  return { logits: x, rows, classes: classes!, samples, dtype: made };
}

/** A tensor of shape `(batch, numSamples)` of the numbers of classes. */
export function drawChoices(origin: Origin, choices: Choices): Tensor {
  const { logits, rows, samples, dtype } = choices;
  // Blocks are reserved for two numbers a sample, the number of samples rounded up to 4.
  const elements = rows * 8 * Math.ceil(samples / 4);
  return drawFrom(origin, aval(dtype, [rows, samples]), (source, values) => {
    const stream = source(`Multinomial/${logits.dtype}/${dtype}`, elements);
    const made = choose(stream, choices, asFloat64(values!, logits.dtype));
    return dtype === "int32" ? made : BigInt64Array.from(made, BigInt);
  }, [logits]);
}

/** The numbers of classes, for the values of the logits. */
function choose(stream: Philox, { rows, classes, samples }: Choices, logits: Float64Array) {
  const points = new Float64Array(rows * samples);
  fillUniform64(stream, points);
  const made = new Int32Array(rows * samples);
  const cumulative = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    let max = -Infinity;
    for (let i = 0; i < classes; i++) {
      const logit = logits[row * classes + i]!;
      if (Number.isFinite(logit)) max = Math.max(max, logit);
    }
    let total = 0;
    for (let i = 0; i < classes; i++) {
      const logit = logits[row * classes + i]!;
      if (Number.isFinite(logit)) total += Math.exp(logit - max);
      cumulative[i] = total;
    }
    for (let at = row * samples; at < (row + 1) * samples; at++) {
      made[at] = search(cumulative, points[at]! * total);
    }
  }
  return made;
}
