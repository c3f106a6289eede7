/**
 * Complex numbers and texts are whole numbers within plans; computing with those is refused.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { aval } from "../../lib/tensor/aval.ts";
import { read } from "../../lib/tensor/graph.ts";
import { define } from "../../lib/tensor/primitive.ts";
import { record } from "../../lib/tensor/record.ts";
import { leaf } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

const { backend } = TEST_BACKENDS[0]!;

const twice = define({
  name: "test.twice",
  infer: ([x]) => x,
  lower: (to, [x]) => to.binary("Add", x, x),
  samples: () => [],
});

const moved = define({
  name: "test.moved",
  infer: ([x]) => aval(x.dtype, [x.size, 2]),
  lower: (to, [x]) =>
    to.transpose(to.concat([to.reshape(x, [1, 2]), to.reshape(x, [1, 2])], 0), [1, 0]),
  samples: () => [],
});

const z = () => leaf(Float32Array.of(1, -0, NaN, 3), aval("complex64", [2]));
const texts = () => leaf(["a", "b"], aval("string", [2]));

Deno.test("Lowering.op() refuses to compute with complex numbers and texts", () =>
  using(backend, () => {
    const refused = (run: () => unknown, text: string) => assertThrows(run, TypeError, text);
    refused(
      () => read(record(twice, [z()])),
      "tf.test.twice: cannot compute on the cpu device with complex64 (2,): expected real numbers, received complex ones, for which it has no operators",
    );
    refused(() => read(record(twice, [texts()])), "expected numbers, received texts");
    refused(() => read(record(twice, [record(moved, [z()])])), "received complex ones");
  }));

Deno.test("Lowering.op() moves complex numbers and texts as they are", () =>
  using(backend, () => {
    assertEquals([...read(record(moved, [z()]))], [1, -0, 1, -0, NaN, 3, NaN, 3]);
    assertEquals(read(record(moved, [texts()])), ["a", "a", "b", "b"]);
  }));
