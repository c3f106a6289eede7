/**
 * Normalization by the moments of each channel, as in training: a composite that gives the moments
 * too, with a gradient in closed form.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, divide, multiply, negative, subtract } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { rsqrt, sqrt } from "../math/exponential.ts";
import { reduceMean } from "../reduction/reduce_mean.ts";
import { blockedSum, reduceSum } from "../reduction/reduce_sum.ts";
import { requireFloat, requireSameDType, widened } from "../support/infer.ts";
import { sample } from "../support/samples.ts";

const NAME = "nn.batchNorm";

/** The axes over which moments are taken: all but the last. */
const outer = ({ shape }: { readonly shape: readonly number[] }): number[] =>
  shape.slice(0, -1).map((_, axis) => axis);

function requireChannels(x: Aval, parameter: Aval, argument: string): void {
  requireSameDType(NAME, x, parameter);
  const channels = x.shape.at(-1);
  if (parameter.shape.length === 1 && parameter.shape[0] === channels) return;
  throw new TypeError(
    `tf.${NAME}: expected ${argument} with one number for each of ${channels} channels, received shape ${
      formatShape(parameter.shape)
    }`,
  );
}

/** The mean over all axes but the last. */
function meanOf(to: Lowering, x: Value, count: number): Value {
  return to.binary("Div", blockedSum(to, x, outer(x)), to.number(count, x.type));
}

const bind = defineFamily<{ readonly epsilon: number }>({
  name: NAME,
  infer([x, scale, offset]) {
    requireFloat(NAME, x);
    if (x.shape.length < 2) {
      throw new TypeError(
        `tf.${NAME}: expected a tensor of at least 2 dimensions, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    requireChannels(x, scale, "scale");
    requireChannels(x, offset, "offset");
    return [x, aval(x.dtype, scale.shape), aval(x.dtype, scale.shape)];
  },
  lower(to, [given, scale, offset], [out, moment], { epsilon }) {
    if (given.shape.includes(0)) {
      const none = to.fill(NaN, given.type, moment.shape);
      return [to.fill(NaN, given.type, out.shape), none, none];
    }
    const type = widened(given.type);
    const x = to.cast(given, type);
    const count = outer(x).reduce((product, axis) => product * x.shape[axis]!, 1);
    const mean = meanOf(to, x, count);
    const centred = to.binary("Sub", x, mean);
    const variance = meanOf(to, to.binary("Mul", centred, centred), count);
    const deviation = to.unary("Sqrt", to.binary("Add", variance, to.number(epsilon, type)));
    const factor = to.binary("Div", to.cast(scale, type), deviation);
    const y = to.binary("Add", to.binary("Mul", centred, factor), to.cast(offset, type));
    return [y, mean, variance].map((it) => to.cast(it, given.type));
  },
  compose(given, { epsilon }) {
    const [x, scale, offset] = given.map((it) => cast(it, widened(it.dtype))) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const mean = reduceMean(x, outer(x));
    const centred = subtract(x, mean);
    const variance = reduceMean(multiply(centred, centred), outer(x));
    const deviation = sqrt(add(variance, scalar(epsilon, x.dtype)));
    const y = add(multiply(centred, divide(scale, deviation)), offset);
    return [y, mean, variance].map((it) => cast(it, given[0].dtype));
  },
  // With xc = x - mean, r = 1 / sqrt(variance + epsilon) and a = scale r for each channel:
  // dx = a g + b xc + c, where b and c gather what comes through the moments.
  vjp([g, ofMean, ofVariance], { inputs: [x, scale], outputs, attrs: { epsilon } }, needs) {
    const [, mean, variance] = outputs;
    const axes = outer(x);
    const share = scalar(1 / axes.reduce((product, axis) => product * x.shape[axis]!, 1), x.dtype);
    const sum = needs[0] || needs[2] ? reduceSum(g, axes) : undefined;
    if (!needs[0] && !needs[1]) return [undefined, undefined, sum];
    const centred = subtract(x, mean);
    const products = reduceSum(multiply(g, centred), axes);
    const r = rsqrt(add(variance, scalar(epsilon, x.dtype)));
    const toScale = needs[1] ? multiply(products, r) : undefined;
    if (!needs[0]) return [undefined, toScale, sum];
    const a = multiply(scale, r);
    const doubled = multiply(scalar(2, x.dtype), ofVariance);
    const b = multiply(share, subtract(doubled, multiply(multiply(a, multiply(r, r)), products)));
    const c = multiply(share, add(ofMean, negative(multiply(a, sum!))));
    const dx = add(add(multiply(g, a), multiply(centred, b)), c);
    return [dx, toScale, needs[2] ? sum : undefined];
  },
  *samples() {
    for (const dtype of ["float32", "float64", "float16"] as const) {
      for (const shape of [[5, 3], [2, 3, 2, 2], [4, 1], [2, 7, 3]]) {
        const scale = sample(shape.slice(-1), { dtype, seed: 2 });
        const offset = sample(shape.slice(-1), { dtype, seed: 3 });
        yield { inputs: [sample(shape, { dtype }), scale, offset], attrs: { epsilon: 0.001 } };
      }
      const three = sample([3], { dtype });
      const inputs = [sample([0, 3], { dtype }), three, three];
      yield { inputs, attrs: { epsilon: 0.001 }, kink: true };
    }
  },
});

/**
 * `(x - mean) scale / sqrt(variance + epsilon) + offset` with the moments over all axes but the last,
 * which are the second and the third result; the variance is that of the numbers themselves.
 */
export function batchNorm(
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  epsilon: number,
): readonly [y: Tensor, mean: Tensor, variance: Tensor] {
  const results = recordAll(bind({ epsilon }), [x, scale, offset]);
  return [results[0]!, results[1]!, results[2]!];
}
