/**
 * Rectified linear units.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { requireFloat, requireReal } from "../support/infer.ts";
import { given, sample, SHAPES, SPECIAL } from "../support/samples.ts";
import { multiply } from "./arithmetic.ts";
import { greater, less } from "./comparison.ts";
import { logicalAnd } from "./logical.ts";
import { where } from "./where.ts";

const REAL: readonly DType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
];

/** `max(x, 0)`; the derivative at 0 is 0. */
export const relu: Unary = unary({
  name: "nn.relu",
  kernel: "Relu",
  accepts: requireReal,
  lower: (to, x) => x.type.startsWith("u") ? x : to.unary("Relu", x),
  vjp: (g, _, y) => where(greater(y, scalar(0, y.dtype)), g, scalar(0, g.dtype)),
  dtypes: REAL,
});

/** `min(max(x, 0), 6)`; the derivatives at 0 and 6 are 0. */
export const relu6: Unary = unary({
  name: "nn.relu6",
  kernel: "Relu6",
  accepts: requireReal,
  lower: (to, x) => {
    const [low, high] = [to.number(0, x.type), to.number(6, x.type)];
    if (x.type === "float32" || x.type === "float64") {
      return to.op("Clip", [x, low, high], x.type, x.shape);
    }
    return to.binary("Min", to.binary("Max", x, low), high);
  },
  vjp: (g, _, y) => {
    const isAbove = greater(y, scalar(0, y.dtype));
    const isInside = logicalAnd(isAbove, less(y, scalar(6, y.dtype)));
    return where(isInside, g, scalar(0, g.dtype));
  },
  range: [-3, 9],
  dtypes: REAL,
});

const leakyBound = defineFamily<{ alpha: number }>({
  name: "nn.leakyRelu",
  infer([x]) {
    requireFloat("nn.leakyRelu", x);
    return x;
  },
  lower(to, [x], _, { alpha }) {
    // The operator's slope is a float32, as TensorFlow's is for all types.
    if (x.type !== "float64") {
      return to.unary("LeakyRelu", x, x.type, { alpha: { float: alpha } });
    }
    const below = to.binary("Mul", x, to.number(Math.fround(alpha), x.type));
    return to.where(to.binary("Less", x, to.number(0, x.type), "bool"), below, x);
  },
  vjp: ([g], { inputs: [x], attrs: { alpha } }) => [
    where(greater(x, scalar(0, x.dtype)), g, multiply(g, scalar(Math.fround(alpha), g.dtype))),
  ],
  tensorflow: { name: "LeakyRelu", attributes: ({ alpha }) => ({ alpha: { float: alpha } }) },
  *samples() {
    for (const dtype of ["float32", "float64", "float16", "bfloat16"] as const) {
      for (const shape of SHAPES) {
        yield { inputs: [sample(shape, { dtype })], attrs: { alpha: 0.25 } };
      }
      yield { inputs: [sample([5], { dtype })], attrs: { alpha: 0 } };
      const special = given(SPECIAL, [SPECIAL.length], dtype);
      yield { inputs: [special], attrs: { alpha: 0.5 }, kink: true };
    }
  },
});

/** `x` where it is positive, else `alpha x`, with `alpha` in float32; the derivative at 0 is `alpha`. */
export function leakyRelu(x: Tensor, alpha: number): Tensor {
  return record(leakyBound({ alpha }), [x]);
}
