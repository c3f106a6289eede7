/**
 * Gated recurrent units over sequences, with Keras's gates: update, reset, candidate.
 *
 *     z, r = sigmoid(x K + b + h R + d)    h' = z h + (1 - z) n
 *     n = tanh(x K + b + r (h R + d)) where the reset comes after the product,
 *     n = tanh(x K + b + (r h) R) where it comes before, without d
 *
 * It is ONNX's operator or a recurrence, as in lstm.ts.
 *
 * @module
 */
import { identity } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { split } from "../../primitives/array/split.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { sigmoid, tanh } from "../../primitives/math/exponential.ts";
import { aval } from "../../tensor/aval.ts";
import { lowerParts } from "../../tensor/onnx_segment.ts";
import { defineFamily, type Many } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { runFixed } from "./fixed.ts";
import { type GruAttributes, gruGradients } from "./gru_gradient.ts";
import { lowerGru, takesOperator } from "./operators.ts";
import { hide } from "./recurrence_primitive.ts";
import { recurrentSamples } from "./samples.ts";
import { noSteps, projected, sizesOf, turned } from "./sequences.ts";

const NAME = "nn.gru";

/** How many results there are before the gates. */
const RESULTS = 2;

/** Equal parts of a row. */
function parts(row: Tensor, count: number): readonly Tensor[] {
  const units = row.shape.at(-1)! / count;
  return split(row, new Array<number>(count).fill(units), row.rank - 1);
}

/** `z h + (1 - z) n`. */
function mixed(z: Tensor, h: Tensor, n: Tensor): Tensor {
  return add(n, multiply(z, subtract(h, n)));
}

/** The reset after the product: results are output, gates, and the candidate's part of it. */
function resetAfterwards(inputs: Many<Tensor>): readonly Tensor[] {
  const [x, kernel, recurrent, bias, h0] = inputs;
  const [forInput, forState] = split(bias, [1, 1], 0);
  return runFixed("gru after", {
    states: [h0],
    sequences: [add(projected(x, kernel), reshape(forInput!, [bias.shape[1]!]))],
    captures: [recurrent, reshape(forState!, [bias.shape[1]!])],
  }, ([h], [row], [recurrent, bias]) => {
    const [xz, xr, xn] = parts(row!, 3);
    const [hz, hr, q] = parts(add(matmul(h!, recurrent!), bias!), 3);
    const [z, r] = [sigmoid(add(xz!, hz!)), sigmoid(add(xr!, hr!))];
    const n = tanh(add(xn!, multiply(r, q!)));
    const next = mixed(z, h!, n);
    return [next, next, z, r, n, q!];
  });
}

/** The reset before the product: results are output and gates. */
function resetBefore(inputs: Many<Tensor>): readonly Tensor[] {
  const [x, kernel, recurrent, bias, h0] = inputs;
  const units = h0.shape[1]!;
  return runFixed("gru before", {
    states: [h0],
    sequences: [add(projected(x, kernel), bias)],
    captures: [
      slice(recurrent, [0, 0], [units, 2 * units]),
      slice(recurrent, [0, 2 * units], [units, units]),
    ],
  }, ([h], [row], [forGates, forCandidate]) => {
    const [xg, xn] = split(row!, [2 * units, units], 1);
    const [z, r] = parts(sigmoid(add(xg!, matmul(h!, forGates!))), 2);
    const n = tanh(add(xn!, matmul(multiply(r!, h!), forCandidate!)));
    const next = mixed(z!, h!, n);
    return [next, next, z!, r!, n];
  });
}

/** The same in other primitives. */
function compose(inputs: Many<Tensor>, { resetAfter }: GruAttributes): readonly Tensor[] {
  const [x, , , , h0] = inputs;
  const [batch, length] = x.shape as readonly [number, number];
  const units = h0.shape[1]!;
  if (length === 0) {
    const gates = Array.from(
      { length: resetAfter ? 4 : 3 },
      () => noSteps(x.dtype, [0, batch, units]),
    );
    return [noSteps(x.dtype, [batch, 0, units]), identity(h0), ...gates];
  }
  const [h, y, ...gates] = resetAfter ? resetAfterwards(inputs) : resetBefore(inputs);
  return [turned(y!), h!, ...gates];
}

const bind = defineFamily<GruAttributes>({
  name: NAME,
  infer(inputs, { resetAfter }) {
    const { batch, length, units } = sizesOf(NAME, inputs, 3, ({ batch, units }) => ({
      bias: resetAfter ? [2, 3 * units] : [3 * units],
      h: [batch, units],
    }));
    const { dtype } = inputs[0];
    const gate = aval(dtype, [length, batch, units]);
    const gates = Array.from({ length: resetAfter ? 4 : 3 }, () => gate);
    return [aval(dtype, [batch, length, units]), inputs[4], ...gates];
  },
  lower(to, inputs, outputs, attrs, wanted) {
    if (!wanted.slice(RESULTS).includes(true) && takesOperator(to, "GRU", inputs)) {
      return lowerGru(to, inputs, outputs, attrs.resetAfter);
    }
    return lowerParts(to, inputs, (given) => compose(given as Many<Tensor>, attrs), wanted);
  },
  compose,
  vjp: gruGradients,
  *samples() {
    for (const resetAfter of [true, false]) {
      const biasOf = (units: number) => resetAfter ? [2, 3 * units] : [3 * units];
      for (const { inputs } of recurrentSamples(3, 1, biasOf)) {
        yield { inputs, attrs: { resetAfter } };
      }
    }
  },
});

/** What {@linkcode gru} gives. */
export interface GruResults {
  /** The outputs of all steps, `(batch, length, units)`. */
  readonly sequence: Tensor;
  /** The last output, `(batch, units)`. */
  readonly h: Tensor;
}

/**
 * Runs gated recurrent units over sequences.
 *
 * @param x `(batch, length, features)`.
 * @param kernel `(features, 3 units)`: update gate, reset gate, candidate.
 * @param recurrentKernel `(units, 3 units)`.
 * @param bias `(2, 3 units)`, of the inputs and of the states, if `resetAfter`; else `(3 units,)`.
 * @param h The first output, `(batch, units)`.
 * @param resetAfter Whether the reset gate comes after the product with the recurrent kernel.
 */
export function gru(
  x: Tensor,
  kernel: Tensor,
  recurrentKernel: Tensor,
  bias: Tensor,
  h: Tensor,
  resetAfter: boolean,
): GruResults {
  const made = recordAll(bind({ resetAfter }), [x, kernel, recurrentKernel, bias, h]);
  hide(made.slice(RESULTS));
  return { sequence: made[0]!, h: made[1]! };
}
