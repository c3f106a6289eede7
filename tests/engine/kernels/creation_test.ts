import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { conforms, draw, SHAPES, singles, type Type } from "./support.ts";

conforms("ZerosLike", { cases: singles(draw.extreme), run: ([x]) => tfjs.zerosLike(x!) });
conforms("OnesLike", { cases: singles(draw.small, "int32"), run: ([x]) => tfjs.onesLike(x!) });
conforms("Fill", {
  cases: fc.tuple(
    fc.constantFrom(...SHAPES),
    fc.constantFrom<Type>("float32", "int32", "bool"),
    fc.integer({ min: 0, max: 1 }),
  ).map(([shape, dtype, value]) => ({ inputs: [], params: { shape: [...shape], dtype, value } })),
  run: (_, { shape, dtype, value }) => tfjs.fill(shape, value, dtype),
});
conforms("Range", {
  cases: fc.tuple(
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom(1, -1, 0.5, -0.25, 3),
    fc.constantFrom("float32" as const, "int32" as const),
  ).map(([start, length, step, dtype]) => ({
    inputs: [],
    params: { start, stop: start + Math.sign(step) * length, step, dtype },
  })).filter(({ params: { step, dtype } }) => dtype === "float32" || Number.isInteger(step)),
  run: (_, { start, stop, step, dtype }) => tfjs.range(start, stop, step, dtype),
});
// tfjs adds the step again and again, and may miss the end
conforms("LinSpace", {
  cases: fc.tuple(
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.integer({ min: 2, max: 40 }),
  ).map((params) => ({ inputs: [], params })),
  run: (_, [start, stop, num]) => tfjs.linspace(start, stop, num),
  truth: (_, [start, stop, num]) => ({
    shape: [num],
    dtype: "float32",
    data: Float32Array.from({ length: num }, (_, i) => start + (stop - start) * i / (num - 1)),
  }),
  kind: "product",
});

Deno.test("linspace() ends exactly at its end", () => {
  const values = tfjs.linspace(0, 0.3, 100).dataSync();
  assertEquals(values[99], Math.fround(0.3));
  assertEquals([...tfjs.linspace(5, 7, 1).dataSync()], [5]);
});
