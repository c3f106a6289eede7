/**
 * Shapes, strides and sizes of `tf.nn` and `tf.image` may be tensors, and arguments come by position,
 * by name or both.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { resize } from "../../../lib/ops/image/resize.ts";
import { conv2d } from "../../../lib/ops/nn/convolution.ts";
import { conv2dTranspose } from "../../../lib/ops/nn/convolution_transpose.ts";
import { maxPool2d } from "../../../lib/ops/nn/pooling.ts";
import { given, sample } from "../../../lib/primitives/support/samples.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";

const { backend } = TEST_BACKENDS[0]!;
const whole = (...values: number[]) => given(values, [values.length], "int32");

Deno.test("conv2dTranspose() takes the shape of its result as a tensor", () => {
  using(backend, () => {
    const [x, f] = [sample([1, 2, 2, 3]), sample([3, 3, 4, 3], { seed: 2 })];
    const y = conv2dTranspose(x, f, whole(1, 4, 4, 4), whole(2));
    assertEquals(read(y), read(conv2dTranspose(x, f, [1, 4, 4, 4], 2)));
  });
});

Deno.test("resize() takes the size as a tensor", () => {
  using(backend, () => {
    const x = sample([4, 4, 3]);
    assertEquals(read(resize(x, whole(2, 8))), read(resize(x, [2, 8])));
  });
});

Deno.test("conv2d() and maxPool2d() take arguments by position, by name and both", () => {
  using(backend, () => {
    const [input, filters] = [sample([1, 4, 4, 2]), sample([2, 2, 2, 3], { seed: 2 })];
    const y = read(conv2d(input, filters, 2, "SAME"));
    assertEquals(read(conv2d({ input, filters, strides: 2, padding: "SAME" })), y);
    assertEquals(read(conv2d(input, filters, { strides: [2, 2], padding: "SAME" })), y);
    const pooled = read(maxPool2d(input, 2, 2, "VALID"));
    const options = { strides: [1, 2, 2, 1], padding: "VALID" } as const;
    assertEquals(read(maxPool2d(input, 2, options)), pooled);
  });
});
