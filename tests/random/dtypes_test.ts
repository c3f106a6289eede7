/** Draws in other element types than float32 and int32, against TensorFlow's bytes. */
import "../../lib/start.ts";
import { assert, assertEquals } from "@std/assert";
import type { DType } from "../../lib/arrays/dtypes.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import * as random from "../../lib/random/mod.ts";
import { read } from "../../lib/tensor/graph.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { hexBytes, listOf, readGolden, valuesOf } from "./bits.ts";

interface Call {
  op: string;
  shape: number[];
  options: Record<string, unknown>;
  dtype: DType;
  bytes: string;
}

interface Goldens {
  stateful: Call[];
  stateless: Call[];
  generator: { calls: Call[]; end: string[]; seeds: string[][] };
  broadcast: { uniform: number[][]; normal: number[][]; dice: number[] };
  categorical: {
    logits: number[][];
    calls: { dtype: DType; out: "int32" | "int64"; seeded: number[][][]; stateless: number[][] }[];
  };
  seeds: { split: string[][]; foldIn: string[]; foldInNarrow: string[] };
}

const goldens = readGolden<Goldens>("random/dtypes.json");

/** Whole numbers, which JSON has as strings. */
function parse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(parse);
  return typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value;
}

function run(ops: unknown, { op, shape, options }: Call): Tensor {
  const call = (ops as Record<string, (...args: unknown[]) => Tensor>)[op]!.bind(ops);
  const given = Object.entries(options).map(([name, value]) => [name, parse(value)]);
  return call(shape, Object.fromEntries(given));
}

/** Units of the last place between two float64s. */
function unitsApart(a: number, b: number): number {
  const bits = new BigInt64Array(Float64Array.of(a, b).buffer);
  const ordered = Array.from(bits, (it) => it < 0n ? -(it & (2n ** 63n - 1n)) : it);
  return Math.abs(Number(ordered[0]! - ordered[1]!));
}

function check(call: Call, tensor: Tensor, label: string): void {
  assertEquals([tensor.shape, tensor.dtype], [call.shape, call.dtype], label);
  const values = read(tensor) as Float64Array;
  if (call.dtype !== "float64" || !/ormal/.test(call.op)) {
    return assertEquals(hexBytes(values), call.bytes, label);
  }
  // JavaScript's logarithm, sine and cosine round the other way than the C library's at times; the
  // error of a sum near 0 is one of its terms.
  const expected = new Float64Array(Uint8Array.fromHex(call.bytes).buffer);
  const { mean = 0 } = call.options as { mean?: number };
  expected.forEach((value, i) => {
    const isNear = unitsApart(values[i]!, value) <= 2 ||
      Math.abs(values[i]! - value) <= 2 ** -52 * Math.abs(mean);
    assert(isNear, `${label}: element ${i} is ${values[i]}, expected ${value}`);
  });
}

const label = ({ op, shape, options }: Call) => `${op} ${shape} ${JSON.stringify(options)}`;

Deno.test("stateful ops give TensorFlow's bits in every dtype", () => {
  assert(goldens.stateful.length > 140);
  random.setSeed(42);
  for (const call of goldens.stateful) check(call, run(random, call), label(call));
  random.setSeed(null);
});

Deno.test("float64 normals are TensorFlow's to the last bit but for a few in 1,000", () => {
  random.setSeed(42);
  let [same, all] = [0, 0];
  for (const call of goldens.stateful) {
    const values = read(run(random, call)) as Float64Array;
    if (call.dtype !== "float64" || !/ormal/.test(call.op)) continue;
    const expected = new Float64Array(Uint8Array.fromHex(call.bytes).buffer);
    all += expected.length;
    same += expected.filter((value, i) => Object.is(value, values[i])).length;
  }
  random.setSeed(null);
  assert(all > 400 && same >= 0.98 * all, `${same} of ${all}`);
});

Deno.test("stateless ops give TensorFlow's bits in every dtype", () => {
  for (const call of goldens.stateless) check(call, run(random, call), label(call));
});

Deno.test("Generator gives TensorFlow's bits in every dtype, and its seeds as a tensor", () => {
  const generator = random.Generator.fromSeed(42);
  for (const call of goldens.generator.calls) check(call, run(generator, call), label(call));
  assertEquals(generator.state.map(String), goldens.generator.end);
  const seeds = generator.makeSeeds(3);
  assertEquals([seeds.shape, seeds.dtype], [[2, 3], "int64"]);
  assertEquals(listOf(seeds).map(String), goldens.generator.seeds.flat());
});

Deno.test("limits and moments may be tensors", () => {
  random.setSeed(42);
  const [low, high] = [[0, 10, -1], [[1], [20.5]]];
  const bits = (tensor: Tensor) => [...new Uint32Array(valuesOf(tensor).buffer)];
  const { uniform, normal, dice } = goldens.broadcast;
  const made = random.uniform([2, 3], low, high, { seed: 1 });
  assertEquals([made.shape, bits(made)], [[2, 3], uniform.flat()]);
  assertEquals(bits(random.normal([2, 3], low, high, { seed: 1 })), normal.flat());
  const ends = [1, 7].map((end) => asTensor("test", end, "int32"));
  assertEquals(listOf(random.uniform([6], ends[0]!, ends[1]!, "int32", 1)), dice);
  random.setSeed(null);
});

Deno.test("categorical() takes logits of every float type", () => {
  random.setSeed(42);
  const { logits, calls } = goldens.categorical;
  for (const { dtype, out, seeded, stateless } of calls) {
    const x = asTensor("test", logits, dtype);
    for (const expected of seeded) {
      const made = random.categorical(x, 9, out, 7);
      assertEquals([made.dtype, made.shape], [out, [3, 9]]);
      assertEquals(listOf(made).map(Number), expected.flat(), `${dtype} ${out}`);
    }
    const pure = random.statelessCategorical(x, 9, [1, 2], out);
    assertEquals(listOf(pure).map(Number), stateless.flat(), `${dtype} ${out}`);
  }
  random.setSeed(null);
});

Deno.test("split() and foldIn() follow the dtypes of their seeds and numbers", () => {
  const wide = asTensor("test", [1n, -(2n ** 40n)]);
  const { split, foldIn, foldInNarrow } = goldens.seeds;
  const text = (tensor: Tensor) => [tensor.dtype, listOf(tensor).map(String)];
  assertEquals(text(random.split(wide, 3)), ["int64", split.flat()]);
  assertEquals(text(random.foldIn(wide, 2 ** 40)), ["int64", foldIn]);
  assertEquals(text(random.foldIn(wide, 3)), ["int32", foldInNarrow]);
});
