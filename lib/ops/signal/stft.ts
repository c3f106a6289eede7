/**
 * Spectra of frames: `tf.signal.stft`, `tf.signal.inverseStft`, `tf.signal.inverseStftWindowFn`.
 *
 * @module
 */
import { zerosLike } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { tile } from "../../primitives/array/tile.ts";
import { divide, multiply, square } from "../../primitives/math/arithmetic.ts";
import { equal } from "../../primitives/math/comparison.ts";
import { where as select } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { framed, overlapped } from "./frames.ts";
import { fromRealSpectrum, realSpectrum, requireSignal, sized } from "./spectra.ts";
import { hannWindow, windowFrom, type WindowFunction } from "./windows.ts";

/** The smallest power of two that is not below a length. */
function enclosingPowerOfTwo(length: number): number {
  let power = 1;
  while (power < length) power *= 2;
  return power;
}

/** Arguments of {@linkcode stft}. */
export interface StftArguments extends Named {
  /** Signals `[..., samples]` of float32. */
  signals: TensorLike;
  /** Samples of a frame. */
  frameLength: IntegerLike;
  /** Samples from the beginning of a frame to that of the next. */
  frameStep: IntegerLike;
  /** Length of the transforms; default: the power of two from `frameLength` on. */
  fftLength?: IntegerLike | null;
  /** What makes the window of a length; `null`: none; default {@linkcode hannWindow}. */
  windowFn?: WindowFunction | null;
  /** Whether frames that reach beyond the end are filled up with zeros; default false. */
  padEnd?: boolean;
}

/**
 * The spectra of overlapping frames of signals, `[..., frames, fftLength / 2 + 1]` of complex64.
 *
 * @throws {TypeError} for signals of anything but float32.
 * @throws {RangeError} for lengths and steps below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const spectra = tf.signal.stft(tf.ones([2, 100]), 16, 8);
 * assertEquals(spectra.shape, [2, 11, 9]);
 * ```
 */
export const stft: Operation<
  StftArguments,
  ["signals", "frameLength", "frameStep", "fftLength", "windowFn", "padEnd", "name"],
  Tensor
> = bind(
  "tf.signal.stft",
  ["signals", "frameLength", "frameStep", "fftLength", "windowFn", "padEnd", "name"],
  3,
  (signals, frameLength, frameStep, fftLength, windowFn = hannWindow, padEnd = false) => {
    const where = "tf.signal.stft";
    const x = asTensor(where, signals);
    requireSignal(where, "signals", x, 1, ["float32"]);
    const length = asInteger(where, "frameLength", frameLength, { min: 1 });
    const step = asInteger(where, "frameStep", frameStep, { min: 1 });
    const size = asInteger(where, "fftLength", fftLength ?? enclosingPowerOfTwo(length), {
      min: 1,
    });
    return internally(() => {
      const padding = padEnd ? scalar(0, x.dtype) : undefined;
      const frames = framed(x, length, step, x.rank - 1, padding);
      const windowed = windowFn === null
        ? frames
        : multiply(frames, windowFrom(where, windowFn, length, x.dtype));
      return realSpectrum(sized(windowed, x.rank, size), [x.rank]);
    });
  },
);

/** Arguments of {@linkcode inverseStft}. */
export interface InverseStftArguments extends Named {
  /** Spectra `[..., frames, fftLength / 2 + 1]` of complex64. */
  stfts: TensorLike;
  /** Samples of a frame. */
  frameLength: IntegerLike;
  /** Samples from the beginning of a frame to that of the next. */
  frameStep: IntegerLike;
  /** Length of the transforms; default: the power of two from `frameLength` on. */
  fftLength?: IntegerLike | null;
  /**
   * What makes the window of a length; `null`: none; default {@linkcode hannWindow}. That of
   * {@linkcode inverseStftWindowFn} gives the signal itself.
   */
  windowFn?: WindowFunction | null;
}

/**
 * Signals of the spectra of their frames, `[..., samples]`.
 *
 * @throws {TypeError} for anything but complex64, and for fewer than 2 dimensions.
 * @throws {RangeError} for lengths and steps below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const spectra = tf.signal.stft(tf.ones([64]), 16, 8);
 * const windowFn = tf.signal.inverseStftWindowFn(8);
 * const x = tf.signal.inverseStft(spectra, 16, 8, { windowFn });
 * assertAlmostEquals(Number(x.at(30)), 1, 1e-6);
 * ```
 */
export const inverseStft: Operation<
  InverseStftArguments,
  ["stfts", "frameLength", "frameStep", "fftLength", "windowFn", "name"],
  Tensor
> = bind(
  "tf.signal.inverseStft",
  ["stfts", "frameLength", "frameStep", "fftLength", "windowFn", "name"],
  3,
  (stfts, frameLength, frameStep, fftLength, windowFn = hannWindow) => {
    const where = "tf.signal.inverseStft";
    const x = asTensor(where, stfts);
    requireSignal(where, "stfts", x, 2, ["complex64"]);
    const length = asInteger(where, "frameLength", frameLength, { min: 1 });
    const step = asInteger(where, "frameStep", frameStep, { min: 1 });
    const size = asInteger(where, "fftLength", fftLength ?? enclosingPowerOfTwo(length), {
      min: 1,
    });
    return internally(() => {
      const last = x.rank - 1;
      const half = sized(x, last, Math.floor(size / 2) + 1);
      const frames = sized(fromRealSpectrum(half, [last], size), last, length);
      const windowed = windowFn === null
        ? frames
        : multiply(frames, windowFrom(where, windowFn, length, "float32"));
      return overlapped(windowed, step);
    });
  },
);

/** Arguments of {@linkcode inverseStftWindowFn}. */
export interface InverseStftWindowFnArguments extends Named {
  /** Samples from the beginning of a frame to that of the next. */
  frameStep: IntegerLike;
  /** The window of the way there; default {@linkcode hannWindow}. */
  forwardWindowFn?: WindowFunction;
}

/**
 * What makes the window with which {@linkcode inverseStft} undoes {@linkcode stft}: the window there
 * over the sum of its squares at all frames.
 *
 * @throws {RangeError} for a step below 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const windowFn = tf.signal.inverseStftWindowFn(2);
 * assertEquals(windowFn(4, { dtype: "float32" }).numpy().toArray(), [0, 1, 1, 1]);
 * ```
 */
export const inverseStftWindowFn: Operation<
  InverseStftWindowFnArguments,
  ["frameStep", "forwardWindowFn", "name"],
  WindowFunction
> = bind(
  "tf.signal.inverseStftWindowFn",
  ["frameStep", "forwardWindowFn", "name"],
  1,
  (frameStep, forwardWindowFn = hannWindow): WindowFunction => {
    const where = "tf.signal.inverseStftWindowFn";
    const step = asInteger(where, "frameStep", frameStep, { min: 1 });
    return (length, options) =>
      internally(() => {
        const forward = windowFrom(where, forwardWindowFn, length, options.dtype);
        const overlaps = Math.ceil(length / step);
        const squares = reshape(sized(square(forward), 0, overlaps * step), [overlaps, step]);
        const sums = reshape(tile(reduceSum(squares, [0], true), [overlaps, 1]), [overlaps * step]);
        const norm = slice(sums, [0], [length]);
        const isZero = equal(norm, scalar(0, norm.dtype));
        return select(isZero, zerosLike(forward), divide(forward, norm));
      });
  },
);
