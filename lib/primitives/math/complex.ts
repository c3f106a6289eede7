/**
 * Complex numbers and their parts. TensorFlow's gradients of complex numbers are conjugated; see
 * {@linkcode conjugate}.
 *
 * @module
 */
import { type Aval, aval } from "../../tensor/aval.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { broadcast, requireDType } from "../support/infer.ts";
import { sample, SHAPES } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
import { zerosLike } from "../array/fill.ts";
import { divide, multiply, negative } from "./arithmetic.ts";
import { divideNoNan } from "./guarded.ts";

function requireComplex(name: string, x: Aval): void {
  requireDType(name, x, (it) => it === "complex64", "complex numbers");
}

const complexBound = define({
  name: "complex",
  infer([re, im]) {
    requireDType("complex", re, (it) => it === "float32", "float32");
    return broadcast("complex", re, im, "complex64");
  },
  host([re, im], [x, y], _, [out]) {
    const result = new Float32Array(2 * out.size);
    const rank = out.shape.length;
    forEachPlace(out.shape, [stridesFor(x.shape, rank), stridesFor(y.shape, rank)], (i, at) => {
      result[2 * i] = re[at[0]!] as number;
      result[2 * i + 1] = im[at[1]!] as number;
    });
    return [result];
  },
  vjp: ([g], { inputs: [re, im] }, needs) => [
    needs[0] ? unbroadcast(real(g), re) : undefined,
    needs[1] ? unbroadcast(imag(g), im) : undefined,
  ],
  tensorflow: { name: "Complex", attributes: () => ({ Tout: { type: "complex64" } }) },
  *samples() {
    for (const shape of SHAPES) {
      yield { inputs: [sample(shape), sample(shape, { seed: 2 })], attrs: undefined };
    }
    yield { inputs: [sample([2, 1]), sample([3], { seed: 2 })], attrs: undefined };
  },
});

/** `re + i im`. */
export function complex(re: Tensor, im: Tensor): Tensor {
  return record(complexBound, [re, im]);
}

/** Enters a real function of complex numbers. */
function part(
  name: string,
  kernel: string,
  compute: (re: number, im: number) => number,
  vjp: (g: Tensor, x: Tensor, y: Tensor) => Tensor,
): Unary {
  const bound = define({
    name,
    infer([x]) {
      requireComplex(name, x);
      return aval("float32", x.shape);
    },
    host([data], _avals, _attrs, [out]) {
      const x = data as Float32Array;
      const result = new Float32Array(out.size);
      for (let i = 0; i < out.size; i++) result[i] = compute(x[2 * i]!, x[2 * i + 1]!);
      return [result];
    },
    vjp: ([g], { inputs: [x], outputs: [y] }) => [vjp(g, x, y)],
    tensorflow: { name: kernel, attributes: () => ({ Tout: { type: "float32" } }) },
    *samples() {
      for (const shape of SHAPES) {
        yield { inputs: [sample(shape, { dtype: "complex64" })], attrs: undefined };
      }
    },
  });
  return (x) => record(bound, [x]);
}

/** The real part. */
export const real: Unary = part("math.real", "Real", (re) => re, (g) => complex(g, zerosLike(g)));

/** The imaginary part. */
export const imag: Unary = part(
  "math.imag",
  "Imag",
  (_, im) => im,
  (g) => complex(zerosLike(g), g),
);

/** The angle from the positive real axis, from -pi to pi. */
export const angle: Unary = part(
  "math.angle",
  "Angle",
  (re, im) => Math.atan2(im, re),
  (g, x) => {
    // With z = re + i im: d angle / d re = -im / |z|^2, d angle / d im = re / |z|^2.
    const zero = zerosLike(g);
    const swapped = complex(imag(x), real(x));
    return multiply(negative(divide(scalar(1, x.dtype), swapped)), complex(g, zero));
  },
);

/** The magnitude of complex numbers. */
export const complexAbs: Unary = part(
  "math.complexAbs",
  "ComplexAbs",
  Math.hypot,
  (g, x, y) => divideNoNan(multiply(complex(g, zerosLike(g)), x), complex(y, zerosLike(y))),
);

/** The complex conjugate. */
export const conj: Unary = unary({
  name: "math.conj",
  kernel: "Conj",
  accepts: requireComplex,
  complex: (re, im) => [re, -im],
  vjp: (g) => conj(g),
  dtypes: ["complex64"],
});

/** The conjugate of complex numbers; real numbers as they are. */
export function conjugate(x: Tensor): Tensor {
  return x.dtype === "complex64" ? conj(x) : x;
}
