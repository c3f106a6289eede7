/**
 * Long short-term memory over sequences, with Keras's gates: input, forget, cell, output.
 *
 *     i, f, o = sigmoid(x K + h R + b)    g = tanh(x K + h R + b)
 *     c' = f c + i g    h' = o tanh(c')
 *
 * Where only its results are wanted and the batch is small, it is ONNX's operator. For a gradient it
 * is a recurrence that gives the gates too: then all that is no recurrence is computed for all steps
 * at once, and the gradient is a recurrence from the last step to the first.
 *
 * @module
 */
import { concat } from "../../primitives/array/concat.ts";
import { identity } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { split } from "../../primitives/array/split.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { sigmoid, tanh } from "../../primitives/math/exponential.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { aval } from "../../tensor/aval.ts";
import { lowerParts } from "../../tensor/onnx_segment.ts";
import { define, type Many } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { runFixed } from "./fixed.ts";
import { lowerLstm, takesOperator } from "./operators.ts";
import { hide, isZeros } from "./recurrence_primitive.ts";
import { recurrentSamples } from "./samples.ts";
import {
  before,
  noSteps,
  outputsBefore,
  projected,
  rowsOf,
  sigmoidSlope,
  sizesOf,
  tanhSlope,
  turned,
  zerosFor,
} from "./sequences.ts";

const NAME = "nn.lstm";

/** How many results there are before the gates. */
const RESULTS = 3;

/** The gates of a row. */
function gatesOf(row: Tensor): readonly [Tensor, Tensor, Tensor, Tensor] {
  const units = row.shape.at(-1)! / 4;
  const [i, f, g, o] = split(row, [units, units, units, units], row.rank - 1);
  return [i!, f!, g!, o!];
}

/** The same in other primitives. */
function compose([x, kernel, recurrent, bias, h0, c0]: Many<Tensor>): readonly Tensor[] {
  const [batch, length] = x.shape as readonly [number, number];
  const units = h0.shape[1]!;
  if (length === 0) {
    const none = () => noSteps(x.dtype, [0, batch, units]);
    return [
      noSteps(x.dtype, [batch, 0, units]),
      identity(h0),
      identity(c0),
      ...Array.from({ length: 5 }, none),
    ];
  }
  const [h, c, y, ...gates] = runFixed("lstm", {
    states: [h0, c0],
    sequences: [add(projected(x, kernel), bias)],
    captures: [recurrent],
  }, ([h, c], [row], [recurrent]) => {
    const [zi, zf, zg, zo] = gatesOf(add(row!, matmul(h!, recurrent!)));
    const [i, f, g, o] = [sigmoid(zi), sigmoid(zf), tanh(zg), sigmoid(zo)];
    const next = add(multiply(f, c!), multiply(i, g));
    const output = multiply(o, tanh(next));
    return [output, next, output, i, f, g, o, next];
  });
  return [turned(y!), h!, c!, ...gates];
}

const bound = define({
  name: NAME,
  infer(inputs) {
    const { batch, length, units } = sizesOf(NAME, inputs, 4, ({ batch, units }) => ({
      bias: [4 * units],
      h: [batch, units],
      c: [batch, units],
    }));
    const { dtype } = inputs[0];
    const gate = aval(dtype, [length, batch, units]);
    return [
      aval(dtype, [batch, length, units]),
      inputs[4],
      inputs[5],
      gate,
      gate,
      gate,
      gate,
      gate,
    ];
  },
  lower(to, inputs, outputs, _, wanted) {
    if (!wanted.slice(RESULTS).includes(true) && takesOperator(to, "LSTM", inputs)) {
      return lowerLstm(to, inputs, outputs);
    }
    return lowerParts(to, inputs, (given) => compose(given as Many<Tensor>), wanted);
  },
  compose: (inputs) => compose(inputs),
  // With sums s of cotangents of h' and d of c': d += s o (1 - tanh(c')^2), and the rows change by
  // [d g i (1 - i), d c f (1 - f), d i (1 - g^2), s tanh(c') o (1 - o)].
  vjp(
    [ofY, ofH, ofC, ofI, ofF, ofG, ofO, ofCells],
    { inputs: [x, kernel, recurrent, bias, h0, c0], outputs: [y, , , i, f, g, ...more] },
    needs,
  ) {
    const [o, cells] = more as [Tensor, Tensor];
    const [batch, length, features] = x.shape as readonly [number, number, number];
    if (length === 0) {
      const zeros = [x, kernel, recurrent, bias].map((it, k) => zerosFor(it, needs[k]));
      return [...zeros, ofH, ofC];
    }
    const reached = tanh(cells);
    const [di, df, dg, dO] = [sigmoidSlope(i), sigmoidSlope(f), tanhSlope(g), sigmoidSlope(o)];
    const slopes = concat([
      multiply(g, di),
      multiply(before(c0, cells), df),
      multiply(i, dg),
      multiply(reached, dO),
    ], 2);
    const isGated = ![ofI, ofF, ofG, ofO].every((it) => isZeros(it!));
    const optional = [
      isZeros(ofY) ? undefined : turned(ofY),
      isZeros(ofCells!) ? undefined : ofCells!,
      isGated
        ? concat([multiply(ofI, di), multiply(ofF, df), multiply(ofG!, dg), multiply(ofO!, dO)], 2)
        : undefined,
    ];
    const given = optional.map((it) => it !== undefined);
    const [toH, toC, rows] = runFixed(`lstm back ${given}`, {
      states: [ofH, ofC],
      sequences: [
        multiply(o, tanhSlope(reached)),
        f,
        slopes,
        ...optional.filter((it) => it !== undefined),
      ],
      captures: [recurrent],
      reverse: true,
    }, ([h, c], [through, f, slopes, ...others], [recurrent]) => {
      const rest = [...others];
      const next = (isGiven: boolean | undefined) => isGiven ? rest.shift() : undefined;
      const plus = (a: Tensor, b: Tensor | undefined) => b === undefined ? a : add(a, b);
      const s = plus(h!, next(given[0]));
      const d = plus(add(c!, multiply(s, through!)), next(given[1]));
      const row = plus(multiply(concat([d, d, d, s], 1), slopes!), next(given[2]));
      return [matmul(row, recurrent!, false, true), multiply(d, f!), row];
    });
    if (!needs.slice(0, 4).includes(true)) {
      return [undefined, undefined, undefined, undefined, toH, toC];
    }
    const all = rowsOf(rows!);
    const toX = () => turned(reshape(matmul(all, kernel, false, true), [length, batch, features]));
    return [
      needs[0] ? toX() : undefined,
      needs[1] ? matmul(rowsOf(turned(x)), all, true) : undefined,
      needs[2] ? matmul(rowsOf(outputsBefore(h0, y)), all, true) : undefined,
      needs[3] ? reduceSum(all, [0]) : undefined,
      toH,
      toC,
    ];
  },
  samples: () => recurrentSamples(4, 2, (units) => [4 * units]),
});

/** What {@linkcode lstm} and {@linkcode gru} give. */
export interface LstmResults {
  /** The outputs of all steps, `(batch, length, units)`. */
  readonly sequence: Tensor;
  /** The last output, `(batch, units)`. */
  readonly h: Tensor;
  /** The last state of the cell, `(batch, units)`. */
  readonly c: Tensor;
}

/**
 * Runs long short-term memory over sequences.
 *
 * @param x `(batch, length, features)`.
 * @param kernel `(features, 4 units)`: input gate, forget gate, cell, output gate.
 * @param recurrentKernel `(units, 4 units)`.
 * @param bias `(4 units,)`.
 * @param h The first output, `(batch, units)`.
 * @param c The first state of the cell, `(batch, units)`.
 */
export function lstm(
  x: Tensor,
  kernel: Tensor,
  recurrentKernel: Tensor,
  bias: Tensor,
  h: Tensor,
  c: Tensor,
): LstmResults {
  const made = recordAll(bound, [x, kernel, recurrentKernel, bias, h, c]);
  hide(made.slice(RESULTS));
  const [sequence, last, cell] = made;
  return { sequence: sequence!, h: last!, c: cell! };
}
