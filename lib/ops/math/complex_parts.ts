/**
 * Parts of complex numbers, named as in `tf.math`. Real numbers are their own real part.
 *
 * @module
 */
import * as primitives from "../../primitives/math/complex.ts";
import { less } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { zerosLike } from "../../primitives/array/fill.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import {
  type InputOperation,
  inputOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

const isComplex = (x: Tensor): boolean => x.dtype === "complex64";

/** The angle of real numbers: pi where they are negative, else 0. */
function realAngle(x: Tensor): Tensor {
  const zero = scalar(0, x.dtype);
  return internally(() => where(less(x, zero), scalar(Math.PI, x.dtype), zero));
}

/**
 * The real part.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.real(tf.complex([1], [2])).numpy().toArray(), [1]);
 * ```
 */
export const real: InputOperation = inputOperation(
  "tf.math.real",
  (x) => isComplex(x) ? primitives.real(x) : x,
);

/**
 * The imaginary part.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.imag(tf.complex([1], [2])).numpy().toArray(), [2]);
 * ```
 */
export const imag: InputOperation = inputOperation(
  "tf.math.imag",
  (x) => isComplex(x) ? primitives.imag(x) : zerosLike(x),
);

/**
 * The complex conjugate.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.imag(tf.math.conj(tf.complex([1], [2]))).numpy().toArray(), [-2]);
 * ```
 */
export const conj: UnaryOperation = unaryOperation("tf.math.conj", primitives.conjugate);

/**
 * The angle from the positive real axis, from -pi to pi.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.angle(tf.complex(0, 1))), Math.PI / 2, 1e-6);
 * ```
 */
export const angle: InputOperation = inputOperation(
  "tf.math.angle",
  (x) => isComplex(x) ? primitives.angle(x) : realAngle(x),
);

/** Arguments of {@linkcode complex}. */
export interface ComplexArguments {
  /** Real parts, of float32. */
  real: TensorLike;
  /** Imaginary parts, of float32. Shapes broadcast. */
  imag: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Complex numbers of their parts: `real + i imag`, of complex64.
 *
 * @throws {TypeError} for parts of another dtype than float32, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.abs(tf.complex([3], [4])).numpy().toArray(), [5]);
 * ```
 */
export const complex: Operation<ComplexArguments, ["real", "imag", "name"], Tensor> = bind(
  "tf.complex",
  ["real", "imag", "name"],
  2,
  (re, im) => {
    const [x, y] = asOperands("tf.complex", re, im);
    return primitives.complex(x, y);
  },
);
