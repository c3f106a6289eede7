/**
 * Operations of mathematics within traced functions: no value of an argument is ever frozen.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { TracedFunction } from "../../../lib/functions/function.ts";
import { constant } from "../../../lib/ops/array/constant.ts";
import { cast } from "../../../lib/ops/math/cast.ts";
import { floormod } from "../../../lib/ops/math/division.ts";
import { pow } from "../../../lib/ops/math/exponential.ts";
import { round } from "../../../lib/ops/math/rounding.ts";
import { atan2 } from "../../../lib/ops/math/special_pairs.ts";
import { where } from "../../../lib/ops/math/where.ts";
import { bincount } from "../../../lib/ops/reduction/bincount.ts";
import { confusionMatrix } from "../../../lib/ops/reduction/confusion_matrix.ts";
import { cumprod } from "../../../lib/ops/reduction/running.ts";
import { segmentSum } from "../../../lib/ops/reduction/segments.ts";
import { unsortedSegmentSum } from "../../../lib/ops/reduction/unsorted_segments.ts";
import { read } from "../../../lib/tensor/graph.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";

const ints = (values: number[]) => constant(values, "int32");
const floats = (values: number[]) => constant(values);

/** Numbers of a function that is traced once and called with several arguments. */
function calls(run: (x: Tensor) => Tensor, ...given: Tensor[]): number[][] {
  return using(TEST_BACKENDS[0]!.backend, () => {
    const traced = new TracedFunction(run);
    return given.map((x) => Array.from(read(traced(x)) as Float32Array, Number));
  });
}

Deno.test("tf.pow() of whole numbers is computed anew at each call of a traced function", () => {
  assertEquals(calls((x) => pow(x, 2), ints([2, 3]), ints([4, -5])), [[4, 9], [16, 25]]);
});

Deno.test("tf.round() and tf.cast() are computed anew at each call of a traced function", () => {
  const run = (x: Tensor) => cast(round(x), "int32");
  assertEquals(calls(run, floats([0.5, 1.6]), floats([-2.5, 7])), [[0, 2], [-2, 7]]);
});

Deno.test("tf.math.floormod() is computed anew at each call of a traced function", () => {
  assertEquals(calls((x) => floormod(x, 3), ints([7, -7]), ints([8, -8])), [[1, 2], [2, 1]]);
});

Deno.test("tf.atan2() is computed anew at each call of a traced function", () => {
  const run = (x: Tensor) => round(atan2(x, 1));
  assertEquals(calls(run, floats([0, 100]), floats([100, 0])), [[0, 2], [2, 0]]);
});

Deno.test("tf.math.cumprod() is computed anew at each call of a traced function", () => {
  assertEquals(calls((x) => cumprod(x), floats([2, 3]), floats([5, 2])), [[2, 6], [5, 10]]);
});

Deno.test("tf.math.bincount() is traced where the number of counts is given", () => {
  const run = (x: Tensor) => bincount(x, { minlength: 3, maxlength: 3 });
  assertEquals(calls(run, ints([0, 2, 2]), ints([1, 1, 7])), [[1, 0, 2], [0, 2, 0]]);
});

Deno.test("tf.math.unsortedSegmentSum() is computed anew at each call of a traced function", () => {
  const run = (ids: Tensor) => unsortedSegmentSum([1, 2, 4], ids, 2);
  assertEquals(calls(run, ints([0, 0, 1]), ints([1, -1, 1])), [[3, 4], [0, 5]]);
});

Deno.test("functions whose shape depends on values refuse the arguments of a traced function", () => {
  const x = ints([1, 2]);
  for (
    const run of [
      (it: Tensor) => bincount(it),
      (it: Tensor) => segmentSum([1, 2], it),
      (it: Tensor) => where(it),
      (it: Tensor) => confusionMatrix(it, it),
    ]
  ) {
    assertThrows(() => calls(run, x), TypeError, "cannot read");
  }
});
