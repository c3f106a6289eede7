/**
 * Activations, as `tf.keras.ops` has them: those of `tf.keras.activations`; whole numbers become
 * float32.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.relu([-1, 2]).numpy().toArray(), [0, 2]);
 * ```
 *
 * @module
 */
import * as exponential from "../activations/exponential.ts";
import * as gated from "../activations/gated.ts";
import * as normalized from "../activations/normalized.ts";
import * as rectifiers from "../activations/rectifiers.ts";
import * as shrinking from "../activations/shrinking.ts";
import * as sigmoids from "../activations/sigmoids.ts";
import * as smooth from "../activations/smooth_rectifiers.ts";
import { relu6 as cutRelu } from "../ops/nn/activations.ts";
import { reshape } from "../ops/array/reshape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floats, tensorOf } from "./dtypes.ts";
import type { Elementwise } from "./elementwise.ts";
import { type KerasOperation, operation } from "./signature.ts";

const plain = (name: string, run: (x: Tensor) => Tensor): Elementwise =>
  operation(name, "x", (x) => run(floats(x)));

/** `max(x, 0)`. */
export const relu: Elementwise = operation("relu", "x", (x) => rectifiers.relu(tensorOf(x)));
/** `min(max(x, 0), 6)`. */
export const relu6: Elementwise = operation("relu6", "x", (x) => cutRelu(tensorOf(x)));
/** `1 / (1 + e^-x)`. */
export const sigmoid: Elementwise = plain("sigmoid", (x) => sigmoids.sigmoid(x));
/** 0 below -1, 1 above 1, a line between. */
export const sparseSigmoid: Elementwise = plain("sparseSigmoid", (x) => sigmoids.sparseSigmoid(x));
/** `log(sigmoid(x))`. */
export const logSigmoid: Elementwise = plain("logSigmoid", (x) => sigmoids.logSigmoid(x));
/** `log(1 + e^x)`. */
export const softplus: Elementwise = plain("softplus", (x) => smooth.softplus(x));
/** 0 below -1, `x` above 1, a parabola between. */
export const sparsePlus: Elementwise = plain("sparsePlus", (x) => smooth.sparsePlus(x));
/** `x / (1 + |x|)`. */
export const softsign: Elementwise = plain("softsign", (x) => sigmoids.softsign(x));
/** `x sigmoid(x)`. */
export const silu: Elementwise = plain("silu", (x) => gated.silu(x));
/** `relu6(x + 3) / 6`. */
export const hardSigmoid: Elementwise = plain("hardSigmoid", (x) => sigmoids.hardSigmoid(x));
/** `x hardSigmoid(x)`. */
export const hardSilu: Elementwise = plain("hardSilu", (x) => gated.hardSilu(x));
/** `x` between -1 and 1, else the nearer of both. */
export const hardTanh: Elementwise = plain("hardTanh", (x) => sigmoids.hardTanh(x));
/** `x - tanh(x)`. */
export const tanhShrink: Elementwise = plain("tanhShrink", (x) => shrinking.tanhShrink(x));
/** The scaled exponential unit. */
export const selu: Elementwise = plain("selu", (x) => exponential.selu(x));
/** `x sigmoid(x)`. */
export const swish: Elementwise = silu;
/** `x hardSigmoid(x)`. */
export const hardSwish: Elementwise = hardSilu;
/** `x` above 0, `alpha (e^x - 1)` below. */
export const elu: KerasOperation<"x, alpha:number=1.0"> = operation(
  "elu",
  "x, alpha:number=1.0",
  (x, alpha) => exponential.elu(floats(x), alpha),
);
/** `x` above 0, `alpha (e^(x / alpha) - 1)` below. */
export const celu: KerasOperation<"x, alpha:number=1.0"> = operation(
  "celu",
  "x, alpha:number=1.0",
  (x, alpha) => exponential.celu(floats(x), alpha),
);
/** `x` above 0, `negativeSlope x` below. */
export const leakyRelu: KerasOperation<"x, negativeSlope:number=0.2"> = operation(
  "leakyRelu",
  "x, negativeSlope:number=0.2",
  (x, negativeSlope) => rectifiers.leakyRelu(floats(x), negativeSlope),
);
/** `x` times the share of normal numbers below it, or near that. */
export const gelu: KerasOperation<"x, approximate:flag=true"> = operation(
  "gelu",
  "x, approximate:flag=true",
  (x, approximate) => gated.gelu(floats(x), approximate),
);
/** One half of an axis times the sigmoid of the other. */
export const glu: KerasOperation<"x, axis=-1"> = operation(
  "glu",
  "x, axis=-1",
  (x, axis) => gated.glu(floats(x), axis),
);
/** 0 between `-threshold` and `threshold`. */
export const hardShrink: KerasOperation<"x, threshold:number=0.5"> = operation(
  "hardShrink",
  "x, threshold:number=0.5",
  (x, threshold) => shrinking.hardShrink(floats(x), threshold),
);
/** Nearer to 0 by `threshold`. */
export const softShrink: KerasOperation<"x, threshold:number=0.5"> = operation(
  "softShrink",
  "x, threshold:number=0.5",
  (x, threshold) => shrinking.softShrink(floats(x), threshold),
);
/** `x` above a threshold, else a default value. */
export const threshold: KerasOperation<"x, threshold:number, defaultValue:number"> = operation(
  "threshold",
  "x, threshold:number, defaultValue:number",
  (x, least, defaultValue) => shrinking.threshold(floats(x), least, defaultValue),
);
/** `(x + sqrt(x^2 + b)) / 2`. */
export const squareplus: KerasOperation<"x, b:number=4"> = operation(
  "squareplus",
  "x, b:number=4",
  (x, b) => smooth.squareplus(floats(x), b),
);

/** Probabilities along an axis, or over everything. */
export type AlongAxisOrAll = KerasOperation<"x, axis:axes=-1">;

const overAll = (
  name: string,
  run: (x: Tensor, axis: number | number[]) => Tensor,
): AlongAxisOrAll =>
  operation(name, "x, axis:axes=-1", (value, axis) => {
    const x = floats(value);
    if (axis !== null) return run(x, typeof axis === "number" ? axis : [...axis]);
    return reshape(run(reshape(x, [-1]), -1), x.shape);
  });

/** `e^x / sum(e^x)` along an axis, several, or all with `null`. */
export const softmax: AlongAxisOrAll = overAll("softmax", (x, axis) => normalized.softmax(x, axis));
/** The logarithm of {@linkcode softmax}. */
export const logSoftmax: AlongAxisOrAll = overAll(
  "logSoftmax",
  (x, axis) => normalized.logSoftmax(x, axis),
);
/** Probabilities, many of them 0. */
export const sparsemax: KerasOperation<"x, axis=-1"> = operation(
  "sparsemax",
  "x, axis=-1",
  (x, axis) => normalized.sparsemax(floats(x), axis),
);
