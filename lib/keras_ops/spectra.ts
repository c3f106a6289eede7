/**
 * Spectra, as `tf.keras.ops` has them: complex numbers are pairs of tensors, real and imaginary parts.
 * Computed on the host in float64, given in float32.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [re, im] = tf.keras.ops.rfft([1, 2, 3, 4]);
 * assertEquals([re.numpy().toArray(), im.numpy().toArray()], [[10, -2, -2], [0, 2, 0]]);
 * ```
 *
 * @module
 */
import { formatShape, formatValue } from "../errors/format.ts";
import { pad } from "../ops/array/pad.ts";
import { complex, imag, real } from "../ops/math/complex_parts.ts";
import * as transforms from "../ops/signal/fft.ts";
import { inverseStft, inverseStftWindowFn, stft as framed } from "../ops/signal/stft.ts";
import { hammingWindow, hannWindow } from "../ops/signal/windows.ts";
import { slice } from "../ops/array/slice.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Real and imaginary parts. */
export type Parts = [real: Tensor, imaginary: Tensor];

/** The complex numbers of two parts. */
function joined(where: string, x: unknown): Tensor {
  if (!Array.isArray(x) || x.length !== 2) {
    throw new TypeError(
      `tf.keras.ops.${where}: expected x to be two tensors, real and imaginary parts, received x=${
        formatValue(x)
      }`,
    );
  }
  const [re, im] = (x as TensorLike[]).map((it) => tensorOf(it)) as Parts;
  if (`${re.shape}` !== `${im.shape}`) {
    throw new TypeError(
      `tf.keras.ops.${where}: expected parts of the same shape, received ${
        formatShape(re.shape)
      } and ${formatShape(im.shape)}`,
    );
  }
  return complex(re, im);
}

const split = (x: Tensor): Parts => [real(x), imag(x)];
const lengths = (length: number | null) => length === null ? {} : { fftLength: [length] };

/** The discrete Fourier transform along the last axis. */
export const fft: KerasOperation<"x:parts", Parts> = operation(
  "fft",
  "x:parts",
  (x): Parts => split(transforms.fft(joined("fft", x))),
);

/** The discrete Fourier transform along the last two axes. */
export const fft2: KerasOperation<"x:parts", Parts> = operation(
  "fft2",
  "x:parts",
  (x): Parts => split(transforms.fft2d(joined("fft2", x))),
);

/** The inverse of {@linkcode fft2}. */
export const ifft2: KerasOperation<"x:parts", Parts> = operation(
  "ifft2",
  "x:parts",
  (x): Parts => split(transforms.ifft2d(joined("ifft2", x))),
);

/** The first half of a real signal's transform along the last axis; the rest mirrors it. */
export const rfft: KerasOperation<"x, fftLength:optionalNumber=null", Parts> = operation(
  "rfft",
  "x, fftLength:optionalNumber=null",
  (x, fftLength): Parts => split(transforms.rfft(tensorOf(x), lengths(fftLength))),
);

/** The inverse of {@linkcode rfft}: a real signal. */
export const irfft: KerasOperation<"x:parts, fftLength:optionalNumber=null"> = operation(
  "irfft",
  "x:parts, fftLength:optionalNumber=null",
  (x, fftLength) => transforms.irfft(joined("irfft", x), lengths(fftLength)),
);

/** A window of a frame, in the middle of the transform's length; `null` for none. */
function windowOf(
  where: string,
  window: TensorLike | null,
  length: number,
  fftLength: number,
): Tensor | null {
  if (fftLength < length) {
    throw new RangeError(
      `tf.keras.ops.${where}: expected fftLength >= sequenceLength, received fftLength=${fftLength} and sequenceLength=${length}`,
    );
  }
  if (window === null) return null;
  if (typeof window === "string" && window !== "hann" && window !== "hamming") {
    throw new RangeError(
      `tf.keras.ops.${where}: expected window to be "hann", "hamming", a tensor or null, received window=${
        formatValue(window)
      }`,
    );
  }
  const own = window === "hann"
    ? hannWindow(length)
    : window === "hamming"
    ? hammingWindow(length)
    : tensorOf(window);
  if (own.shape.join() !== `${length}`) {
    throw new TypeError(
      `tf.keras.ops.${where}: expected a window of shape (${length},), received shape ${
        formatShape(own.shape)
      }`,
    );
  }
  const before = Math.floor((fftLength - length) / 2);
  return pad(own, [[before, fftLength - length - before]]);
}

const STFT =
  'x, sequenceLength:number, sequenceStride:number, fftLength:number, window:window="hann", center:flag=true';

/** Spectra of frames of a real signal: parts of shape `(..., frames, fftLength / 2 + 1)`. */
export const stft: KerasOperation<typeof STFT, Parts> = operation(
  "stft",
  STFT,
  (value, sequenceLength, sequenceStride, fftLength, window, center): Parts => {
    const own = windowOf("stft", window, sequenceLength, fftLength);
    const x = tensorOf(value);
    const half = Math.floor(fftLength / 2);
    const edges = x.shape.map((_, i) => i === x.rank - 1 ? [half, half] : [0, 0]);
    const signal = center ? pad(x, edges, { mode: "REFLECT" }) : x;
    const windowFn = own === null ? null : () => own;
    return split(framed(signal, fftLength, sequenceStride, { fftLength, windowFn }));
  },
);

const ISTFT =
  'x:parts, sequenceLength:number, sequenceStride:number, fftLength:number, length:optionalNumber=null, window:window="hann", center:flag=true';

/** A real signal of the spectra of its frames, the inverse of {@linkcode stft}. */
export const istft: KerasOperation<typeof ISTFT> = operation(
  "istft",
  ISTFT,
  (value, sequenceLength, sequenceStride, fftLength, length, window, center) => {
    const own = windowOf("istft", window, sequenceLength, fftLength);
    const x = joined("istft", value);
    const windowFn = own === null ? null : inverseStftWindowFn(sequenceStride, {
      forwardWindowFn: () => own,
    });
    const signal = inverseStft(x, fftLength, sequenceStride, { fftLength, windowFn });
    const whole = signal.shape.at(-1)!;
    const half = Math.floor(fftLength / 2);
    const start = center ? half : 0;
    const end = Math.min(whole, length !== null ? start + length : center ? whole - half : whole);
    const begin = signal.shape.map((_, i) => i === signal.rank - 1 ? start : 0);
    const size = signal.shape.map((dim, i) =>
      i === signal.rank - 1 ? Math.max(0, end - start) : dim
    );
    return slice(signal, begin, size);
  },
);
