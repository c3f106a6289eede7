/**
 * `tf.nn.dropout` draws TensorFlow's bits, in traced functions too, and sends gradients where
 * something is left.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { Tape } from "../../../lib/functions/tape.ts";
import { function_ } from "../../../lib/functions/function.ts";
import { dropout } from "../../../lib/random/dropout.ts";
import { onesLike } from "../../../lib/primitives/array/fill.ts";
import { given } from "../../../lib/primitives/support/samples.ts";
import { setGlobalSeed } from "../../../lib/random/state.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { scalar } from "../../../lib/tensor/scalar.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";

const { backend } = TEST_BACKENDS[0]!;
const twelve = Array.from({ length: 12 }, (_, i) => i + 1);
const x = given(twelve, [3, 4]);
const numbers = (it: Tensor): number[] => Array.from(read(it) as Float32Array);

/** Which of twelve numbers are left. */
const left = (it: Tensor): string => numbers(it).map((n) => n === 0 ? "." : "x").join("");

Deno.test("dropout() leaves what TensorFlow 2.21 does after tf.random.set_seed(7)", () => {
  using(backend, () => {
    setGlobalSeed(7);
    const first = dropout(x, 0.4);
    const scale = Math.fround(1 / 0.6);
    const kept = [1, 0, 3, 0, 5, 6, 7, 8, 9, 0, 11, 12];
    assertEquals(numbers(first), kept.map((it) => Math.fround(it * scale)));
    assertEquals(numbers(dropout(x, 0)), twelve);
    assertEquals(left(dropout(x, 0.5, [3, 1])), "........xxxx");
    assertEquals(left(dropout(x, scalar(0.25, "float32"), { seed: 11 })), "..xxxxxx.xx.");
  });
  setGlobalSeed(null);
});

Deno.test("dropout() draws anew in each call of a traced function", () => {
  using(backend, () => {
    setGlobalSeed(7);
    const eager = [1, 2].map(() => left(dropout(x, 0.4)));
    setGlobalSeed(7);
    const traced = function_((it: Tensor) => dropout(it, 0.4));
    const calls = [1, 2].map(() => left(traced(x)));
    assertEquals(calls, eager);
    assertNotEquals(calls[0], calls[1]);
  });
  setGlobalSeed(null);
});

Deno.test("dropout() has a gradient where something is left", () => {
  using(backend, () => {
    const tape = new Tape(false);
    tape.watch(x);
    const y = tape.record(() => dropout(x, 0.5));
    const gradient = numbers(tape.gradients([[y, onesLike(y)]], [x])[0]!);
    assertEquals(gradient, numbers(y).map((it) => it === 0 ? 0 : 2));
    assert(gradient.includes(0) && gradient.includes(2));
  });
});
