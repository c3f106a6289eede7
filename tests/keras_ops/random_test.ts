/**
 * `tf.keras.random`: Keras's own numbers from seeds and generators, parameters and defaults, and
 * distributions where the bits are ours.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { declaredBy } from "../../lib/keras_ops/signature.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { manifest } from "../keras/manifest.ts";
import { assertAllClose } from "../support/compare.ts";

const { random } = tf.keras;
const file = new URL("../goldens/keras_ops/random.json.gz", import.meta.url);
const { cases } = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)))) as {
  cases: {
    name: "normal";
    args: unknown[];
    seed: number | "generator";
    draws: { dtype: string; shape: number[]; data: number[] }[];
  }[];
};

for (const { name, args, seed, draws } of cases) {
  Deno.test(`keras.random.${name} of ${JSON.stringify(args)} and seed ${seed} is Keras's`, () => {
    const source = seed === "generator" ? new random.SeedGenerator(42) : seed;
    const run = random[name] as (...args: unknown[]) => tf.Tensor;
    for (const { dtype, shape, data } of draws) {
      const made = run(...args, { seed: source });
      const values = tf.cast(made, "float64");
      assertEquals(made.dtype, dtype);
      const bounds = { atol: 1e-6, rtol: 1e-6 };
      assertAllClose(values, { dtype: "float64", shape, data: Float64Array.from(data) }, bounds);
    }
  });
}

for (const [name, entry] of Object.entries(manifest["keras.random"]!)) {
  if (entry.kind === "class") continue;
  Deno.test(`keras.random.${name} has Keras's parameters and defaults`, () => {
    const here = random[camelCase(name) as "normal"];
    const expected = entry.params!.map((it) =>
      "default" in it
        ? { name: camelCase(it.name), default: it.default }
        : { name: camelCase(it.name) }
    );
    assertEquals(declaredBy(here), expected);
  });
}

/** Mean and variance of many draws, as far as 5 deviations of them. */
function assertMoments(draws: tf.Tensor, mean: number, variance: number): void {
  const count = draws.size;
  const values = tf.cast(draws, "float64");
  const found = Number(tf.reduceMean(values));
  const spread = Number(tf.math.reduceVariance(values));
  assert(Math.abs(found - mean) < 5 * Math.sqrt(variance / count), `mean ${found}, not ${mean}`);
  assert(Math.abs(spread - variance) < 0.1 * variance, `variance ${spread}, not ${variance}`);
}

Deno.test("keras.random.gamma, beta and binomial are distributed as they say", () => {
  for (const seed of [3, new random.SeedGenerator(5)]) {
    for (const alpha of [0.4, 1, 2.5]) {
      assertMoments(random.gamma([20000], alpha, { seed }), alpha, alpha);
      const [sum, product] = [alpha + 2, alpha * 2];
      const variance = product / (sum * sum * (sum + 1));
      assertMoments(random.beta([20000], alpha, 2, { seed }), alpha / sum, variance);
    }
    assertMoments(random.binomial([20000], 9, 0.3, { seed }), 2.7, 1.89);
  }
  assertEquals(random.binomial([2], [0, 3], [0.5, 1], { seed: 1 }).numpy().toArray(), [0, 3]);
  assertEquals(random.binomial([0], 3, 0.5, { seed: 1 }).shape, [0]);
});

Deno.test("keras.random without a seed follows setRandomSeed, and traces", () => {
  const draw = () => random.uniform([3]).numpy().toArray();
  tf.keras.utils.setRandomSeed(4);
  const first = draw();
  assert(`${draw()}` !== `${first}`);
  tf.keras.utils.setRandomSeed(4);
  assertEquals(draw(), first);
  const traced = tf.function(() => random.normal([2], { seed: 7 }));
  assertEquals(traced().numpy().toArray(), random.normal([2], { seed: 7 }).numpy().toArray());
});

Deno.test("keras.random refuses what is no seed, rate or number of trials", () => {
  assertThrows(
    () => random.normal([2], { seed: 1.5 }),
    TypeError,
    "tf.keras.random.normal: expected seed to be a whole number, a SeedGenerator or null, received seed=1.5",
  );
  assertThrows(
    () => random.dropout([1, 2], 1.5),
    RangeError,
    "tf.keras.random.dropout: expected rate",
  );
  assertThrows(
    () => random.binomial([2], 1e9, 0.5),
    RangeError,
    "tf.keras.random.binomial: expected at most",
  );
});
