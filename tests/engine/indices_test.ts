/**
 * Indices that nobody knows before the run, as they are computed on the device: one that is out of
 * range ends the run on every device, also where shaders would take another element.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { gather } from "../../lib/primitives/array/gather.ts";
import { gatherNd } from "../../lib/primitives/array/gather_nd.ts";
import { reshape } from "../../lib/primitives/array/reshape.ts";
import { scatterNd } from "../../lib/primitives/array/scatter_nd.ts";
import { multiply } from "../../lib/primitives/math/arithmetic.ts";
import { cast } from "../../lib/primitives/math/cast.ts";
import { sparseSoftmaxCrossEntropy } from "../../lib/primitives/nn/cross_entropy.ts";
import { given } from "../../lib/primitives/support/samples.ts";
import { read } from "../../lib/tensor/graph.ts";
import { scalar } from "../../lib/tensor/scalar.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

const numbers = given([1, 2, 3], [3]);
const table = given([1, 2, 3, 4, 5, 6], [3, 2]);
const logits = given([0, 0, 0], [1, 3]);

/** What is done with one index, and what it gives for 2. */
const USES: readonly (readonly [string, (index: Tensor) => Tensor, readonly number[]])[] = [
  ["gather", (index) => gather(numbers, index, 0, 0), [3]],
  ["gather of rows", (index) => gather(table, index, 0, 0), [5, 6]],
  ["gather within a batch", (i) => gather(logits, reshape(i, [1, 1]), 1, 1), [0]],
  ["gatherNd", (index) => gatherNd(numbers, reshape(index, [1, 1])), [3]],
  ["scatterNd", (index) => scatterNd(reshape(index, [1, 1]), given([7], [1]), [3]), [0, 0, 7]],
  ["sparse cross entropy", (index) => sparseSoftmaxCrossEntropy(logits, index), [Math.log(3)]],
];

/** An index that is the result of a product. */
const computed = (index: number): Tensor =>
  cast(multiply(given([index], [1]), scalar(1, "float32")), "int32");

for (const { name, backend } of TEST_BACKENDS) {
  for (const [title, use, expected] of USES) {
    Deno.test(`${title} takes a computed index on ${name}, and refuses one out of range`, () =>
      using(backend, () => {
        const rounded = [...read(use(computed(2)))].map((it) => Math.round(Number(it) * 1e5) / 1e5);
        assertEquals(rounded, expected.map((it) => Math.round(it * 1e5) / 1e5));
        for (const index of [3, -1, 100]) assertThrows(() => read(use(computed(index))), Error);
      }));
  }
}
