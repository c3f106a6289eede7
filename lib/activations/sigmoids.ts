/**
 * Activations that rise from one level to another: sigmoids, tangents and what stands for them.
 *
 * @module
 */
import { add, multiply, negative } from "../primitives/math/arithmetic.ts";
import { clip } from "../primitives/math/clip.ts";
import { greaterEqual, lessEqual } from "../primitives/math/comparison.ts";
import { sigmoid as sigmoidOf, tanh as tanhOf } from "../primitives/math/exponential.ts";
import { softplus, softsign as softsignOf } from "../primitives/math/soft.ts";
import { where } from "../primitives/math/where.ts";
import { numbersFor, plain, type PlainActivation } from "./activation.ts";
import { hardSigmoidOf } from "./hard_sigmoid.ts";
import { keepLogits } from "./logits.ts";

/**
 * `1 / (1 + e^-x)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.sigmoid([-1000, 0, 1000]).numpy().toArray(), [0, 0.5, 1]);
 * ```
 */
export const sigmoid: PlainActivation = plain("sigmoid", (x) => {
  const result = sigmoidOf(x);
  keepLogits(result, { kind: "sigmoid", x });
  return result;
});

/**
 * `x / 6 + 0.5`, cut to the range from 0 to 1, as Keras 3 has it.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.hardSigmoid([-4, 0, 4]).numpy().toArray(), [0, 0.5, 1]);
 * ```
 */
export const hardSigmoid: PlainActivation = plain("hardSigmoid", hardSigmoidOf);

/**
 * `log(sigmoid(x))`, without the logarithm of 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.logSigmoid([-1000, -500]).numpy().toArray(), [-1000, -500]);
 * ```
 */
export const logSigmoid: PlainActivation = plain(
  "logSigmoid",
  (x) => negative(softplus(negative(x))),
);

/**
 * `(x + 1) / 2` between -1 and 1; 0 below, 1 above.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.keras.activations.sparseSigmoid([-2, 0.5, 2]);
 * assertEquals(y.numpy().toArray(), [0, 0.75, 1]);
 * ```
 */
export const sparseSigmoid: PlainActivation = plain("sparseSigmoid", (x) => {
  const number = numbersFor(x);
  const inside = multiply(number(0.5), add(x, number(1)));
  const upper = where(greaterEqual(x, number(1)), number(1), inside);
  return where(lessEqual(x, number(-1)), number(0), upper);
});

/**
 * The hyperbolic tangent.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.tanh([-1000, 0, 1000]).numpy().toArray(), [-1, 0, 1]);
 * ```
 */
export const tanh: PlainActivation = plain("tanh", tanhOf);

/**
 * `x`, cut to the range from -1 to 1; the derivative at both ends is 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.hardTanh([-4, 0.5, 4]).numpy().toArray(), [-1, 0.5, 1]);
 * ```
 */
export const hardTanh: PlainActivation = plain("hardTanh", (x) => {
  const number = numbersFor(x);
  return clip(x, number(-1), number(1));
});

/**
 * `x / (|x| + 1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.softsign([-1, 3]).numpy().toArray(), [-0.5, 0.75]);
 * ```
 */
export const softsign: PlainActivation = plain("softsign", softsignOf);
