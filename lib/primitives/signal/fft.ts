/**
 * The discrete Fourier transform of complex numbers along the last axis, and its inverse.
 *
 * @module
 */
import { transformOf } from "../../arrays/fourier/transform.ts";
import type { Aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { multiply } from "../math/arithmetic.ts";
import { requireDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";

/** What the transform is. */
interface Attributes {
  /** Whether it is the inverse, which divides by the length. */
  readonly inverse: boolean;
}

/** Each line along the last axis transformed. */
function transformed(data: Float32Array, { shape, size }: Aval, inverse: boolean): Float32Array {
  const result = new Float32Array(2 * size);
  const length = shape.at(-1)!;
  if (size === 0) return result;
  const run = transformOf(length);
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  // Parts exchanged before and after make it the inverse.
  const [first, second] = inverse ? [im, re] : [re, im];
  const scale = inverse ? 1 / length : 1;
  for (let line = 0; line < 2 * size; line += 2 * length) {
    for (let k = 0; k < length; k++) {
      re[k] = data[line + 2 * k]!;
      im[k] = data[line + 2 * k + 1]!;
    }
    const [p, q] = run(first, second);
    const [outRe, outIm] = inverse ? [q, p] : [p, q];
    for (let k = 0; k < length; k++) {
      result[line + 2 * k] = outRe[k]! * scale;
      result[line + 2 * k + 1] = outIm[k]! * scale;
    }
  }
  return result;
}

const family = defineFamily<Attributes>({
  name: "signal.fft",
  infer([x], { inverse }) {
    const name = inverse ? "signal.ifft" : "signal.fft";
    requireDType(name, x, (it) => it === "complex64", "complex numbers");
    if (x.shape.length > 0) return x;
    throw new TypeError(`tf.${name}: expected at least 1 dimension, received a scalar`);
  },
  host: ([data], [x], { inverse }) => [transformed(data as Float32Array, x, inverse)],
  vjp([g], { inputs: [x], attrs: { inverse } }) {
    // The transform is symmetric, and gradients of complex numbers are conjugated ones: the gradient
    // is the inverse times the length.
    const length = x.shape.at(-1)!;
    const back = record(family({ inverse: !inverse }), [g]);
    return [multiply(back, scalar(inverse ? 1 / length : length, x.dtype))];
  },
  tensorflow: { name: ({ inverse }) => inverse ? "IFFT" : "FFT" },
  *samples() {
    for (
      const shape of [[1], [2], [3], [4], [5], [8], [2, 6], [12], [2, 0], [0, 3], [17], [2, 34]]
    ) {
      for (const inverse of [false, true]) {
        yield { inputs: [sample(shape, { dtype: "complex64" })], attrs: { inverse } };
      }
    }
  },
});

/** `y[k] = sum x[n] exp(-2 pi i k n / N)` along the last axis. */
export function fft(x: Tensor): Tensor {
  return record(family({ inverse: false }), [x]);
}

/** The inverse of {@linkcode fft}. */
export function ifft(x: Tensor): Tensor {
  return record(family({ inverse: true }), [x]);
}
