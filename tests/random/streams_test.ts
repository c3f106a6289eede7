import "../../lib/start.ts";
import { assert, assertEquals } from "@std/assert";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import * as random from "../../lib/random/mod.ts";
import { slice } from "../../lib/primitives/array/slice.ts";
import { reshape } from "../../lib/primitives/array/reshape.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { hex, listOf, readGolden, sha256, valuesOf } from "./bits.ts";

type Seed = string | [string, string];

interface Call {
  op: string;
  shape: number[];
  options: Record<string, unknown> & { seed?: Seed };
  bits?: string;
  sha256?: string;
}

interface Goldens {
  stateful: { globalSeed: string | null; calls: Call[] }[];
  stateless: Call[];
  splits: { seed: [number, number]; num: number; split: number[][]; foldIn: number[] }[];
  generators: {
    seed: string;
    start: string[];
    calls: Call[];
    split: string[][];
    makeSeeds: string[][];
    end: string[];
  }[];
}

const goldens = readGolden<Goldens>("random/streams.json");

/** Runs one recorded call on a namespace of ops, or on a generator. */
function run(ops: unknown, { op, shape, options }: Call): Tensor {
  const call = (ops as Record<string, (...args: unknown[]) => Tensor>)[op]!.bind(ops);
  const parsed: Record<string, unknown> = { ...options };
  const { seed } = options;
  if (seed !== undefined) {
    parsed.seed = typeof seed === "string" ? BigInt(seed) : seed.map((part) => BigInt(part));
  }
  if (op !== "shuffle") return call(shape, parsed);
  const size = shape.reduce((product, dim) => product * dim, 1);
  const { dtype = "float32", ...rest } = parsed as { dtype?: "float32" | "int32" };
  const values = dtype === "int32" ? new Int32Array(size) : new Float32Array(size);
  return call(reshape(asTensor("test", values.map((_, i) => i)), shape), rest);
}

async function check(name: string, tensor: Tensor, call: Call): Promise<void> {
  assertEquals(tensor.shape, call.shape, `${name}: shape`);
  const values = valuesOf(tensor);
  if (call.bits !== undefined) assertEquals(hex(values), call.bits, name);
  else assertEquals(await sha256(values), call.sha256, name);
}

Deno.test("stateful ops give TensorFlow's bits for every program of calls", async () => {
  assert(goldens.stateful.length >= 60);
  for (const { globalSeed, calls } of goldens.stateful) {
    random.setSeed(globalSeed === null ? null : BigInt(globalSeed));
    for (const [i, call] of calls.entries()) {
      const name = `seed ${globalSeed}, call ${i}: ${call.op} ${JSON.stringify(call.options)}`;
      await check(name, run(random, call), call);
    }
  }
  random.setSeed(null);
});

Deno.test("stateless ops give TensorFlow's bits for every pair of seeds", async () => {
  for (const call of goldens.stateless) {
    await check(`${call.op} ${JSON.stringify(call.options)}`, run(random, call), call);
  }
});

Deno.test("statelessSplit() and statelessFoldIn() give TensorFlow's seeds", () => {
  for (const { seed, num, split, foldIn } of goldens.splits) {
    const pairs = random.statelessSplit(seed, { num });
    assertEquals(listOf(pairs), split.flat());
    assertEquals([pairs.shape, pairs.dtype], [[num, 2], "int32"]);
    assertEquals(listOf(random.statelessFoldIn(seed, num)), foldIn);
  }
});

Deno.test("statelessNormal() takes a seed that statelessSplit() made", () => {
  const row = reshape(slice(random.statelessSplit([1, 2]), [1, 0], [1, 2]), [2]);
  const pair = [-335576002, 370444179] as const;
  assertEquals(
    listOf(random.statelessNormal([3], { seed: row })),
    listOf(random.statelessNormal([3], { seed: pair })),
  );
});

Deno.test("Generator gives TensorFlow's bits and states", async () => {
  for (const golden of goldens.generators) {
    const generator = random.Generator.fromSeed(BigInt(golden.seed));
    assertEquals(generator.state.map(String), golden.start);
    for (const call of golden.calls) {
      await check(`seed ${golden.seed}: ${call.op}`, run(generator, call), call);
    }
    generator.skip(1000);
    const children = generator.split({ count: 3 });
    assertEquals(children.map((child) => child.state.map(String)), golden.split);
    const seeds = listOf(generator.makeSeeds({ count: 3 })).map(String);
    assertEquals([0, 1, 2].map((i) => [seeds[i], seeds[i + 3]]), golden.makeSeeds);
    assertEquals(generator.state.map(String), golden.end);
  }
});
