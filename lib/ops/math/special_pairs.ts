/**
 * Functions of analysis of several tensors, named as in `tf.math`. Shapes broadcast; dtypes must
 * agree.
 *
 * @module
 */
import { atan2 as atan2Primitive } from "../../primitives/math/trigonometric.ts";
import { nextafter as nextafterPrimitive } from "../../primitives/math/next_after.ts";
import * as gamma from "../../primitives/special/gamma.ts";
import * as beta from "../../primitives/special/incomplete_beta.ts";
import * as incomplete from "../../primitives/special/incomplete_gamma.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensors } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of {@linkcode atan2}. */
export interface Atan2Arguments {
  /** Second coordinates. */
  y: TensorLike;
  /** First coordinates. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The angle from the first axis to the point (x, y) in radians, from -pi to pi.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.atan2(1, -1)), 3 * Math.PI / 4, 1e-6);
 * ```
 */
export const atan2: Operation<Atan2Arguments, ["y", "x", "name"], Tensor> = bind(
  "tf.atan2",
  ["y", "x", "name"],
  2,
  (y, x) => atan2Primitive(...asOperands("tf.atan2", y, x)),
);

/** Arguments of {@linkcode nextafter}. */
export interface NextafterArguments {
  /** Floats of 32 or 64 bits. */
  x1: TensorLike;
  /** Towards what. */
  x2: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The float next to `x1` in the direction of `x2`.
 *
 * @throws {TypeError} for anything else than float32 or float64, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.nextafter(1, 2)), 1 + 2 ** -23);
 * ```
 */
export const nextafter: Operation<NextafterArguments, ["x1", "x2", "name"], Tensor> = bind(
  "tf.math.nextafter",
  ["x1", "x2", "name"],
  2,
  (x1, x2) => nextafterPrimitive(...asOperands("tf.math.nextafter", x1, x2)),
);

/** Arguments of {@linkcode polygamma}. */
export interface PolygammaArguments {
  /** Orders, whole numbers >= 0 as floats. */
  a: TensorLike;
  /** Arguments. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The derivative of order `a + 1` of `log gamma(x)`; no gradient goes to `a`.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.polygamma(1, 1)), Math.PI ** 2 / 6, 1e-6);
 * ```
 */
export const polygamma: Operation<PolygammaArguments, ["a", "x", "name"], Tensor> = bind(
  "tf.math.polygamma",
  ["a", "x", "name"],
  2,
  (a, x) => gamma.polygamma(...asOperands("tf.math.polygamma", a, x)),
);

/** Arguments of {@linkcode zeta}. */
export interface ZetaArguments {
  /** Exponents, > 1. */
  x: TensorLike;
  /** Where the sum begins. */
  q: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Hurwitz's zeta function: the sum of `(q + k)^-x` over k >= 0; no gradient goes to `x`.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.zeta(2, 1)), Math.PI ** 2 / 6, 1e-6);
 * ```
 */
export const zeta: Operation<ZetaArguments, ["x", "q", "name"], Tensor> = bind(
  "tf.math.zeta",
  ["x", "q", "name"],
  2,
  (x, q) => gamma.zeta(...asOperands("tf.math.zeta", x, q)),
);

/** Arguments of {@linkcode igamma} and {@linkcode igammac}. */
export interface IgammaArguments {
  /** Shapes of gamma variables, > 0. */
  a: TensorLike;
  /** Where, >= 0. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** An incomplete gamma function. */
export type IgammaOperation = Operation<IgammaArguments, ["a", "x", "name"], Tensor>;

/**
 * The probability that a gamma variable of shape `a` is below `x`: the integral of `t^(a - 1) e^-t`
 * from 0 to `x`, over `gamma(a)`.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.igamma(1, 1)), 1 - Math.exp(-1), 1e-6);
 * ```
 */
export const igamma: IgammaOperation = bind(
  "tf.math.igamma",
  ["a", "x", "name"],
  2,
  (a, x) => incomplete.igamma(...asOperands("tf.math.igamma", a, x)),
);

/**
 * The probability that a gamma variable of shape `a` is above `x`: `1 - igamma(a, x)` without
 * cancellation.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.igammac(1, 1)), Math.exp(-1), 1e-6);
 * ```
 */
export const igammac: IgammaOperation = bind(
  "tf.math.igammac",
  ["a", "x", "name"],
  2,
  (a, x) => incomplete.igammac(...asOperands("tf.math.igammac", a, x)),
);

/** Arguments of {@linkcode betainc}. */
export interface BetaincArguments {
  /** First shapes of beta variables, > 0. */
  a: TensorLike;
  /** Second shapes, > 0. */
  b: TensorLike;
  /** Where, from 0 to 1. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The probability that a beta variable of shapes `a` and `b` is below `x`; gradients go to `x` alone.
 *
 * @throws {TypeError} for anything else than floats of one dtype, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.betainc(1, 2, 0.5)), 0.75, 1e-6);
 * ```
 */
export const betainc: Operation<BetaincArguments, ["a", "b", "x", "name"], Tensor> = bind(
  "tf.math.betainc",
  ["a", "b", "x", "name"],
  3,
  (a, b, x) => {
    const [first, second, at] = asTensors("tf.math.betainc", [a, b, x]) as [Tensor, Tensor, Tensor];
    return beta.betainc(first, second, at);
  },
);
