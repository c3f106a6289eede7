import "../../lib/start.ts";
import { assertEquals, assertThrows } from "@std/assert";
import type { DType } from "../../lib/arrays/dtypes.ts";
import { dropout } from "../../lib/random/dropout.ts";
import { fill } from "../../lib/primitives/array/fill.ts";
import { cast } from "../../lib/primitives/math/cast.ts";
import { categorical, setSeed, statelessCategorical } from "../../lib/random/mod.ts";
import { aval } from "../../lib/tensor/aval.ts";
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
  dropout: { dtype: DType; rate: number; seeded: number[][] }[];
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

Deno.test("tf.nn.dropout drops what TensorFlow drops of ones, in every float type", () => {
  setSeed(42);
  for (const { dtype, rate, seeded } of goldens.dropout) {
    const ones = cast(fill(1, aval("float32", [50])), dtype);
    for (const expected of seeded) {
      const left = dropout(ones, rate, { seed: 7 });
      assertEquals(left.dtype, dtype);
      assertEquals(numbers(cast(left, "float64")), expected, `${dtype} ${rate}`);
    }
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
