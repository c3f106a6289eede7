import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import {
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  drawUniform,
  type Source,
  stateless,
} from "../../lib/random/draw.ts";
import { hostBuffers } from "../../lib/engine/host_buffers.ts";
import { valuesOf } from "./bits.ts";
import { readyHelpers, setHelpers } from "../../lib/random/helpers.ts";

const SIZE = 4_000_000;
const MEGABYTE = 2 ** 20;

/** Bytes outside JavaScript's heap that a function's result and whatever it keeps take. */
function bytesOf(make: () => unknown): { bytes: number; made: unknown } {
  const before = Deno.memoryUsage().external;
  const made = make();
  return { bytes: Deno.memoryUsage().external - before, made };
}

Deno.test("a draw takes the memory of its output and less than a megabyte, with helpers too", async () => {
  const draws: Record<string, (source: Source) => unknown> = {
    uniform: (source) => drawUniform(source, SIZE, { minval: 0, maxval: 1 }),
    integers: (source) => drawIntegers(source, SIZE, { minval: 0, maxval: 100 }),
    normal: (source) => drawNormal(source, SIZE, { mean: 0, stddev: 1 }),
    truncated: (source) => drawTruncatedNormal(source, SIZE, { mean: 0, stddev: 1 }),
  };
  const { bytes: threads } = bytesOf(() => setHelpers(3));
  while (readyHelpers() < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const [name, draw] of Object.entries(draws)) {
    const { bytes } = bytesOf(() => draw(stateless([1, 2])));
    const extra = bytes + Math.max(0, threads) - 4 * SIZE;
    assert(extra <= MEGABYTE, `${name}: ${extra} bytes besides the output`);
  }
  setHelpers(Math.min(3, navigator.hardwareConcurrency - 1));
});

Deno.test("a draw fills the memory of a draw that is gone, with the values new memory would get", () => {
  const draws: (() => tf.Tensor)[] = [
    () => tf.random.uniform([5003], { seed: 1 }),
    () => tf.random.uniform([5003], { seed: 1, maxval: 9, dtype: "int32" }),
    () => tf.random.normal([5003], { seed: 1 }),
    () => tf.random.truncatedNormal([5003], { seed: 1 }),
    () => tf.random.uniform([2501], { seed: 1, dtype: "float64" }),
    () => new tf.keras.initializers.GlorotUniform({ seed: 1 })([5003, 1]),
    () => new tf.keras.initializers.RandomNormal({ seed: 1 })([5003, 1]),
  ];
  for (const draw of draws) {
    tf.random.setSeed(1);
    const expected = valuesOf(draw());
    tf.random.setSeed(1);
    // What was read stays as it is; what was not is used again.
    const free = hostBuffers.bytes;
    const bytes = expected.byteLength;
    draw().dispose();
    assertEquals(hostBuffers.bytes, free + bytes);
    tf.random.setSeed(1);
    const again = draw();
    assertEquals(hostBuffers.bytes, free);
    assertEquals(valuesOf(again), expected);
    assert(valuesOf(again).buffer !== expected.buffer);
    again.dispose();
    assertEquals(hostBuffers.bytes, free);
  }
  tf.random.setSeed(null);
});

Deno.test("a draw keeps its values while a variable, a view or a waiting operation needs them", () => {
  const draw = () => tf.random.uniform([5003], { seed: 1 });
  tf.random.setSeed(1);
  const expected = valuesOf(draw());
  const again = () => (tf.random.setSeed(1), draw());
  const kept = [new tf.Variable(again()), tf.reshape(again(), [5003, 1]), tf.add(again(), 0)];
  for (let i = 0; i < 4; i++) draw().dispose();
  for (const value of kept) assertEquals(value.numpy().data, expected);
  tf.random.setSeed(null);
});
