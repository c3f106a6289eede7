/**
 * Functions of `tf.nn` and `tf.image` refuse what does not fit at the call, in words that say what
 * does.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { Tape } from "../../../lib/functions/tape.ts";
import { negative } from "../../../lib/primitives/math/arithmetic.ts";
import { onesLike } from "../../../lib/primitives/array/fill.ts";
import { given, sample } from "../../../lib/primitives/support/samples.ts";
import { read } from "../../../lib/tensor/graph.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { ROWS } from "./error_rows.ts";
import { OPERATIONS } from "./operations.ts";

const { backend } = TEST_BACKENDS[0]!;

const of = (shape: number[]): Tensor => sample(shape);

function call(name: string, args: readonly unknown[]): unknown {
  const operation: (...args: never[]) => unknown = OPERATIONS[name]!;
  return operation(...args as never[]);
}

for (const name of new Set(ROWS.map(([name]) => name))) {
  Deno.test(`${name}() refuses what does not fit`, () => {
    using(backend, () => {
      for (const [own, args, Class, text] of ROWS) {
        if (own !== name) continue;
        const error = assertThrows(() => call(name, args), Class);
        assertEquals(error.message, text);
      }
    });
  });
}

Deno.test("nn.sparseSoftmaxCrossEntropyWithLogits() fails for labels that are no class", () => {
  using(backend, () => {
    for (const label of [-1, 3]) {
      const labels = given([0, label], [2], "int32");
      const name = "nn.sparseSoftmaxCrossEntropyWithLogits";
      const logits = of([2, 3]);
      assertThrows(
        () => call(name, [labels, logits]),
        RangeError,
        `tf.${name}: expected indices from 0 to 2 into a dimension of 3, received labels[1] = ${label}`,
      );
      const late = call(name, [negative(negative(labels)), logits]) as Tensor;
      assertThrows(() => read(late), RangeError, `tf.${name}: cannot compute`);
    }
  });
});

Deno.test("nn.embeddingLookup() fails for ids that are no row", () => {
  using(backend, () => {
    const [rows, ids] = [of([2, 3]), given([2], [1], "int32")];
    assertThrows(
      () => call("nn.embeddingLookup", [rows, ids]),
      RangeError,
      "tf.nn.embeddingLookup: expected indices from 0 to 1 into a dimension of 2, received ids[0] = 2",
    );
    const late = call("nn.embeddingLookup", [rows, negative(negative(ids))]) as Tensor;
    assertThrows(() => read(late), RangeError, "tf.gather: cannot compute");
  });
});

Deno.test("nn.ctcLoss() refuses a second derivative", () => {
  using(backend, () => {
    const logits = of([3, 1, 3]);
    const outer = new Tape(false);
    outer.watch(logits);
    const gradient = outer.record(() => {
      const inner = new Tape(false);
      inner.watch(logits);
      const loss = inner.record(() => call("nn.ctcLoss", [[[1]], logits, [1], [3]]) as Tensor);
      return inner.gradients([[loss, onesLike(loss)]], [logits])[0]!;
    });
    assertThrows(
      () => outer.gradients([[gradient, onesLike(gradient)]], [logits]),
      TypeError,
      "tf.nn.ctcLoss: expected first derivatives only; its gradient has no gradient",
    );
  });
});
