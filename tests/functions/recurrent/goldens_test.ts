/**
 * Recurrences beside Keras's own: `tests/goldens/functions/recurrent.py` made the numbers.
 *
 * @module
 */
import goldens from "../../goldens/functions/recurrent.json" with { type: "json" };
import { function_ } from "../../../lib/functions/function.ts";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import { gru } from "../../../lib/functions/recurrent/gru.ts";
import { lstm } from "../../../lib/functions/recurrent/lstm.ts";
import { recur } from "../../../lib/functions/recurrent/recur.ts";
import { matmul } from "../../../lib/primitives/linalg/matmul.ts";
import { add, multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { tanh } from "../../../lib/primitives/math/exponential.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { scalar } from "../../../lib/tensor/scalar.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { assertAllClose } from "../../support/compare.ts";
import { doubles, EXACT, weightsLike } from "./numbers.ts";

interface Golden {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const MASK = [[true, false, true, false], [false, true, true, true]];

function assertGoldens(
  actual: readonly (Tensor | null | undefined)[],
  expected: readonly Golden[],
  what: string,
): void {
  expected.forEach(({ shape, values }, i) => {
    const wanted = { shape, dtype: "float64", data: values };
    assertAllClose(actual[i]!, wanted, EXACT, `${what} ${i}`);
  });
}

/** The sum of results, each weighted. */
function weighted(results: readonly Tensor[]): Tensor {
  return results.map((it, i) =>
    reduceSum(multiply(it, weightsLike(it, 50 + i)), it.shape.map((_, axis) => axis))
  ).reduce((a, b) => add(a, b));
}

/** Results of a function and their gradients for its inputs. */
function differentiated(run: (inputs: readonly Tensor[]) => readonly Tensor[]) {
  return (...inputs: Tensor[]) => {
    const tape = new GradientTape();
    const { results, loss } = tape.run(() => {
      inputs.forEach((it) => tape.watch(it));
      const results = run(inputs);
      return { results, loss: weighted(results) };
    });
    return [...results, ...tape.gradient(loss, inputs) as Tensor[]];
  };
}

for (const isTraced of [false, true]) {
  const way = isTraced ? "traced" : "eager";
  for (const golden of goldens.rnn) {
    const { goBackwards, mask, zeroOutputForMask, returnAllOutputs } = golden;
    const title = Object.entries({ goBackwards, mask, zeroOutputForMask, returnAllOutputs })
      .flatMap(([name, isSet]) => isSet ? [name] : []).join(", ");
    Deno.test(`recur() gives what Keras's rnn gives, ${way}: ${title}`, () => {
      const run = differentiated(([x, w, r, h]) => {
        const { lastOutput, outputs, states } = recur(
          (x, [h]) => {
            const next = tanh(add(matmul(x, w!), matmul(h, r!)));
            return [multiply(scalar(2, "float64"), next), [next]];
          },
          x!,
          [h!],
          {
            goBackwards,
            zeroOutputForMask,
            returnAllOutputs,
            ...(mask ? { mask: doubles(MASK) } : {}),
          },
        );
        return [lastOutput, outputs, states[0]];
      });
      const inputs = [[2, 4, 3], [3, 2], [2, 2], [2, 2]].map((shape, i) => doubles(shape, i + 1));
      const results = (isTraced ? function_(run) : run)(...inputs);
      const { lastOutput, outputs, state, gradients } = golden;
      assertGoldens(results, [lastOutput, outputs, state, ...gradients], "result");
    });
  }
  for (const { name, resetAfter, results: expected, gradients } of goldens.layers) {
    const title = name === "lstm" ? "LSTM" : `GRU with resetAfter=${resetAfter}`;
    Deno.test(`nn.${name}() gives what Keras's ${title} gives, ${way}`, () => {
      const run = differentiated(([x, kernel, recurrent, bias, h, c]) => {
        if (name === "lstm") {
          const made = lstm(x!, kernel!, recurrent!, bias!, h!, c!);
          return [made.sequence, made.h, made.c];
        }
        const made = gru(x!, kernel!, recurrent!, bias!, h!, resetAfter);
        return [made.sequence, made.h];
      });
      const columns = name === "lstm" ? 8 : 6;
      const inputs = [
        doubles([2, 4, 3], 1),
        doubles([3, columns], 2),
        doubles([2, columns], 3),
        doubles(resetAfter ? [2, columns] : [columns], 4),
        doubles([2, 2], 10),
        ...(name === "lstm" ? [doubles([2, 2], 11)] : []),
      ];
      const results = (isTraced ? function_(run) : run)(...inputs);
      assertGoldens(results, [...expected, ...gradients], "result");
    });
  }
}
