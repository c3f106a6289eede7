/**
 * The regularized incomplete beta function.
 *
 * @module
 */
import * as host from "../../arrays/special/mod.ts";
import { newStorage, writeElement } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { aval, sameShape } from "../../tensor/aval.ts";
import { asFloat64, forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, multiply, negative, subtract } from "../math/arithmetic.ts";
import { exp } from "../math/exponential.ts";
import { xlog1py, xlogy } from "../math/guarded_logarithm.ts";
import { requireFloat, requireSameDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
import { lgamma } from "./gamma.ts";

const bound = define({
  name: "math.betainc",
  infer([a, b, x]) {
    requireFloat("math.betainc", a);
    requireSameDType("math.betainc", a, b);
    requireSameDType("math.betainc", a, x);
    const shapes = [a, b, x].map(({ shape }) => shape).filter((it) => it.length > 0);
    const [shape = []] = shapes;
    if (shapes.every((it) => sameShape(it, shape))) return aval(a.dtype, shape);
    const [first, second, third] = [a, b, x].map((it) => formatShape(it.shape));
    throw new TypeError(
      `tf.math.betainc: expected single numbers and tensors of one shape, received ${first}, ${second} and ${third}; use tf.broadcastTo`,
    );
  },
  host(data, [a, b, x], _, [out]) {
    const [left, right, at] = [a, b, x].map((it, i) => asFloat64(data[i]!, it.dtype));
    const result = newStorage(out.dtype, out.size);
    const strides = [a, b, x].map(({ shape }) => stridesFor(shape, out.shape.length));
    forEachPlace(out.shape, strides, (i, [j, k, l]) => {
      writeElement(out.dtype, result, i, host.betainc(left![j!]!, right![k!]!, at![l!]!));
    });
    return [result];
  },
  // As in TensorFlow, there is a derivative by x alone.
  vjp([g], { inputs: [a, b, x] }, needs) {
    if (!needs[2]) return [];
    const one = scalar(1, x.dtype);
    const logBeta = subtract(add(lgamma(a), lgamma(b)), lgamma(add(a, b)));
    const powers = add(
      xlog1py(subtract(b, one), negative(x)),
      xlogy(subtract(a, one), x),
    );
    return [undefined, undefined, unbroadcast(multiply(g, exp(subtract(powers, logBeta))), x)];
  },
  tensorflow: { name: "Betainc" },
  *samples() {
    for (const dtype of ["float32", "float64"] as const) {
      for (const shape of [[], [5], [0], [2, 3]]) {
        const inputs = [
          sample(shape, { dtype, min: 0.5, max: 3 }),
          sample(shape, { dtype, min: 0.5, max: 3, seed: 2 }),
          sample(shape, { dtype, min: 0.1, max: 0.9, seed: 3 }),
        ];
        yield { inputs, attrs: undefined };
      }
    }
  },
});

/** The probability that a beta variable of shapes `a` and `b` is below x; single numbers broadcast. */
export function betainc(a: Tensor, b: Tensor, x: Tensor): Tensor {
  return record(bound, [a, b, x]);
}
