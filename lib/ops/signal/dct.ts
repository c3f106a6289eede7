/**
 * Discrete cosine transforms along the last axis: `tf.signal.dct`, `tf.signal.idct`. They are made of
 * the Fourier transform of twice the length.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { slice } from "../../primitives/array/slice.ts";
import { stridedSlice } from "../../primitives/array/strided_slice.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { complex, imag, real } from "../../primitives/math/complex.ts";
import { aval } from "../../tensor/aval.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { fromRealSpectrum, realSpectrum, requireSignal, sized } from "./spectra.ts";

/** Arguments of {@linkcode dct} and {@linkcode idct}. */
export interface DctArguments extends Named {
  /** Signals `[..., samples]` of float32. */
  input: TensorLike;
  /** Which of the transforms: 1, 2, 3 or 4; default 2. */
  type?: 1 | 2 | 3 | 4;
  /** Samples to take: the signal is cut or filled up with zeros; default: all. */
  n?: IntegerLike | null;
  /** The axis, of which TensorFlow knows the last one alone: -1. */
  axis?: -1;
  /** `"ortho"` makes the transform an orthogonal one; default: as it is. */
  norm?: "ortho" | null;
}

/** A cosine transform. */
export type CosineTransform = Operation<
  DctArguments,
  ["input", "type", "n", "axis", "norm", "name"],
  Tensor
>;

/** Weights along the last axis. */
function weights(length: number, of: (k: number) => number): Tensor {
  return leaf(Float32Array.from({ length }, (_, k) => of(k)), aval("float32", [length]));
}

/** A part of the last axis. */
function part(x: Tensor, begin: number, size: number): Tensor {
  return slice(x, x.shape.map(() => 0).with(-1, begin), x.shape.with(-1, size));
}

function first(x: Tensor): Tensor {
  const inner = reverse(part(x, 1, x.shape.at(-1)! - 2), [x.rank - 1]);
  return real(realSpectrum(concat([x, inner], x.rank - 1), [x.rank - 1]));
}

function second(x: Tensor, isOrtho: boolean): Tensor {
  const [last, n] = [x.rank - 1, x.shape.at(-1)!];
  const spectrum = part(realSpectrum(sized(x, last, 2 * n), [last]), 0, n);
  const norm = (k: number) => isOrtho ? Math.sqrt((k === 0 ? 1 : 2) / n) : 2;
  const angle = (k: number) => (Math.PI * k) / (2 * n);
  return add(
    multiply(real(spectrum), weights(n, (k) => norm(k) * Math.cos(angle(k)))),
    multiply(imag(spectrum), weights(n, (k) => norm(k) * Math.sin(angle(k)))),
  );
}

function third(x: Tensor, isOrtho: boolean): Tensor {
  const [last, n] = [x.rank - 1, x.shape.at(-1)!];
  const norm = (k: number) => isOrtho ? 2 * Math.sqrt(k === 0 ? n : n / 2) : 2 * n;
  const angle = (k: number) => (Math.PI * k) / (2 * n);
  const spectrum = complex(
    multiply(x, weights(n, (k) => norm(k) * Math.cos(angle(k)))),
    multiply(x, weights(n, (k) => norm(k) * Math.sin(angle(k)))),
  );
  return part(fromRealSpectrum(sized(spectrum, last, n + 1), [last], 2 * n), 0, n);
}

/** The odd frequencies of the second transform of twice the length. */
function fourth(x: Tensor, isOrtho: boolean): Tensor {
  const n = x.shape.at(-1)!;
  const double = second(sized(x, x.rank - 1, 2 * n), false);
  const zeros = x.shape.map(() => 0);
  const strides = x.shape.map(() => 1).with(-1, 2);
  const odd = stridedSlice(double, { begin: zeros.with(-1, 1), strides, size: x.shape });
  return isOrtho ? multiply(odd, scalar(Math.sqrt(1 / (2 * n)), x.dtype)) : odd;
}

/** The cosine transform of a type, of checked arguments. */
export function cosineTransform(x: Tensor, type: 1 | 2 | 3 | 4, isOrtho: boolean): Tensor {
  if (x.size === 0) return x;
  if (type === 1) return first(x);
  return type === 2 ? second(x, isOrtho) : type === 3 ? third(x, isOrtho) : fourth(x, isOrtho);
}

function requireArguments(where: string, type: unknown, axis: unknown, norm: unknown): void {
  if (![1, 2, 3, 4].includes(type as number)) {
    throw new RangeError(
      `${where}: expected type to be 1, 2, 3 or 4, received type=${formatValue(type)}`,
    );
  }
  if (axis !== -1) {
    throw new RangeError(
      `${where}: expected axis to be -1, received axis=${
        formatValue(axis)
      }; move the axis to the end with tf.transpose`,
    );
  }
  if (norm !== null && norm !== "ortho") {
    throw new RangeError(
      `${where}: expected norm to be null or "ortho", received norm=${formatValue(norm)}`,
    );
  }
  if (type === 1 && norm === "ortho") {
    throw new RangeError(`${where}: expected norm=null for type 1, received norm="ortho"`);
  }
}

const INVERSE = { 1: 1, 2: 3, 3: 2, 4: 4 } as const;

function cosine(where: string, isInverse: boolean): CosineTransform {
  return bind(
    where,
    ["input", "type", "n", "axis", "norm", "name"],
    1,
    (input, type = 2, n = null, axis = -1, norm = null) => {
      const x = asTensor(where, input);
      requireSignal(where, "input", x, 1, ["float32"]);
      requireArguments(where, type, axis, norm);
      const length = n === null ? x.shape.at(-1)! : asInteger(where, "n", n, { min: 1 });
      if (type === 1 && length < 2) {
        throw new TypeError(
          `${where}: expected at least 2 samples for type 1, received shape ${
            formatShape(x.shape)
          }`,
        );
      }
      const kind = isInverse ? INVERSE[type] : type;
      return internally(() =>
        cosineTransform(sized(x, x.rank - 1, length), kind, norm === "ortho")
      );
    },
  );
}

/**
 * The discrete cosine transform. Type 2 is `y[k] = 2 sum_n x[n] cos(pi (n + 1/2) k / N)`.
 *
 * @throws {TypeError} for anything but float32, and for a scalar.
 * @throws {RangeError} for other types, axes and norms than there are.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.signal.dct([1, 2, 3]).at(0)), 12, 1e-5);
 * ```
 */
export const dct: CosineTransform = cosine("tf.signal.dct", false);

/**
 * The inverse of {@linkcode dct} of the same type, times a number unless `norm` is `"ortho"`: `2 N`
 * for types 2, 3 and 4 and `2 (N - 1)` for type 1; that of type 2 is the plain type 3.
 *
 * @throws {TypeError} for anything but float32, and for a scalar.
 * @throws {RangeError} for other types, axes and norms than there are.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const y = tf.signal.dct([1, 2, 3], { norm: "ortho" });
 * assertAlmostEquals(Number(tf.signal.idct(y, { norm: "ortho" }).at(2)), 3, 1e-5);
 * ```
 */
export const idct: CosineTransform = cosine("tf.signal.idct", true);
