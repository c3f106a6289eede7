import "../../lib/start.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { drawDropoutMask } from "../../lib/random/categorical.ts";
import { stateful, stateless } from "../../lib/random/draw.ts";
import { categorical, setSeed, statelessCategorical } from "../../lib/random/mod.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { listOf, readGolden } from "./bits.ts";

interface Goldens {
  calls: {
    logits: (number | string)[][];
    samples: number;
    seeded: number[][][];
    unseeded: number[][];
    stateless: number[][];
  }[];
  dropout: { rate: number; seeded: number[][]; stateless: number[] }[];
}

const numbers = (tensor: Tensor) => listOf(tensor).map(Number);

const goldens = readGolden<Goldens>("random/categorical.json");

Deno.test("categorical() and statelessCategorical() give TensorFlow's draws", () => {
  setSeed(42);
  for (const { logits, samples, seeded, unseeded, stateless: pure } of goldens.calls) {
    const x = logits.map((row) =>
      row.map((value) => typeof value === "string" ? -Infinity : value)
    );
    const label = `${samples} of ${x.length} rows`;
    for (const expected of seeded) {
      assertEquals(numbers(categorical(x, samples, { seed: 7 })), expected.flat(), label);
    }
    assertEquals(numbers(categorical(x, samples)), unseeded.flat(), label);
    const made = statelessCategorical(x, samples, { seed: [1, 2] });
    assertEquals([made.dtype, made.shape], ["int64", [x.length, samples]]);
    assertEquals(numbers(made), pure.flat(), label);
  }
  setSeed(null);
});

Deno.test("drawDropoutMask() is TensorFlow's dropout of ones", () => {
  setSeed(42);
  for (const { rate, seeded, stateless: pure } of goldens.dropout) {
    for (const expected of seeded) {
      assertEquals([...drawDropoutMask(stateful(7), 50, rate)], expected);
    }
    assertEquals([...drawDropoutMask(stateless([1, 2]), 50, rate)], pure);
  }
  setSeed(null);
});

Deno.test("categorical() throws when its arguments are none", () => {
  const untyped = categorical as unknown as (...args: unknown[]) => unknown;
  const text = "tf.random.categorical: expected logits of floats and of shape (batch, classes)";
  assertThrows(() => categorical([1, 2], 3), TypeError, text);
  assertThrows(() => untyped([[true]], 3), TypeError, text);
  assertThrows(() => categorical([[0.5]], -1), RangeError, "received numSamples=-1");
  assertThrows(() => categorical([[0.5]], 0.5), RangeError, "received numSamples=0.5");
  assertThrows(() => untyped([[0.5]], 1, { sed: 2 }), TypeError, "did you mean seed?");
  const pure = statelessCategorical as unknown as (...args: unknown[]) => unknown;
  assertThrows(() => pure([[0.5]], 1), TypeError, "expected seed, which has no default");
  assertThrows(() => pure([[0.5]], 1, 2), TypeError, "expected seed to be two whole numbers");
});
