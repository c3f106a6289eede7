/** Random ops in traced functions: each run draws, as the same code outside would. */
import "../../lib/start.ts";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { GlorotUniform, Orthogonal, RandomNormal } from "../../lib/initializers/mod.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import { multiply } from "../../lib/primitives/math/arithmetic.ts";
import { reduceSum } from "../../lib/primitives/reduction/reduce_sum.ts";
import * as random from "../../lib/random/mod.ts";
import { SeedGenerator } from "../../lib/random/seed_generator.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { listOf } from "./bits.ts";

/** Three runs of a function from the same seed, outside of a trace and traced. */
function bothWays(make: () => Tensor | readonly Tensor[]): void {
  const runs = (run: () => Tensor | readonly Tensor[]) => {
    random.setSeed(42);
    return [1, 2, 3].map(() => [run()].flat().map((it) => listOf(it as Tensor)));
  };
  const eager = runs(make);
  const traced = function_(make);
  assertEquals(runs(traced), eager);
  assertNotEquals(eager[0], eager[1]);
  assertEquals(traced.experimentalGetTracingCount(), 1);
  random.setSeed(null);
}

Deno.test("stateful ops draw in each run of a traced function as outside of it", () => {
  bothWays(() => [
    random.uniform([3]),
    random.normal([2, 2], 1, 0.1, { dtype: "float64" }),
    random.uniform([4], 0, 10, "int64", 3),
    random.truncatedNormal([3], { seed: 5 }),
    random.uniform([3], { dtype: "bfloat16" }),
    random.shuffle(asTensor("test", [1, 2, 3, 4, 5])),
    random.shuffle(["a", "b", "c", "d"]),
    random.shuffle([7]),
    random.categorical([[0.5, 1, 2]], 5),
    random.uniform([2]),
  ]);
});

Deno.test("Generator moves on in each run of a traced function", () => {
  type Step = () => readonly Tensor[];
  const runs = (wrap: (step: Step) => Step) => {
    const generator = random.Generator.fromSeed(7);
    const step = wrap(() => {
      const values = [generator.normal([2]), generator.uniform([2]), generator.makeSeeds(2)];
      generator.skip(5);
      return [...values, generator.uniformFullInt([2], "int64")];
    });
    const drawn = [1, 2, 3].map(() => step().map(listOf));
    return { drawn, state: generator.state };
  };
  assertEquals(runs(function_), runs((step) => step));
});

Deno.test("a generator is reset in each run, to a state that may be a tensor", () => {
  const generator = random.Generator.fromSeed(1);
  const traced = function_((state: Tensor) => {
    generator.reset(state);
    return generator.uniform([3]);
  });
  const state = asTensor("test", [5n, 0n, 9n]);
  const expected = listOf(random.Generator.fromState([5, 0, 9]).uniform([3]));
  assertEquals([1, 2].map(() => listOf(traced(state))), [expected, expected]);
  const fixed = function_(() => {
    generator.resetFromKeyCounter(9, [5, 0]);
    return generator.uniform([3]);
  });
  assertEquals([1, 2].map(() => listOf(fixed())), [expected, expected]);
});

Deno.test("stateless ops take seeds, limits and logits that a traced function computes", () => {
  const draws = (seed: Tensor, x: Tensor) => [
    random.statelessUniform([3], seed),
    random.statelessNormal([2, 3], seed, x, x),
    random.statelessUniform([3], seed, 0, 100, "int32"),
    random.statelessCategorical(x, 4, seed),
    random.split(seed),
    random.foldIn(seed, 5),
  ];
  const traced = function_(draws);
  for (const pair of [[1n, 2n], [-3n, 2n ** 40n]]) {
    const seed = asTensor("test", pair);
    const x = asTensor("test", [[0.5, 1, 2]]);
    assertEquals(traced(seed, x).map(listOf), draws(seed, x).map(listOf));
  }
  assertEquals(traced.experimentalGetTracingCount(), 1);
});

Deno.test("limits of whole numbers are checked in each run where they are tensors", () => {
  const traced = function_((high: Tensor) => random.uniform([3], 0, high, "int32", 1));
  assertEquals(listOf(traced(asTensor("test", 1, "int32"))), [0, 0, 0]);
  assertThrows(
    () => listOf(traced(asTensor("test", 0, "int32"))),
    RangeError,
    "tf.random.uniform: expected minval < maxval, received minval=0, maxval=0",
  );
});

Deno.test("initializers draw in each run of a traced function", () => {
  bothWays(() => [new GlorotUniform()([2, 3]), new RandomNormal()([2], "float64")]);
  const generator = new SeedGenerator(3);
  const initializer = new Orthogonal(1, generator);
  const traced = function_(() => initializer([3, 3]));
  const again = new Orthogonal({ seed: new SeedGenerator(3) });
  for (let i = 0; i < 3; i++) assertEquals(listOf(traced()), listOf(again([3, 3])));
});

Deno.test("gradients reach what was shuffled, limits and moments", () => {
  random.setSeed(1);
  const x = new Variable(asTensor("test", [1, 2, 3]));
  const weights = asTensor("test", [10, 20, 30]);
  const order = listOf(random.shuffle(asTensor("test", [0, 1, 2]), 9)).map(Number);
  random.setSeed(1);
  const tape = new GradientTape();
  const y = tape.run(() => multiply(random.shuffle(x, 9), weights));
  const expected = [0, 0, 0];
  order.forEach((from, to) => expected[from] = [10, 20, 30][to]!);
  assertEquals(listOf(tape.gradient(y, x)!), expected);

  const [mean, spread] = [new Variable(2), new Variable(asTensor("test", [1, 3]))];
  const second = new GradientTape();
  const total = second.run(() =>
    reduceSum(random.normal([4, 2], mean, spread, { seed: 5 }), [0, 1])
  );
  random.setSeed(1);
  const standard = listOf(random.normal([4, 2], { seed: 5 })).map(Number);
  const gradients = second.gradient(total, [mean, spread]);
  assertEquals(listOf(gradients[0]!), [8]);
  const sums = [0, 1].map((i) => standard.filter((_, at) => at % 2 === i).reduce((a, b) => a + b));
  listOf(gradients[1]!).forEach((it, i) =>
    assertEquals(Math.abs(Number(it) - sums[i]!) < 1e-5, true)
  );
  random.setSeed(null);
});

Deno.test("what differs between runs cannot be read while a function is traced", () => {
  const generator = random.Generator.fromSeed(1);
  const seeds = new SeedGenerator(1);
  const cases: [() => unknown, string][] = [
    [() => generator.state, "tf.random.Generator.state: cannot give its values while a function"],
    [() => generator.key, "tf.random.Generator.key: cannot give its values"],
    [() => generator.split(2), "tf.random.Generator.split: expected generators to be made outside"],
    [() => random.Generator.fromSeed(1), "tf.random.Generator.fromSeed: expected generators to be"],
    [() => new random.Generator({ copyFrom: generator }), "make it once, outside"],
    [() => seeds.next(), "SeedGenerator.next: cannot give its values while a function is traced"],
    [() => seeds.state, "SeedGenerator.state: cannot give its values"],
    [() => listOf(random.uniform([2])), "cannot read the result of tf.random.draw"],
    [() => random.uniform(random.uniform([1], 0, 3, "int32")), "cannot read the result of"],
  ];
  for (const [make, text] of cases) {
    assertThrows(() => function_(() => void make())(), TypeError, text);
  }
});
