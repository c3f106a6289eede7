/**
 * Activations, named as in `tf.nn`.
 *
 * @module
 */
import { isInteger } from "../../arrays/dtypes.ts";
import { negative } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { concat } from "../../primitives/array/concat.ts";
import * as units from "../../primitives/math/exponential_units.ts";
import * as rectifiers from "../../primitives/math/rectifiers.ts";
import * as soft from "../../primitives/math/soft.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { type FeaturesOperation, featuresOperation } from "../elementwise.ts";
import { asAxis } from "../integers.ts";
import { numberOr } from "../numbers.ts";

export { gelu, type GeluArguments, silu, swish, type SwishArguments } from "./gelu.ts";
export { logSoftmax, softmax, type SoftmaxArguments, type SoftmaxOperation } from "./softmax.ts";

/**
 * `max(features, 0)`; the derivative at 0 is 0.
 *
 * @throws {TypeError} for anything else than real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.relu([-1, 0, 2]).numpy().toArray(), [0, 0, 2]);
 * ```
 */
export const relu: FeaturesOperation = featuresOperation("tf.nn.relu", rectifiers.relu);

/**
 * `min(max(features, 0), 6)`; the derivatives at 0 and 6 are 0.
 *
 * @throws {TypeError} for anything else than real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.relu6([-1, 3, 9]).numpy().toArray(), [0, 3, 6]);
 * ```
 */
export const relu6: FeaturesOperation = featuresOperation("tf.nn.relu6", rectifiers.relu6);

/**
 * `features` where they are not negative, else `e^features - 1`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.elu([-Infinity, 2]).numpy().toArray(), [-1, 2]);
 * ```
 */
export const elu: FeaturesOperation = featuresOperation("tf.nn.elu", units.elu);

/**
 * `1.0507 elu(features)` with slope 1.6733 below zero, which keeps mean 0 and variance 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.nn.selu(1)), 1.0507, 1e-4);
 * ```
 */
export const selu: FeaturesOperation = featuresOperation("tf.nn.selu", units.selu);

/**
 * `log(1 + e^features)`, without overflow.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.nn.softplus(0)), Math.log(2), 1e-6);
 * ```
 */
export const softplus: FeaturesOperation = featuresOperation("tf.math.softplus", soft.softplus);

/**
 * `features / (1 + |features|)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.softsign([-1, 3]).numpy().toArray(), [-0.5, 0.75]);
 * ```
 */
export const softsign: FeaturesOperation = featuresOperation("tf.nn.softsign", soft.softsign);

/** Arguments of {@linkcode leakyRelu}. */
export interface LeakyReluArguments {
  /** A tensor of floats, or of whole numbers, which count as float32. */
  features: TensorLike;
  /** Slope below zero; default 0.2. */
  alpha?: number | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `features` where they are positive, else `alpha features`.
 *
 * @throws {TypeError} for anything else than floats and whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.leakyRelu([-2, 3], 0.5).numpy().toArray(), [-1, 3]);
 * ```
 */
export const leakyRelu: Operation<LeakyReluArguments, ["features", "alpha", "name"], Tensor> = bind(
  "tf.nn.leakyRelu",
  ["features", "alpha", "name"],
  1,
  (features, alpha) => {
    const slope = numberOr("tf.nn.leakyRelu", "alpha", alpha, 0.2);
    const x = asTensor("tf.nn.leakyRelu", features);
    return internally(() =>
      rectifiers.leakyRelu(isInteger(x.dtype) ? cast(x, "float32") : x, slope)
    );
  },
);

/** Arguments of {@linkcode crelu}. */
export interface CreluArguments {
  /** A tensor of numbers. */
  features: TensorLike;
  /** Along which axis both halves are joined; default -1. */
  axis?: IntegerLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `relu(features)` and `relu(-features)`, joined along an axis, which gets twice as long.
 *
 * @throws {TypeError} for anything else than numbers.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.crelu([-2, 3]).numpy().toArray(), [0, 3, 2, 0]);
 * ```
 */
export const crelu: Operation<CreluArguments, ["features", "axis", "name"], Tensor> = bind(
  "tf.nn.crelu",
  ["features", "axis", "name"],
  1,
  (features, axis) => {
    const x = asTensor("tf.nn.crelu", features);
    const at = asAxis("tf.nn.crelu", axis ?? -1, x.rank);
    return internally(() => rectifiers.relu(concat([x, negative(x)], at)));
  },
);
