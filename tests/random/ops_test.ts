import "../../lib/start.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import type { SeedPair } from "../../lib/random/mod.ts";
import * as random from "../../lib/random/mod.ts";
import { read } from "../../lib/tensor/graph.ts";
import { hex, listOf, valuesOf } from "./bits.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 });
const seeds = fc.oneof(fc.maxSafeInteger(), fc.bigInt());

Deno.test("ops give a tensor of the shape and dtype they are asked for", () => {
  fc.assert(fc.property(shapes, (shape) => {
    const made = [
      random.uniform(shape),
      random.normal(shape),
      random.truncatedNormal(shape),
      random.statelessUniform(shape, { seed: [1, 2] }),
    ];
    for (const x of made) {
      assertEquals([x.shape, x.dtype], [shape, "float32"]);
      assertEquals(listOf(x).length, shape.reduce((product, dim) => product * dim, 1));
    }
    const dice = random.uniform(shape, { minval: 1, maxval: 7, dtype: "int32" });
    assertEquals([dice.shape, dice.dtype], [shape, "int32"]);
    assert(listOf(dice).map(Number).every((value) => value >= 1 && value <= 6));
  }));
});

Deno.test("setSeed() starts the same streams again for any seed", () => {
  fc.assert(fc.property(seeds, seeds, (seed, opSeed) => {
    const draw = () => {
      random.setSeed(seed);
      return [random.uniform([3]), random.normal([3], { seed: opSeed }), random.normal([3])]
        .map((x) => hex(valuesOf(x)));
    };
    assertEquals(draw(), draw());
  }));
  random.setSeed(null);
});

Deno.test("ops without any seed differ from call to call", () => {
  random.setSeed(null);
  const draws = new Set(Array.from({ length: 50 }, () => hex(valuesOf(random.uniform([4])))));
  assertEquals(draws.size, 50);
  const before = hex(valuesOf(random.normal([4])));
  random.setSeed(null);
  assertNotEquals(hex(valuesOf(random.normal([4]))), before);
});

Deno.test("a draw is the beginning of every longer draw", () => {
  fc.assert(fc.property(fc.nat(300), fc.nat(300), fc.maxSafeInteger(), (a, b, seed) => {
    const [short, long] = [Math.min(a, b), Math.max(a, b)];
    const ops = [random.statelessNormal, random.statelessTruncatedNormal];
    for (
      const op of [(size: number[], pair: SeedPair) => random.statelessUniform(size, pair), ...ops]
    ) {
      const head = read(op([short], [seed, 7]));
      assertEquals(head, read(op([long], [seed, 7])).slice(0, short));
    }
  }));
});

Deno.test("shuffle() keeps rows whole and loses none, for every dtype", () => {
  const x = asTensor("test", [[1, 2], [3, 4], [5, 6], [7, 8]], "int32");
  random.setSeed(3);
  const shuffled = random.shuffle(x);
  assertEquals([shuffled.shape, shuffled.dtype], [[4, 2], "int32"]);
  const numbers = listOf(shuffled);
  const rows = [0, 2, 4, 6].map((at) => numbers.slice(at, at + 2).map(Number));
  assertEquals(rows.toSorted((a, b) => a[0]! - b[0]!), [[1, 2], [3, 4], [5, 6], [7, 8]]);
  assertEquals(listOf(x), [1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(random.shuffle(["a", "b", "c"]).dtype, "string");
  const words = listOf(random.shuffle(["a", "b", "c"]));
  assertEquals(words.toSorted(), ["a", "b", "c"]);
  assertEquals(random.shuffle([true, false, true]).dtype, "bool");
  random.setSeed(null);
});

Deno.test("Generator goes back to where its state was read", () => {
  const generator = random.Generator.fromSeed(5);
  generator.normal([10]);
  const { state } = generator;
  const expected = hex(valuesOf(generator.uniform([5])));
  generator.reset(state);
  assertEquals(hex(valuesOf(generator.uniform([5]))), expected);
  assertEquals(hex(valuesOf(random.Generator.fromState(state).uniform([5]))), expected);
  const [low, high, key] = state;
  const other = random.Generator.fromKeyCounter(key, [low, high]);
  assertEquals(hex(valuesOf(other.uniform([5]))), expected);
  assertEquals([other.key, other.algorithm], [key, 1]);
  generator.resetFromSeed(5);
  assertEquals(generator.state, [5n, 0n, 0n]);
});

Deno.test("Generator.fromNonDeterministicState() differs from call to call", () => {
  const keys = Array.from({ length: 20 }, () => random.Generator.fromNonDeterministicState().key);
  assertEquals(new Set(keys).size, 20);
});
