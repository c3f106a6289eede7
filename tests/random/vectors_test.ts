import "../../lib/start.ts";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { stateful } from "../../lib/random/draw.ts";
import { Generator, normal, setSeed, shuffle, truncatedNormal } from "../../lib/random/mod.ts";
import { statelessNormal, statelessSplit, statelessUniform } from "../../lib/random/mod.ts";
import { statelessTruncatedNormal, uniform } from "../../lib/random/mod.ts";
import { fillIntegers64, fillUniform64 } from "../../lib/random/wide.ts";
import { permutation, shuffleBlocks } from "../../lib/random/shuffle.ts";
import { Philox } from "../../lib/random/philox.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { listOf, sha256, valuesOf, words } from "./bits.ts";

const MANY = 1_000_003;

Deno.test("the first ops after setSeed(42) give what TensorFlow 2.x printed", () => {
  setSeed(42);
  const first = uniform([8]);
  assertEquals(
    listOf(first),
    [0.6645621, 0.44100678, 0.3528825, 0.46448255, 0.03366041, 0.68467236, 0.74011743, 0.8724445]
      .map(Math.fround),
  );
  assertEquals(
    words(valuesOf(normal([8]))),
    "3dac7df0 bf5c6430 3ec19958 bbaa4581 befd334b 3f1e2966 bea9614d bab56a0a",
  );
  assertEquals(
    words(valuesOf(truncatedNormal([8]))),
    "bf0f2101 bf08e380 bfc94abb 3f4e359d bb875bcd 3e30a656 3e95ac55 3ee519e7",
  );
  assertEquals(
    listOf(uniform([8], { maxval: 100, dtype: "int32" })),
    [94, 90, 44, 44, 42, 10, 72, 12],
  );
  setSeed(42);
  uniform([8]);
  assertEquals(
    listOf(uniform([3])),
    [0.68789124, 0.48447883, 0.9309944].map(Math.fround),
  );
});

Deno.test("ops with a seed of their own go on where the last call stopped", () => {
  setSeed(42);
  const twice = (draw: () => Float32Array | Int32Array) => [words(draw()), words(draw())];
  assertEquals(twice(() => valuesOf(uniform([5], { seed: 7 }))), [
    "3f5cde58 3f282198 3f7d946a 3f6731a6 3f3bd280",
    "3d863790 3e1a83a0 3ef09a48 3ed95718 3ebe5e2c",
  ]);
  assertEquals(twice(() => valuesOf(normal([5], { seed: 7 }))), [
    "bee7cdbe be99cf04 bda170e6 3de78fee 3f0a11b0",
    "3ff2bcfc 3fae49ab 3f0fb9a7 bf8bef04 bfb0ec8f",
  ]);
  assertEquals(twice(() => valuesOf(truncatedNormal([5], { seed: 7 }))), [
    "bee7cdbe be99cf04 bda170e6 3de78fee bfbb8541",
    "3ff2bcfc 3fae49ab 3f0fb9a7 bf8bef04 3f36edbc",
  ]);
  const range = { seed: 7, minval: -5, maxval: 1000, dtype: "int32" } as const;
  assertEquals(listOf(uniform([6], range)), [251, 33, 664, 588, 937, 743]);
  const rows = Int32Array.from({ length: 10 }, (_, i) => i);
  assertEquals(listOf(shuffle(rows, { seed: 7 })), [6, 0, 7, 3, 4, 8, 2, 1, 5, 9]);
  assertEquals(listOf(shuffle(rows, { seed: 7 })), [4, 0, 3, 6, 5, 9, 2, 7, 1, 8]);
});

Deno.test("the 64-bit fills give TensorFlow's float64 and int64", () => {
  const stream = Philox.fromSeeds(42, 7);
  const doubles = new Float64Array(3);
  fillUniform64(stream, doubles);
  const bits = new BigUint64Array(doubles.buffer);
  assertEquals(
    Array.from(bits, (word) => word.toString(16)),
    ["3fecde59caa82198", "3fed946aaae731a6", "3febd280c01ec32c"],
  );
  const longs = new BigInt64Array(6);
  fillIntegers64(stream, longs, -5n, 1000n);
  assertEquals([...longs], [634n, 267n, 965n, 121n, 824n, 157n]);
});

Deno.test("a million draws have TensorFlow's hashes", async () => {
  const hash = (draw: () => Float32Array | Int32Array) => {
    setSeed(42);
    return sha256(draw() as Float32Array<ArrayBuffer>);
  };
  const size = [MANY];
  assertEquals(
    await hash(() => valuesOf(uniform(size, { seed: 7 }))),
    "b41d8fc6e5be40012ec03f290c280841c02676a768bd9f9f525e37eeb55cc47e",
  );
  assertEquals(
    await hash(() => valuesOf(normal(size, { seed: 7 }))),
    "47572af0427116e4f9600aed0b8fb702f1adcb7e8ec5e401624029c5f26c303b",
  );
  assertEquals(
    await hash(() => valuesOf(truncatedNormal(size, { seed: 7 }))),
    "d23aa79925a0194b6fa0dfa66950cba827b2028fd07f1aadca5cf5297dd1bd6a",
  );
  const seed = [42, 0] as const;
  assertEquals(
    await hash(() => valuesOf(statelessUniform(size, { seed }))),
    "0181d4e3bf30a9b35faa00062c8b2b581dfc74c4ae7eb6d22d28e748a5a4ba43",
  );
  assertEquals(
    await hash(() => valuesOf(statelessNormal(size, { seed }))),
    "076650051f6e03e033d49881d9893044702bcc03f3527046be3eb752aae427b7",
  );
  assertEquals(
    await hash(() => valuesOf(statelessTruncatedNormal(size, { seed }))),
    "9d2cc764f19f0005c0bd916129496e832f8d6ae1a5f8a12494a440a9f2d85bc6",
  );
});

Deno.test("stateless ops and generators give the values of TensorFlow's documentation", () => {
  // NumPy prints at most eight decimals, and no more than tell a float32 from its neighbours.
  const assertPrinted = (tensor: Tensor, ...expected: number[]) =>
    expected.forEach((value, i) => assertAlmostEquals(valuesOf(tensor)[i]!, value, 5e-8));
  assertEquals(listOf(statelessSplit([1, 2], { num: 3 })), [
    ...[1105988140, 1738052849],
    ...[-335576002, 370444179],
    ...[10670227, -246211131],
  ]);
  const seed = [1105988140, 1738052849] as const;
  assertPrinted(statelessNormal([3], { seed }), -0.59835213, -0.9578608, 0.90028071);
  const folded = [1105988140, 3] as const;
  assertPrinted(statelessNormal([3], { seed: folded }), 0.03197195, 0.89797652, 0.13253039);
  setSeed(5);
  const x = normal([2, 2], { seed: 1 });
  assertPrinted(x, -1.37688971, -0.01258316, -0.169515, 1.08240557);
  setSeed(5);
  const die = () => listOf(uniform([], { maxval: 3, dtype: "int32", seed: 10 }));
  assertEquals([die(), die()], [[2], [0]]);
  const y = Generator.fromSeed(42).normal([2, 2]);
  assertPrinted(y, -0.75658029, -0.06854703, 0.07595026, -1.25738442);
});

Deno.test("permutation() orders every index once", () => {
  for (const count of [2, 3, 4, 5, 6, 100, 1001]) {
    const order = permutation(
      stateful(count)("RandomShuffle/int32", 1),
      shuffleBlocks(count),
      count,
    );
    assertEquals([...order].sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i));
  }
});
