/**
 * Draws of classes by their logits, and masks of dropout: what TensorFlow makes of uniform
 * numbers.
 *
 * @module
 */
import { checkInteger, MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import { aval } from "../tensor/aval.ts";
import { draw } from "../tensor/draw.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { search } from "./choice.ts";
import { drawUniform, type Source } from "./draw.ts";
import type { Philox } from "./philox.ts";
import { fillUniform64 } from "./uniform.ts";

/** Logits of a batch, and how many draws there are to be for each of its rows. */
export interface Choices {
  readonly logits: Tensor;
  readonly rows: number;
  readonly classes: number;
  readonly samples: number;
}

/** A float32 matrix of logits and a number of draws, checked. */
export function checkChoices(where: string, logits: TensorLike, numSamples: unknown): Choices {
  const x = asTensor(where, logits);
  const [rows, classes] = x.shape;
  if (x.dtype !== "float32" || rows === undefined || !(classes! >= 1) || x.shape.length > 2) {
    throw new TypeError(
      `${where}: expected float32 logits of shape (batch, classes), received shape ${
        formatShape(x.shape)
      } and dtype ${x.dtype}`,
    );
  }
  const max = Math.floor(MAX_ELEMENTS / Math.max(1, rows));
  const samples = checkInteger(where, "numSamples", numSamples, { min: 0, max });
  return { logits: x, rows, classes: classes!, samples };
}

/** Elements whose blocks a draw reserves: two for each sample, whose number is rounded up to 4. */
export function choiceElements({ rows, samples }: Choices): number {
  return rows * 8 * Math.ceil(samples / 4);
}

/** A tensor of shape `(batch, numSamples)` of the numbers of classes. */
export function drawChoices(
  stream: () => Philox,
  choices: Choices,
  dtype: "int32" | "int64",
): Tensor {
  return draw(aval(dtype, [choices.rows, choices.samples]), (logits) => {
    const made = choose(stream(), choices, logits as Float32Array);
    return dtype === "int32" ? made : BigInt64Array.from(made, BigInt);
  }, [choices.logits]);
}

/** The numbers of classes, for the values of the logits. */
function choose(stream: Philox, { rows, classes, samples }: Choices, logits: Float32Array) {
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

/**
 * What dropout multiplies `size` numbers with: 0 with probability `rate` (below 1), else
 * `1 / (1 - rate)`.
 */
export function drawDropoutMask(source: Source, size: number, rate: number): Float32Array {
  const threshold = Math.fround(rate);
  const factor = 1 / (1 - rate);
  const mask = drawUniform(source, size, { minval: 0, maxval: 1 });
  for (let i = 0; i < size; i++) mask[i] = mask[i]! >= threshold ? factor : 0;
  return mask;
}
