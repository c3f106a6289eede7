/**
 * What is left of a tensor where random numbers are no smaller than a rate; scaled, so that the mean
 * stays.
 *
 * @module
 */
import { aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { divide, multiply, subtract } from "../math/arithmetic.ts";
import { greaterEqual } from "../math/comparison.ts";
import { where } from "../math/where.ts";
import { requireFloat, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

const NAME = "nn.dropout";

const bound = define({
  name: NAME,
  infer([x, noise, scale]) {
    requireFloat(NAME, x);
    requireSameDType(NAME, x, noise);
    requireSameDType(NAME, x, scale);
    return aval(x.dtype, broadcastShapes(NAME, x.shape, noise.shape));
  },
  lower(to, [x, noise, scale, rate]) {
    const kept = to.binary("GreaterOrEqual", noise, rate, "bool");
    return to.where(kept, to.binary("Mul", x, scale), to.number(0, x.type));
  },
  compose: ([x, noise, scale, rate]) =>
    where(greaterEqual(noise, rate), multiply(x, scale), scalar(0, x.dtype)),
  vjp: ([g], { inputs: [x, noise, scale, rate] }, needs) => [
    needs[0] ? unbroadcast(record(bound, [g, noise, scale, rate]), x) : undefined,
    undefined,
    needs[2]
      ? unbroadcast(multiply(g, record(bound, [x, noise, scalar(1, x.dtype), rate])), scale)
      : undefined,
    undefined,
  ],
  *samples() {
    const attrs = undefined;
    for (const dtype of ["float32", "float64", "float16"] as const) {
      for (const [shape, noise] of [[[5], [5]], [[2, 3], [2, 1]], [[], []], [[0, 3], [3]]]) {
        const random = sample(noise!, { dtype, min: 0, max: 1, seed: 4 });
        const numbers = [given([2], [], dtype), given([0.5], [], dtype)];
        yield { inputs: [sample(shape!, { dtype }), random, ...numbers], attrs };
      }
      const odd = given([NaN, Infinity, -Infinity, 1], [4], dtype);
      const random = given([0.25, 0.125, 0.5, 0.75], [4], dtype);
      const numbers = [given([2], [], dtype), given([0.5], [], dtype)];
      yield { inputs: [odd, random, ...numbers], attrs, kink: true };
    }
  },
});

/** `x / (1 - rate)` where `noise >= rate`, else 0; `noise` broadcasts, `rate` is a scalar. */
export function dropout(x: Tensor, noise: Tensor, rate: Tensor): Tensor {
  const one = scalar(1, x.dtype);
  return record(bound, [x, noise, divide(one, subtract(one, rate)), rate]);
}

/** The same for a rate that is known: the scale is no operation. */
export function dropoutAt(x: Tensor, noise: Tensor, rate: number): Tensor {
  return record(bound, [x, noise, scalar(1 / (1 - rate), x.dtype), scalar(rate, x.dtype)]);
}
