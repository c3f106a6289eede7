/**
 * Exponentials in proportion to their sum, and their logarithms.
 *
 * @module
 */
import { type Aval, formatAval } from "../../tensor/aval.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { transpose } from "../array/transpose.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { requireFloat } from "../support/infer.ts";
import { given, sample, SPECIAL } from "../support/samples.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { exp } from "./exponential.ts";

function inferLogits(name: string, x: Aval): Aval {
  requireFloat(name, x);
  if (x.shape.length > 0) return x;
  throw new TypeError(
    `tf.${name}: expected logits of at least one dimension, received ${formatAval(x)}`,
  );
}

function* samples() {
  const attrs = undefined;
  for (const dtype of ["float32", "float64", "float16", "bfloat16"] as const) {
    for (const shape of [[5], [1], [2, 3], [3, 0], [0, 3], [2, 1, 7]]) {
      yield { inputs: [sample(shape, { dtype, min: -4, max: 4 })], attrs };
    }
    const rows = SPECIAL.map((x) => [x, 1, -0.5]);
    const special = given(rows.flat(), [rows.length, 3], dtype);
    yield { inputs: [special], attrs, kink: true as const };
    yield { inputs: [given([-Infinity, -Infinity], [2], dtype)], attrs, kink: true as const };
  }
}

const softmaxBound = define({
  name: "nn.softmax",
  infer: ([x]) => inferLogits("nn.softmax", x),
  lower: (to, [x]) => to.unary("Softmax", x, x.type, { axis: -1 }),
  vjp([g], { outputs: [y] }) {
    const weighted = multiply(g, y);
    const total = reduceSum(weighted, [y.rank - 1], true);
    return [subtract(weighted, multiply(y, total))];
  },
  tensorflow: { name: "Softmax" },
  samples,
});

const logSoftmaxBound = define({
  name: "nn.logSoftmax",
  infer: ([x]) => inferLogits("nn.logSoftmax", x),
  lower(to, [x]) {
    if (x.type !== "float64") return to.unary("LogSoftmax", x, x.type, { axis: -1 });
    // ONNX Runtime's for float64 gives -inf beside inf; TensorFlow's is not a number there.
    const axes = [x.shape.length - 1];
    const shifted = to.binary("Sub", x, to.reduce("ReduceMax", x, axes, true));
    const sum = to.reduce("ReduceSum", to.unary("Exp", shifted), axes, true);
    return to.binary("Sub", shifted, to.unary("Log", sum));
  },
  vjp: ([g], { outputs: [y] }) => [
    subtract(g, multiply(exp(y), reduceSum(g, [y.rank - 1], true))),
  ],
  tensorflow: { name: "LogSoftmax" },
  samples,
});

/** A function of the last axis along another one, counted from the front. */
function along(x: Tensor, axis: number, compute: (x: Tensor) => Tensor): Tensor {
  if (axis >= x.rank - 1) return compute(x);
  const order = x.shape.map((_, it) => it === axis ? x.rank - 1 : it === x.rank - 1 ? axis : it);
  return transpose(compute(transpose(x, order)), order);
}

/** `e^x / sum(e^x)` along an axis, counted from the front; default: the last one. */
export function softmax(x: Tensor, axis: number = x.rank - 1): Tensor {
  return along(x, axis, (it) => record(softmaxBound, [it]));
}

/** `x - log(sum(e^x))` along an axis, counted from the front; default: the last one. */
export function logSoftmax(x: Tensor, axis: number = x.rank - 1): Tensor {
  return along(x, axis, (it) => record(logSoftmaxBound, [it]));
}
