/**
 * Where gradients end, and where they go on.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import { constant } from "../../../lib/ops/array/constant.ts";
import { abs, multiply } from "../../../lib/ops/math/arithmetic.ts";
import { cast } from "../../../lib/ops/math/cast.ts";
import { greater } from "../../../lib/ops/math/comparison.ts";
import { complex, imag, real } from "../../../lib/ops/math/complex_parts.ts";
import { floordiv } from "../../../lib/ops/math/division.ts";
import { divide } from "../../../lib/ops/math/division_true.ts";
import { exp } from "../../../lib/ops/math/exponential.ts";
import { ceil, floor, round } from "../../../lib/ops/math/rounding.ts";
import { where } from "../../../lib/ops/math/where.ts";
import { argmax } from "../../../lib/ops/reduction/arg_extremes.ts";
import { reduceSum } from "../../../lib/ops/reduction/reductions.ts";
import { read } from "../../../lib/tensor/graph.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";

/** The gradient of a function at some numbers; `null` where it does not depend on them. */
function gradient(values: number[], run: (x: Tensor) => Tensor): number[] | null {
  return using(TEST_BACKENDS[0]!.backend, () => {
    const x = constant(values);
    const tape = new GradientTape();
    const y = tape.run(() => {
      tape.watch(x);
      return run(x);
    });
    const result = tape.gradient(y, x);
    return result === null ? null : Array.from(read(result) as Float32Array);
  });
}

Deno.test("no gradient goes through rounding and quotients without remainder", () => {
  for (const run of [floor, ceil, round, (x: Tensor) => floordiv(x, 2)]) {
    assertEquals(gradient([1.5, -2], run), null);
  }
});

Deno.test("no gradient goes through whole numbers and truth values, and they make nothing throw", () => {
  assertEquals(gradient([1.5], (x) => cast(cast(x, "int32"), "float32")), null);
  assertEquals(gradient([1.5], (x) => cast(greater(x, 0), "float32")), null);
  assertEquals(gradient([1.5, 3], (x) => cast(argmax(x), "float32")), null);
  assertEquals(gradient([1.5], (x) => divide(cast(x, "int32"), 2)), null);
});

Deno.test("a comparison on the way cuts its path alone", () => {
  const mask = (x: Tensor) => multiply(x, cast(greater(x, 0), "float32"));
  assertEquals(gradient([2, -3], mask), [1, 0]);
  assertEquals(gradient([2, -3], (x) => where(greater(x, 0), multiply(x, x), x)), [4, 1]);
});

Deno.test("gradients go through casts between floats", () => {
  const run = (x: Tensor) => {
    const wide = cast(x, "float64");
    return multiply(wide, wide);
  };
  assertEquals(gradient([3], run), [6]);
});

Deno.test("gradients go through complex numbers as TensorFlow's do", () => {
  const half = (x: Tensor) => multiply(x, 0.5);
  const turned = (x: Tensor) => complex(x, half(x));
  // z = x (1 + i / 2): z^2 = x^2 (3 / 4 + i), |z| = x sqrt(5) / 2.
  assertEquals(gradient([2], (x) => real(multiply(turned(x), turned(x)))), [3]);
  assertEquals(gradient([2], (x) => imag(multiply(turned(x), turned(x)))), [4]);
  assertEquals(gradient([2], (x) => abs(turned(x))), [Math.fround(Math.sqrt(5) / 2)]);
  assertEquals(gradient([0], (x) => reduceSum(real(exp(turned(x))))), [1]);
});
