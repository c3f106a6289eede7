/**
 * Normalization by the moments of each row of the last axis: a composite with a gradient in closed
 * form. The second and third result, the mean and what the deviations are multiplied by, are for the
 * gradient.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, multiply, subtract } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { rsqrt } from "../math/exponential.ts";
import { reduceMean } from "../reduction/reduce_mean.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { requireFloat, requireSameDType, widened } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

const NAME = "nn.layerNorm";

function requireRow(x: Aval, parameter: Aval, argument: string): void {
  requireSameDType(NAME, x, parameter);
  const width = x.shape.at(-1);
  if (parameter.shape.length === 1 && parameter.shape[0] === width) return;
  throw new TypeError(
    `tf.${NAME}: expected ${argument} with one number for each of the ${width} of the last axis, received shape ${
      formatShape(parameter.shape)
    }`,
  );
}

/** The mean of each row, with its axis. */
function meanOf(to: Lowering, x: Value): Value {
  const axis = x.shape.length - 1;
  const sum = to.reduce("ReduceSum", x, [axis], true);
  return to.binary("Div", sum, to.number(x.shape[axis]!, x.type));
}

const bind = defineFamily<{ readonly epsilon: number }>({
  name: NAME,
  infer([x, gamma, beta]) {
    requireFloat(NAME, x);
    if (x.shape.length === 0 || x.shape.at(-1) === 0) {
      throw new TypeError(
        `tf.${NAME}: expected a tensor with a last axis that has elements, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    requireRow(x, gamma, "gamma");
    requireRow(x, beta, "beta");
    const moment = aval(x.dtype, [...x.shape.slice(0, -1), 1]);
    return [x, moment, moment];
  },
  lower(to, [given, gamma, beta], [out, moment], { epsilon }) {
    if (given.type !== "float64") {
      const [x, scale, shift] = [given, gamma, beta].map((it) => to.cast(it, "float32"));
      const results = [out, moment, moment].map(({ shape }) => ({
        type: "float32" as const,
        shape,
      }));
      return to.ops("LayerNormalization", [x, scale, shift], results, {
        axis: -1,
        epsilon: { float: epsilon },
      }).map((it) => to.cast(it, given.type));
    }
    const mean = meanOf(to, given);
    const centred = to.binary("Sub", given, mean);
    const variance = meanOf(to, to.binary("Mul", centred, centred));
    const shifted = to.binary("Add", variance, to.number(epsilon, given.type));
    const inverse = to.unary("Reciprocal", to.unary("Sqrt", shifted));
    const scaled = to.binary("Mul", to.binary("Mul", centred, inverse), gamma);
    return [to.binary("Add", scaled, beta), mean, inverse];
  },
  compose(given, { epsilon }) {
    const [x, gamma, beta] = given.map((it) => cast(it, widened(it.dtype))) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const last = [x.rank - 1];
    const mean = reduceMean(x, last, true);
    const centred = subtract(x, mean);
    const variance = reduceMean(multiply(centred, centred), last, true);
    const inverse = rsqrt(add(variance, scalar(epsilon, x.dtype)));
    const y = add(multiply(multiply(centred, inverse), gamma), beta);
    return [y, mean, inverse].map((it) => cast(it, given[0].dtype));
  },
  // With xc = x - mean, h = g gamma and r the inverse deviation: dx = r h + b xc + c for each row.
  vjp([g, ofMean, ofInverse], { inputs: [x, gamma, beta], outputs: [, mean, r] }, needs) {
    const last = [x.rank - 1];
    const toBeta = needs[2] ? unbroadcast(g, beta) : undefined;
    if (!needs[0] && !needs[1]) return [undefined, undefined, toBeta];
    const centred = subtract(x, mean);
    const toGamma = needs[1] ? unbroadcast(multiply(g, multiply(centred, r)), gamma) : undefined;
    if (!needs[0]) return [undefined, toGamma, toBeta];
    const h = multiply(g, gamma);
    const share = scalar(1 / x.shape.at(-1)!, x.dtype);
    const cube = multiply(r, multiply(r, r));
    const products = reduceSum(multiply(h, centred), last, true);
    const b = multiply(
      scalar(-1 / x.shape.at(-1)!, x.dtype),
      multiply(cube, add(products, ofInverse)),
    );
    const c = multiply(share, subtract(ofMean, multiply(r, reduceSum(h, last, true))));
    return [add(add(multiply(h, r), multiply(centred, b)), c), toGamma, toBeta];
  },
  *samples() {
    for (const dtype of ["float32", "float64", "float16", "bfloat16"] as const) {
      for (const shape of [[5], [3, 4], [2, 3, 7], [0, 3], [3, 1]]) {
        const gamma = sample(shape.slice(-1), { dtype, seed: 2 });
        const beta = sample(shape.slice(-1), { dtype, seed: 3 });
        yield { inputs: [sample(shape, { dtype }), gamma, beta], attrs: { epsilon: 0.001 } };
      }
    }
    const far = given([1000, 1001, 1002, 1003, 5, 5, 5, 5], [2, 4]);
    const ones = given([1, 1, 1, 1], [4]);
    yield { inputs: [far, ones, ones], attrs: { epsilon: 0.001 } };
  },
});

/** `(x - mean) gamma / sqrt(variance + epsilon) + beta` with the moments of each row of the last axis. */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  return record(bind({ epsilon }), [x, gamma, beta]);
}
