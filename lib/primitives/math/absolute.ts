/**
 * Magnitude and sign.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { zerosLike } from "../array/fill.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { requireReal } from "../support/infer.ts";
import { multiply } from "./arithmetic.ts";
import { complex, complexAbs } from "./complex.ts";
import { divideNoNan } from "./guarded.ts";

const SIGNED: readonly DType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "int32",
  "int64",
];

const realSign: Unary = unary({
  name: "sign",
  kernel: "Sign",
  accepts: requireReal,
  // ONNX's gives 0 for what is not a number; the smallest magnitude keeps it.
  lower: (to, x) => {
    const sign = to.unary("Sign", x);
    if (x.type !== "float32" && x.type !== "float64") return sign;
    return to.where(to.unary("IsNaN", x, "bool"), x, sign);
  },
  vjp: (_, x) => zerosLike(x),
  dtypes: SIGNED,
});

const realAbs: Unary = unary({
  name: "abs",
  kernel: "Abs",
  accepts: requireReal,
  lower: "Abs",
  vjp: (g, x) => multiply(g, sign(x)),
  dtypes: SIGNED,
});

/** The magnitude; the derivative at 0 is 0. */
export function abs(x: Tensor): Tensor {
  return x.dtype === "complex64" ? complexAbs(x) : realAbs(x);
}

/** -1, 0 or 1 by the sign of real numbers; `x / |x|` of complex ones. */
export function sign(x: Tensor): Tensor {
  if (x.dtype !== "complex64") return realSign(x);
  const size = complexAbs(x);
  return divideNoNan(x, complex(size, zerosLike(size)));
}
