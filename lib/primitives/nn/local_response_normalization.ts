/**
 * Normalization by the squares of neighbouring channels. The sums of squares are a product with a
 * band of ones.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { newStorageOf } from "../../engine/onnx/onnx_types.ts";
import { formatShape } from "../../errors/format.ts";
import { newStorage, writeElement } from "../../arrays/dtypes.ts";
import { aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { matmul } from "../linalg/matmul.ts";
import { add, divide, multiply, square, subtract } from "../math/arithmetic.ts";
import { pow } from "../math/power.ts";
import { requireFloat } from "../support/infer.ts";
import { reshape } from "../array/reshape.ts";
import { sample } from "../support/samples.ts";

/** How channels are normalized. */
export interface LRNAttributes {
  /** Channels on each side that count. */
  readonly radius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

const NAME = "nn.localResponseNormalization";

/** Ones for channels that are neighbours, `[channels, channels]`. */
function band(channels: number, radius: number): number[] {
  return Array.from(
    { length: channels * channels },
    (_, i) => Math.abs(Math.floor(i / channels) - i % channels) <= radius ? 1 : 0,
  );
}

/** `bias + alpha sum(x^2)` of neighbours. */
function norms(to: Lowering, x: Value, { radius, bias, alpha }: LRNAttributes): Value {
  const channels = x.shape.at(-1)!;
  const host = newStorageOf(x.type, channels * channels) as Float32Array;
  host.set(band(channels, radius));
  const ones = to.constant(host, x.type, [channels, channels]);
  const rows = x.shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
  const flat = to.reshape(to.binary("Mul", x, x), [rows, channels]);
  const sums = to.op("MatMul", [flat, ones], x.type, [rows, channels]);
  const scaled = to.binary("Mul", to.reshape(sums, x.shape), to.number(alpha, x.type));
  return to.binary("Add", scaled, to.number(bias, x.type));
}

/** Sums over neighbours, in operations that have gradients. */
function neighbours(x: Tensor, radius: number): Tensor {
  const channels = x.shape.at(-1)!;
  const host = newStorage(x.dtype, channels * channels);
  band(channels, radius).forEach((it, i) => writeElement(x.dtype, host, i, it));
  const ones = leaf(host, aval(x.dtype, [channels, channels]));
  const rows = x.shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
  return reshape(matmul(reshape(x, [rows, channels]), ones), x.shape);
}

const bind = defineFamily<LRNAttributes>({
  name: NAME,
  infer([x]) {
    requireFloat(NAME, x);
    if (x.shape.length === 4) return x;
    throw new TypeError(
      `tf.${NAME}: expected an image of 4 dimensions (batch, height, width, channels), received shape ${
        formatShape(x.shape)
      }`,
    );
  },
  lower(to, [given], _, attrs) {
    const x = given.type === "float64" ? given : to.cast(given, "float32");
    const norm = norms(to, x, attrs);
    const power = to.binary("Pow", norm, to.number(-attrs.beta, x.type));
    return to.cast(to.binary("Mul", x, power), given.type);
  },
  vjp([g], { inputs: [x], attrs: { radius, bias, alpha, beta } }) {
    const of = (number: number) => scalar(number, x.dtype);
    const norm = add(multiply(neighbours(square(x), radius), of(alpha)), of(bias));
    const power = pow(norm, of(-beta));
    const weighted = divide(multiply(multiply(g, x), power), norm);
    const others = multiply(multiply(x, of(2 * alpha * beta)), neighbours(weighted, radius));
    return [subtract(multiply(g, power), others)];
  },
  tensorflow: {
    name: "LRN",
    attributes: ({ radius, bias, alpha, beta }) => ({
      depth_radius: radius,
      bias: { float: bias },
      alpha: { float: alpha },
      beta: { float: beta },
    }),
  },
  *samples() {
    for (const dtype of ["float32", "float64", "float16"] as const) {
      const x = sample([2, 3, 2, 7], { dtype });
      yield { inputs: [x], attrs: { radius: 2, bias: 1, alpha: 0.5, beta: 0.75 } };
      yield { inputs: [x], attrs: { radius: 5, bias: 1, alpha: 1, beta: 0.5 } };
      yield { inputs: [x], attrs: { radius: 0, bias: 2, alpha: 0.3, beta: 1 } };
      const none = sample([0, 3, 2, 5], { dtype });
      yield { inputs: [none], attrs: { radius: 1, bias: 1, alpha: 1, beta: 0.5 } };
    }
  },
});

/** `x (bias + alpha sum(x^2))^-beta` with sums over channels at most `radius` away. */
export function localResponseNormalization(x: Tensor, attrs: LRNAttributes): Tensor {
  return record(bind(attrs), [x]);
}
