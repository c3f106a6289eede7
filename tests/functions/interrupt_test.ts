/**
 * A notebook's stop button ends a script wherever it is, without `finally`: what was open then must
 * not be in the way of what runs in the next turn.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { NameScope } from "../../lib/functions/name_scope.ts";
import { recomputeGrad } from "../../lib/functions/recompute_grad.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import { less } from "../../lib/ops/math/comparison.ts";
import { internally, state } from "../../lib/tensor/state.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { interrupt } from "../support/interrupt.ts";
import { tensor, value } from "./support.ts";

function forever(): never {
  for (;;);
}

const OPEN: Readonly<Record<string, () => unknown>> = {
  "a tape": () => new GradientTape().run(forever),
  "tapes within tapes": () => new GradientTape().run(() => new GradientTape().run(forever)),
  "a trace": () => function_(forever)(),
  "a branch of a trace": () =>
    function_((n: Tensor) => whileLoop((x) => less(x, n), forever, [0]))(tensor(1)),
  "a composite": () => internally(forever as () => Tensor),
  "a name scope": () => new NameScope("left").run(forever),
  "a recomputed function": () => recomputeGrad(forever)(),
  "a variable's first value": () => function_(() => new Variable(forever))(),
  "a pause of a tape": () => {
    const tape = new GradientTape();
    tape.run(() => tape.stopRecording(forever));
  },
};

for (const [name, open] of Object.entries(OPEN)) {
  Deno.test(`an interrupt within ${name} leaves the next turn able to train`, async () => {
    interrupt(open);
    await Promise.resolve();
    assertEquals(
      [state.trace, state.tapes.length, state.internal, state.log, state.nameScope],
      [undefined, 0, 0, undefined, ""],
    );
    const v = new Variable(1);
    const step = function_((x: Tensor) => {
      const tape = new GradientTape();
      const loss = tape.run(() => multiply(multiply(v, v), x));
      v.assignAdd(tape.gradient(loss, v)!);
      return add(v, 0);
    });
    assertEquals([value(step(tensor(1))), value(step(tensor(1))), v.name], [3, 9, "Variable:0"]);
  });
}

Deno.test("an interrupt while a traced function runs eagerly leaves its weights as they were", async () => {
  const v = new Variable(5);
  interrupt(() => {
    v.assignAdd(1);
    forever();
  });
  await Promise.resolve();
  assertEquals(value(v), 6);
});
