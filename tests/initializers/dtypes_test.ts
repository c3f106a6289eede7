/** Weights of other element types than float32, against Keras's bytes; and ways to give arguments. */
import "../../lib/start.ts";
import { assert, assertEquals } from "@std/assert";
import type { DType, StorageOf } from "../../lib/arrays/dtypes.ts";
import * as initializers from "../../lib/initializers/mod.ts";
import { type SeedProfile, setProfile, statelessUniform } from "../../lib/random/mod.ts";
import { read } from "../../lib/tensor/graph.ts";
import { hexBytes, listOf, readGolden } from "../random/bits.ts";

interface Case {
  name: string;
  options: Record<string, unknown>;
  shape: number[];
  dtype: DType;
  bytes: string;
}

const { cases } = readGolden<{ cases: Case[] }>("initializers/dtypes.json");

function make(name: string, ...args: unknown[]): initializers.Initializer {
  const Class = (initializers as unknown as Record<string, unknown>)[name];
  return new (Class as new (...args: unknown[]) => initializers.Initializer)(...args);
}

/** Whether the arithmetic of a case differs from Keras's in its order or its library. */
function isNear({ name, dtype }: Case): boolean {
  return dtype === "float64" && /ormal|Orthogonal|STFT|VarianceScaling/.test(name);
}

Deno.test("initializers give Keras's weights in every dtype", () => {
  assert(cases.length > 140);
  setProfile("keras3");
  for (const golden of cases) {
    const { name, options, shape, dtype, bytes } = golden;
    const label = `${name} ${JSON.stringify(options)} of ${shape} ${dtype}`;
    const weight = make(name, options)(shape, dtype);
    assertEquals([weight.shape, weight.dtype], [shape, dtype], label);
    const values = read(weight) as StorageOf["float64"];
    if (!isNear(golden)) {
      assertEquals(hexBytes(values), bytes, label);
      continue;
    }
    const expected = new Float64Array(Uint8Array.fromHex(bytes).buffer);
    expected.forEach((value, i) => {
      const error = Math.abs(values[i]! - value);
      assert(error <= 1e-14, `${label}: element ${i} is off by ${error}`);
    });
  }
  setProfile("tf2.0");
});

Deno.test("float64 limits are those of the formula, but for Keras 3's, which are float32", () => {
  const limit = Math.sqrt(3 / 4);
  const weight = (profile: SeedProfile) => {
    setProfile(profile);
    const values = listOf(new initializers.LecunUniform(42)([4, 5], "float64"));
    setProfile("tf2.0");
    return values;
  };
  const drawn = (end: number) => listOf(statelessUniform([4, 5], [42, 0], -end, end, "float64"));
  assertEquals(weight("tf2.0"), drawn(limit));
  assertEquals(weight("keras2"), drawn(limit));
  assertEquals(weight("keras3"), drawn(Math.fround(limit)));
});

Deno.test("STFT gives the nearest float16 and bfloat16 of its float32 values", () => {
  const stft = new initializers.STFT();
  const exact = listOf(stft([8, 1, 5])).map(Number);
  const half = listOf(stft([8, 1, 5], "float16"));
  assertEquals(half, exact.map((value) => Math.f16round(value)));
  assertEquals(stft([8, 1, 5], "bfloat16").dtype, "bfloat16");
});

Deno.test("RandomUniform draws int64 for a weight of that dtype", () => {
  const drawn = listOf(new initializers.RandomUniform(1, 7, 3)([200], "int64"));
  assert(drawn.every((value) => typeof value === "bigint" && value >= 1n && value <= 6n));
  assertEquals(new Set(drawn).size, 6);
});

Deno.test("initializers take their arguments by position, by name, or both", () => {
  const same: [string, unknown[], unknown[]][] = [
    ["GlorotUniform", [3], [{ seed: 3 }]],
    ["HeNormal", [3, [0], [1]], [3, { inputAxes: [0], outputAxes: [1] }]],
    ["RandomNormal", [1, 2, 42], [{ mean: 1, stddev: 2, seed: 42 }]],
    ["RandomUniform", [-1, { maxval: 2, seed: 1 }], [-1, 2, 1]],
    ["TruncatedNormal", [undefined, 2, 1], [{ stddev: 2, seed: 1 }]],
    ["VarianceScaling", [2, "fan_out", "uniform", 5], [
      { scale: 2, mode: "fan_out", distribution: "uniform", seed: 5 },
    ]],
    ["Orthogonal", [2, 1], [{ gain: 2, seed: 1 }]],
    ["Constant", [4], [{ value: 4 }]],
    ["Identity", [4], [{ gain: 4 }]],
    ["Zeros", [], [{}]],
  ];
  for (const [name, first, second] of same) {
    const [a, b] = [make(name, ...first), make(name, ...second)];
    assertEquals(a.getConfig(), b.getConfig(), name);
    assertEquals(listOf(a([3, 3])), listOf(b({ shape: [3, 3] })), name);
    assertEquals(a.clone().getConfig(), a.getConfig(), name);
    assertEquals(a([2, 2], { dtype: "float64" }).dtype, "float64");
  }
  const made = initializers.GlorotNormal.fromConfig({ seed: 5, input_axes: [0], output_axes: [1] });
  assertEquals(made.getConfig(), { seed: 5, input_axes: [0], output_axes: [1] });
  assertEquals(initializers.randomNormalInitializer(1, 2, 3).getConfig(), {
    mean: 1,
    stddev: 2,
    seed: 3,
  });
});
