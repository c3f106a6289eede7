/**
 * The cross entropy of logits of two classes each: a composite with its gradient in closed form.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { abs } from "../math/absolute.ts";
import { add, multiply, negative, subtract } from "../math/arithmetic.ts";
import { exp, log1p, sigmoid } from "../math/exponential.ts";
import { relu } from "../math/rectifiers.ts";
import { requireFloat, requireSameDType } from "../support/infer.ts";
import { given, sample, SHAPES, SPECIAL } from "../support/samples.ts";
import { sameShape } from "../../tensor/aval.ts";
import { formatShape } from "../../errors/format.ts";

const NAME = "nn.sigmoidCrossEntropyWithLogits";

/** `log(1 + e^-|x|)`, exact where it is small: `log(w) u / (w - 1)` with `w = 1 + u` rounded. */
function tail(to: Lowering, x: Value): Value {
  const one = to.number(1, x.type);
  const u = to.unary("Exp", to.unary("Neg", to.unary("Abs", x)));
  const w = to.binary("Add", u, one);
  const log = to.unary("Log", w);
  const near = to.binary("Div", to.binary("Mul", log, u), to.binary("Sub", w, one));
  return to.where(to.binary("Equal", w, one, "bool"), u, near);
}

const bound = define({
  name: NAME,
  infer([logits, labels]) {
    requireFloat(NAME, logits);
    requireSameDType(NAME, logits, labels);
    if (sameShape(logits.shape, labels.shape)) return logits;
    throw new TypeError(
      `tf.${NAME}: expected logits and labels of one shape, received ${
        formatShape(logits.shape)
      } and ${formatShape(labels.shape)}`,
    );
  },
  lower(to, [logits, labels]) {
    const linear = to.binary("Sub", to.unary("Relu", logits), to.binary("Mul", logits, labels));
    return to.binary("Add", linear, tail(to, logits));
  },
  compose: ([logits, labels]) =>
    add(subtract(relu(logits), multiply(logits, labels)), log1p(exp(negative(abs(logits))))),
  vjp: ([g], { inputs: [logits, labels] }, needs) => [
    needs[0] ? multiply(g, subtract(sigmoid(logits), labels)) : undefined,
    needs[1] ? negative(multiply(g, logits)) : undefined,
  ],
  *samples() {
    const attrs = undefined;
    for (const dtype of ["float32", "float64"] as const) {
      for (const shape of SHAPES) {
        const labels = sample(shape, { dtype, min: 0, max: 1, seed: 2 });
        yield { inputs: [sample(shape, { dtype, min: -6, max: 6 }), labels], attrs };
      }
      const far = [-30, -17.5, -3, 3, 17.5, 30];
      const ends = far.map((it) => it > 0 ? 1 : 0);
      yield { inputs: [given(far, [6], dtype), given(ends, [6], dtype)], attrs };
      const size = SPECIAL.length;
      for (const label of [0, 1]) {
        const labels = given(SPECIAL.map(() => label), [size], dtype);
        yield { inputs: [given(SPECIAL, [size], dtype), labels], attrs, kink: true };
      }
    }
  },
});

/** `max(x, 0) - x z + log(1 + e^-|x|)` of logits `x` and labels `z`. */
export function sigmoidCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return record(bound, [logits, labels]);
}
