/**
 * Subnormal numbers on the cpu device. The expected numbers are what TensorFlow 2.21 gives on its
 * own cpu device: its kernels read and write subnormal numbers as zero, copies leave them alone.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { flush } from "../../lib/tensor/graph.ts";
import { flushesSubnormals, withoutSubnormals } from "../../lib/engine/ort/subnormals.ts";
import { hasOrtApi } from "../../lib/engine/ort/ort_api.ts";
import { interrupt } from "../support/interrupt.ts";

const ignore = !flushesSubnormals() || !hasOrtApi();

/**
 * The bits of a JavaScript sum whose result is subnormal, 2; or 0 where such numbers count as zero,
 * in which case comparing the numbers themselves would find every one of them equal to zero.
 */
function tiny(): number {
  const sum = new Float64Array([Number.MIN_VALUE])[0]! + Number.MIN_VALUE;
  return Number(new BigUint64Array(Float64Array.of(sum).buffer)[0]);
}

Deno.test({
  name: "graphs count subnormal numbers as zero, as TensorFlow does",
  ignore,
  fn() {
    const x = tf.constant([1e-39, 2e-38, -1e-40]);
    const normal = Math.fround(2e-38);
    assertEquals(tf.multiply(x, 1).numpy().toArray(), [0, normal, -0]);
    assertEquals(tf.add(x, x).numpy().toArray(), [0, 2 * normal, -0]);
    assertEquals(Number(tf.exp(-90.5)), 0);
    assertEquals(Number(tf.multiply(tf.constant(2e-38), 0.3)), 0);
    assertEquals(Number(tf.constant([1e-39])), Math.fround(1e-39));
  },
});

Deno.test({
  name: "every thread of a graph counts them as zero",
  ignore,
  fn() {
    const y = tf.add(tf.multiply(tf.fill([1_000_000], 1e-39), 2), 0);
    assertEquals(new Set(y.numpy().data as Float32Array), new Set([0]));
  },
});

Deno.test("JavaScript keeps its subnormal numbers", () => {
  tf.multiply(tf.ones([100_000]), 2).numpy();
  flush();
  assertEquals(tiny(), 2);
});

Deno.test("withoutSubnormals() ends with its function, errors included", () => {
  const inside = withoutSubnormals(tiny);
  assertEquals(inside, flushesSubnormals() ? 0 : 2);
  try {
    withoutSubnormals(() => {
      throw new RangeError("expected");
    });
  } catch { /* what counts is what it leaves behind */ }
  assertEquals(tiny(), 2);
});

Deno.test("withoutSubnormals() leaves the mode to the outermost one", () => {
  const [inner, after] = withoutSubnormals(() => [withoutSubnormals(tiny), tiny()]);
  assertEquals(
    [inner, after],
    flushesSubnormals() ? [0, 0] : [2, 2],
  );
  assertEquals(tiny(), 2);
});

Deno.test({
  name: "withoutSubnormals() gives JavaScript its numbers back after an interrupt",
  ignore,
  async fn() {
    for (let i = 0; i < 3; i++) {
      interrupt(() =>
        withoutSubnormals(() => {
          for (;;);
        })
      );
      assertEquals(tiny(), 0);
      // Whatever runs in the same turn must not take the mode for the usual one.
      assertEquals(withoutSubnormals(tiny), 0);
      await null;
      assertEquals(tiny(), 2);
    }
  },
});
