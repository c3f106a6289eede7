/**
 * Functions of analysis and statistics of one tensor, named as in `tf.math`: error, gamma and Bessel
 * functions.
 *
 * @module
 */
import { multiply, negative } from "../../primitives/math/arithmetic.ts";
import * as bessel from "../../primitives/special/bessel.ts";
import * as errors from "../../primitives/special/error_function.ts";
import * as gamma from "../../primitives/special/gamma.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

/**
 * `2 / sqrt(pi)` times the integral of `e^-t^2` from 0 to `x`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.erf(1)), 0.8427007929, 1e-6);
 * ```
 */
export const erf: UnaryOperation = unaryOperation("tf.math.erf", errors.erf);

/**
 * `1 - erf(x)` without cancellation.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.erfc(1)), 0.1572992071, 1e-6);
 * ```
 */
export const erfc: UnaryOperation = unaryOperation("tf.math.erfc", errors.erfc);

/**
 * The number whose error function is `x`; NaN beyond -1 and 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.erfinv(0.8427007929)), 1, 1e-6);
 * ```
 */
export const erfinv: UnaryOperation = unaryOperation("tf.math.erfinv", errors.erfinv);

/**
 * The number whose complementary error function is `x`; NaN beyond 0 and 2.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.erfcinv(0.1572992071)), 1, 1e-6);
 * ```
 */
export const erfcinv: UnaryOperation = unaryOperation(
  "tf.math.erfcinv",
  (x) => {
    requireFloat("math.erfcinv", x.aval);
    return internally(() =>
      multiply(
        negative(errors.ndtri(multiply(x, scalar(0.5, x.dtype)))),
        scalar(Math.SQRT1_2, x.dtype),
      )
    );
  },
);

/**
 * The number below which a standard normal variable is with probability `x`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.ndtri(0.5)), 0);
 * ```
 */
export const ndtri: UnaryOperation = unaryOperation("tf.math.ndtri", errors.ndtri);

/**
 * `log |gamma(x)|`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.lgamma(5)), Math.log(24), 1e-6);
 * ```
 */
export const lgamma: UnaryOperation = unaryOperation("tf.math.lgamma", gamma.lgamma);

/**
 * The derivative of `log gamma(x)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.digamma(1)), -0.5772156649, 1e-6);
 * ```
 */
export const digamma: UnaryOperation = unaryOperation("tf.math.digamma", gamma.digamma);

/**
 * The modified Bessel function of the first kind of order 0.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.besselI0(0)), 1);
 * ```
 */
export const besselI0: UnaryOperation = unaryOperation("tf.math.besselI0", bessel.besselI0);

/**
 * `e^-|x|` times the modified Bessel function of order 0.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.besselI0e(0)), 1);
 * ```
 */
export const besselI0e: UnaryOperation = unaryOperation("tf.math.besselI0e", bessel.besselI0e);

/**
 * The modified Bessel function of the first kind of order 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.besselI1(0)), 0);
 * ```
 */
export const besselI1: UnaryOperation = unaryOperation("tf.math.besselI1", bessel.besselI1);

/**
 * `e^-|x|` times the modified Bessel function of order 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.besselI1e(0)), 0);
 * ```
 */
export const besselI1e: UnaryOperation = unaryOperation("tf.math.besselI1e", bessel.besselI1e);
