/**
 * What a traced function refuses, and what is left as it was after an error.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { TensorSpec } from "../../lib/functions/tensor_spec.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { gather } from "../../lib/ops/array/gather.ts";
import { matmul } from "../../lib/ops/linalg/matmul.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import { state } from "../../lib/tensor/state.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { tensor, value, values } from "./support.ts";

Deno.test("function() leaves no state behind when it throws while it is traced", () => {
  const v = new Variable(1);
  let fails = true;
  const f = function_((x: Tensor) => {
    const tape = new GradientTape();
    return tape.run(() => {
      v.assignAdd(x);
      if (fails) throw new RangeError("mine");
      return multiply(v, 2);
    });
  });
  assertThrows(() => f(tensor(1)), RangeError, "mine");
  assertEquals([state.trace, state.tapes.length, state.internal, value(v)], [undefined, 0, 0, 1]);
  fails = false;
  assertEquals([value(f(tensor(1))), value(v)], [4, 2]);
});

Deno.test("function() leaves variables as they were when a run fails", () => {
  const v = new Variable([1, 2]);
  const f = function_((i: Tensor) => {
    v.assignAdd([1, 1]);
    return gather(v, i);
  }, { name: "picks" });
  assertThrows(() => f(tensor([5], "int32")), Error, "picks");
  assertEquals(values(v), [1, 2]);
  assertEquals(values(f(tensor([1], "int32"))), [3]);
});

Deno.test("function() refuses to call itself without end", () => {
  const f = function_((x: Tensor): Tensor => f(multiply(x, 2)), { name: "again" });
  assertThrows(
    () => f(tensor(1)),
    TypeError,
    "tf.function 'again': expected a function that does not call itself",
  );
  const down = function_((x: Tensor, n: number): Tensor =>
    n === 0 ? x : multiply(down(x, n - 1), 2)
  );
  assertEquals(value(down(tensor(3), 4)), 48);
});

Deno.test("function() keeps its tensors to itself once it was traced", () => {
  let leaked: Tensor | undefined;
  const v = new Variable(1);
  function_((x: Tensor) => leaked = multiply(x, 2), { name: "leaky" })(tensor(1));
  assertThrows(
    () => leaked!.numpy(),
    TypeError,
    "tf.function 'leaky': the result of tf.multiply belongs to the trace of the function and has no values",
  );
  assertThrows(
    () => add(leaked!, 1),
    TypeError,
    "expected its tensors to be used while it is traced",
  );
  assertThrows(
    () => v.assign(leaked!),
    TypeError,
    "expected its tensors to be used while it is traced",
  );
  assertThrows(
    () => function_(() => leaked)(),
    TypeError,
    "expected its tensors to be used while it is traced",
  );
  const tape = new GradientTape();
  const y = tape.run(() => multiply(v, 2));
  assertThrows(
    () => tape.gradient(y, leaked!),
    TypeError,
    "expected its tensors to be used while it is traced",
  );
});

Deno.test("function() refuses arguments that hold themselves", () => {
  const ring: unknown[] = [];
  ring.push(ring);
  assertThrows(() => function_((x: unknown) => x)(ring), TypeError, "holds itself");
});

Deno.test("function() gives errors where the user called, and the user's own where they are", () => {
  const f = function_((x: Tensor) => matmul(x, x));
  const frame = (error: Error) => error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
  const wrong = assertThrows(() => f(tensor([1, 2, 3])), TypeError);
  assertEquals(frame(wrong).includes("function_errors_test.ts"), true, wrong.stack);
  const abstract = assertThrows(() => function_((x: Tensor) => x.numpy())(tensor(1)), TypeError);
  assertEquals(frame(abstract).includes("function_errors_test.ts"), true, abstract.stack);
  const signature = function_((x: Tensor) => x, { inputSignature: [new TensorSpec([2])] });
  const unfit = assertThrows(() => signature(tensor(1)), TypeError);
  assertEquals(frame(unfit).includes("function_errors_test.ts"), true, unfit.stack);
});
