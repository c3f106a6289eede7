/**
 * `recur()` of few steps and of odd sequences, and what it says where something is wrong.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { function_ } from "../../../lib/functions/function.ts";
import { recur, type RecurOptions } from "../../../lib/functions/recurrent/recur.ts";
import { reshape } from "../../../lib/primitives/array/reshape.ts";
import { add, multiply } from "../../../lib/primitives/math/arithmetic.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { assertAllClose } from "../../support/compare.ts";
import { values } from "../support.ts";
import { doubles, EXACT } from "./numbers.ts";

Deno.test("recur() of no steps gives zeros and the states as they were", () => {
  for (const isTraced of [false, true]) {
    const run = (x: Tensor, h: Tensor) => {
      const made = recur((x, [h]) => [add(x, h), [add(x, h)]], x, [h]);
      return [made.lastOutput, made.outputs, made.states[0]] as const;
    };
    const f = isTraced ? function_(run) : run;
    const [last, outputs, state] = f(doubles([2, 0, 3]), doubles([2, 3], 1));
    assertEquals(values(last), [0, 0, 0, 0, 0, 0]);
    assertEquals(outputs.shape, [2, 0, 3]);
    assertAllClose(state, doubles([2, 3], 1), EXACT);
  }
});

Deno.test("recur() takes one step, sequences of truth values, and the steps first", () => {
  const run = (options: RecurOptions) => (x: Tensor, keep: Tensor, h: Tensor) =>
    recur(
      ({ x, keep }, [h]) => {
        const next = add(multiply(keep, h), x);
        return [next, [next]];
      },
      { x, keep },
      [h],
      options,
    ).outputs;
  const x = doubles([1, 2, 3], 1);
  const [keep, h] = [doubles([1, 2, 3], 2), doubles([2, 3], 3)];
  const [made] = run({ timeMajor: true })(x, keep, h).shape;
  assertEquals(made, 1);
  const turn = (it: Tensor) => reshape(it, [2, 1, 3]);
  const other = run({})(turn(x), turn(keep), h);
  assertAllClose(reshape(other, [1, 2, 3]), run({ timeMajor: true })(x, keep, h), EXACT);
});

Deno.test("recur() says what is wrong with what it is given", () => {
  const step = (x: Tensor, [h]: [Tensor]): [Tensor, Tensor[]] => [x, [h]];
  const h = doubles([2, 3]);
  const refused = (message: string, run: () => unknown) => assertThrows(run, TypeError, message);
  refused(
    "recur: expected sequences of at least 2 dimensions (batch, length, ...), received shape (3,)",
    () => recur(step, doubles([3]), [h]),
  );
  refused("recur: expected inputs with at least one tensor", () => recur(() => [h, [h]], [], [h]));
  refused(
    "layer 'rnn': expected sequences of one length and batch",
    () =>
      recur(([x], [h]) => [x, [h]], [doubles([2, 3, 1]), doubles([2, 4, 1])], [h], {
        where: "layer 'rnn'",
      }),
  );
  refused(
    "recur: expected a mask of shape (2, 4), received shape (4, 2)",
    () => recur(step, doubles([2, 4, 3]), [h], { mask: doubles([4, 2]) }),
  );
  refused(
    "recur: expected lengths to be whole numbers of shape (2,), received dtype float64 and shape (2,)",
    () => recur(step, doubles([2, 4, 3]), [h], { lengths: doubles([2]) }),
  );
  refused(
    "recur: expected step to return [output, states], received",
    () => recur((x) => x as unknown as [Tensor, Tensor[]], doubles([2, 4, 3]), [h]),
  );
  refused(
    "recur: expected step to return states nested as initialStates, 1 tensors, received 2 in another nesting",
    () => recur((x, [h]) => [x, [h, h]], doubles([2, 4, 3]), [h]),
  );
  for (const isTraced of [false, true]) {
    const run = () => recur((x, [h]) => [x, [reshape(h, [3, 2])]], doubles([2, 4, 3]), [h]).outputs;
    refused(
      "recur: expected step to keep state 0 as float64",
      () => isTraced ? function_(run)() : run(),
    );
  }
});
