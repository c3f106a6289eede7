/**
 * Fourier transforms over the last 1, 2 or 3 axes: `tf.signal.fft`, `fft2d`, `fft3d`, those of real
 * signals (`rfft...`) and the ways back. Computed on the host in float64.
 *
 * @module
 */
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { type InputOperation, inputOperation } from "../elementwise.ts";
import { asIntegers } from "../integers.ts";
import {
  fromRealSpectrum,
  realSpectrum,
  requireSignal,
  sized,
  transformed,
  type Way,
} from "./spectra.ts";

/** The last axes of a tensor. */
function lastAxes({ rank }: Tensor, count: number): number[] {
  return Array.from({ length: count }, (_, i) => rank - count + i);
}

/** A transform of complex numbers over the last axes. */
function complexTransform(where: string, count: number, way: Way): InputOperation {
  return inputOperation(where, (x) => {
    requireSignal(where, "input", x, count, ["complex64"]);
    return internally(() => transformed(x, lastAxes(x, count), way));
  });
}

/** Arguments of the transforms of real signals. */
export interface RealTransformArguments extends Named {
  /** A signal of float32, or a spectrum of complex64. */
  inputTensor: TensorLike;
  /** Lengths along the axes, one for each: the signal is cut or filled up with zeros. */
  fftLength?: IntegersLike | null;
}

/** A transform of a real signal, or back. */
export type RealTransform = Operation<
  RealTransformArguments,
  ["inputTensor", "fftLength", "name"],
  Tensor
>;

/** Lengths along the axes; `otherwise` where none are given. */
function lengthsOf(
  where: string,
  fftLength: unknown,
  otherwise: readonly number[],
): readonly number[] {
  if (fftLength === undefined || fftLength === null) return otherwise;
  const lengths = asIntegers(where, "fftLength", fftLength, { min: 1 });
  if (lengths.length === otherwise.length) return lengths;
  throw new TypeError(
    `${where}: expected fftLength of ${otherwise.length} number${
      otherwise.length === 1 ? "" : "s"
    }, received fftLength=[${lengths}]`,
  );
}

function realTransform(where: string, count: number): RealTransform {
  return bind(where, ["inputTensor", "fftLength", "name"], 1, (inputTensor, fftLength) => {
    const x = asTensor(where, inputTensor);
    requireSignal(where, "inputTensor", x, count, ["float32"]);
    const lengths = lengthsOf(where, fftLength, x.shape.slice(x.rank - count));
    return internally(() => {
      const axes = lastAxes(x, count);
      const whole = axes.reduce((it, axis, i) => sized(it, axis, lengths[i]!), x);
      return realSpectrum(whole, axes);
    });
  });
}

function inverseRealTransform(where: string, count: number): RealTransform {
  return bind(where, ["inputTensor", "fftLength", "name"], 1, (inputTensor, fftLength) => {
    const x = asTensor(where, inputTensor);
    requireSignal(where, "inputTensor", x, count, ["complex64"]);
    const dims = x.shape.slice(x.rank - count);
    const lengths = lengthsOf(where, fftLength, dims.with(-1, Math.max(0, 2 * (dims.at(-1)! - 1))));
    return internally(() => {
      const axes = lastAxes(x, count);
      const halves = lengths.with(-1, Math.floor(lengths.at(-1)! / 2) + 1);
      const whole = axes.reduce((it, axis, i) => sized(it, axis, halves[i]!), x);
      return fromRealSpectrum(whole, axes, lengths.at(-1)!);
    });
  });
}

/**
 * The discrete Fourier transform along the last axis: `y[k] = sum_n x[n] exp(-2 pi i k n / N)`.
 *
 * @throws {TypeError} for anything but complex64, and for a scalar.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.signal.fft(tf.complex([1, 2, 3, 4], [0, 0, 0, 0]));
 * assertEquals(tf.math.real(y).numpy().toArray(), [10, -2, -2, -2]);
 * ```
 */
export const fft: InputOperation = complexTransform("tf.signal.fft", 1, "forward");

/**
 * The inverse of {@linkcode fft}: `x[n] = 1 / N sum_k y[k] exp(2 pi i k n / N)`.
 *
 * @throws {TypeError} for anything but complex64, and for a scalar.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.ifft(tf.complex([10, -2, -2, -2], [0, 2, 0, -2]));
 * assertEquals(tf.math.real(x).numpy().toArray(), [1, 2, 3, 4]);
 * ```
 */
export const ifft: InputOperation = complexTransform("tf.signal.ifft", 1, "back");

/**
 * {@linkcode fft} over the last two axes.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.signal.fft2d(tf.complex([[1, 2], [3, 4]], [[0, 0], [0, 0]]));
 * assertEquals(tf.math.real(y).numpy().toArray(), [[10, -2], [-4, 0]]);
 * ```
 */
export const fft2d: InputOperation = complexTransform("tf.signal.fft2d", 2, "forward");

/**
 * The inverse of {@linkcode fft2d}.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.ifft2d(tf.complex([[10, -2], [-4, 0]], [[0, 0], [0, 0]]));
 * assertEquals(tf.math.real(x).numpy().toArray(), [[1, 2], [3, 4]]);
 * ```
 */
export const ifft2d: InputOperation = complexTransform("tf.signal.ifft2d", 2, "back");

/**
 * {@linkcode fft} over the last three axes.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 3 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.signal.fft3d(tf.cast(tf.ones([2, 2, 2]), "complex64"));
 * assertEquals(Number(tf.math.real(y).at(0, 0, 0)), 8);
 * ```
 */
export const fft3d: InputOperation = complexTransform("tf.signal.fft3d", 3, "forward");

/**
 * The inverse of {@linkcode fft3d}.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 3 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.ifft3d(tf.cast(tf.ones([2, 2, 2]), "complex64"));
 * assertEquals(Number(tf.math.real(x).at(0, 0, 0)), 1);
 * ```
 */
export const ifft3d: InputOperation = complexTransform("tf.signal.ifft3d", 3, "back");

/**
 * The `N / 2 + 1` first numbers of the transform of a real signal along the last axis; the others
 * are their mirrored conjugates.
 *
 * @throws {TypeError} for anything but float32, and for a scalar.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.real(tf.signal.rfft([1, 2, 3, 4])).numpy().toArray(), [10, -2, -2]);
 * assertEquals(tf.signal.rfft([1, 2, 3, 4], [8]).shape, [5]);
 * ```
 */
export const rfft: RealTransform = realTransform("tf.signal.rfft", 1);

/**
 * The inverse of {@linkcode rfft}; an even length unless `fftLength` says another one.
 *
 * @throws {TypeError} for anything but complex64, and for a scalar.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.irfft(tf.signal.rfft([1, 2, 3, 4]));
 * assertEquals(x.numpy().toArray(), [1, 2, 3, 4]);
 * ```
 */
export const irfft: RealTransform = inverseRealTransform("tf.signal.irfft", 1);

/**
 * {@linkcode rfft} over the last two axes, the last of which is halved.
 *
 * @throws {TypeError} for anything but float32, and for fewer than 2 dimensions.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.rfft2d(tf.ones([5, 4, 6])).shape, [5, 4, 4]);
 * ```
 */
export const rfft2d: RealTransform = realTransform("tf.signal.rfft2d", 2);

/**
 * The inverse of {@linkcode rfft2d}.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 2 dimensions.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.signal.irfft2d(tf.signal.rfft2d([[1, 2], [3, 4]]));
 * assertEquals(x.numpy().toArray(), [[1, 2], [3, 4]]);
 * ```
 */
export const irfft2d: RealTransform = inverseRealTransform("tf.signal.irfft2d", 2);

/**
 * {@linkcode rfft} over the last three axes, the last of which is halved.
 *
 * @throws {TypeError} for anything but float32, and for fewer than 3 dimensions.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.rfft3d(tf.ones([3, 4, 6])).shape, [3, 4, 4]);
 * ```
 */
export const rfft3d: RealTransform = realTransform("tf.signal.rfft3d", 3);

/**
 * The inverse of {@linkcode rfft3d}.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 3 dimensions.
 * @throws {RangeError} for lengths below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.irfft3d(tf.signal.rfft3d(tf.ones([3, 4, 6]))).shape, [3, 4, 6]);
 * ```
 */
export const irfft3d: RealTransform = inverseRealTransform("tf.signal.irfft3d", 3);
