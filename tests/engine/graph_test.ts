import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { engineStats, flush, startEngine } from "../../lib/engine/mod.ts";
import { engineInternals } from "../../lib/engine/tfjs_engine.ts";

startEngine();

/** What the counters gained while `run` ran. */
function gained(run: () => void) {
  const before = engineStats();
  run();
  const after = engineStats();
  return {
    compilations: after.compilations - before.compilations,
    runs: after.runs - before.runs,
    fallbacks: after.fallbacks - before.fallbacks,
  };
}

Deno.test("Graph computes nothing until a value is read, and everything in one run", () => {
  const stats = gained(() => {
    const x = tfjs.tensor([[1, 2], [3, 4]]);
    const y = tfjs.relu(tfjs.sub(tfjs.matMul(x, x), 10));
    assertEquals(gained(() => void tfjs.mul(y, 3)).runs, 0);
    assertEquals([...y.dataSync()], [0, 0, 5, 12]);
  });
  assertEquals(stats, { compilations: 1, runs: 1, fallbacks: 0 });
});

Deno.test("Graph compiles nothing for a second step of the same structure", () => {
  const w = tfjs.tensor([[0.5], [-1]]);
  const step = (values: number[]) => {
    const x = tfjs.tensor2d(values, [2, 2]);
    const gradient = tfjs.grad((it) => tfjs.sum(tfjs.square(tfjs.matMul(x, it.reshape([2, 1])))));
    return [...gradient(w).dataSync()];
  };
  flush();
  step([1, 2, 3, 4]);
  const again = gained(() => assertEquals(step([0, 1, 0, 2]), [0, -10]));
  assertEquals(again, { compilations: 0, runs: 1, fallbacks: 0 });
});

Deno.test("Graph gives the same values whether they are read one by one or at the end", () => {
  const chain = (read: boolean) => {
    let x: tfjs.Tensor = tfjs.tensor([0.1, -0.7, 2]);
    const seen: number[][] = [];
    for (let i = 0; i < 5; i++) {
      x = i % 2 ? tfjs.tanh(tfjs.mul(x, 1.5)) : tfjs.add(tfjs.square(x), -0.3);
      if (read) seen.push([...x.dataSync()]);
    }
    return [...x.dataSync()];
  };
  assertEquals(chain(true), chain(false));
});

Deno.test("Graph keeps values that were not asked for but are still held", () => {
  const x = tfjs.tensor([1, 2, 3]);
  const doubled = tfjs.mul(x, 2);
  const total = tfjs.sum(doubled);
  assertEquals(total.dataSync()[0], 12);
  const stats = gained(() => assertEquals([...doubled.dataSync()], [2, 4, 6]));
  assertEquals(stats.runs, 0, "the held value came out of the first run");
});

Deno.test("Graph drops what nobody holds any more", () => {
  flush();
  const stats = gained(() => {
    tfjs.tidy(() => void tfjs.exp(tfjs.tensor([1, 2])));
    flush();
  });
  assertEquals(stats.runs, 0);
});

Deno.test("Graph runs by itself before an unread loop piles up without bound", () => {
  flush();
  const before = engineStats().runs;
  let x: tfjs.Tensor = tfjs.tensor([1]);
  for (let i = 0; i < 10_000; i++) x = tfjs.tidy(() => tfjs.add(x, 1));
  assert(engineStats().runs > before, "ran at least once");
  assertEquals(x.dataSync()[0], 10_001);
});

Deno.test("Graph runs between kernels, never in the middle of one", () => {
  flush();
  let x: tfjs.Tensor = tfjs.tensor([1, 2]);
  for (let i = 0; i < 2500; i++) {
    // Each of these kernels records several operators.
    x = tfjs.tidy(() => tfjs.add(tfjs.max(tfjs.stack([x, tfjs.rsqrt(x)]), 0), 1));
  }
  assertEquals(x.dataSync()[0], 2501);
});

Deno.test("Graph reads the same tensor twice, and a clone after the original is disposed", () => {
  const x = tfjs.neg(tfjs.tensor([1, -2]));
  const clone = x.clone();
  x.dispose();
  assertEquals([...clone.dataSync()], [-1, 2]);
  assertEquals([...clone.dataSync()], [-1, 2]);
});

Deno.test("the fall-back computes kernels that have no mapping", () => {
  const stats = gained(() => {
    const { values } = tfjs.unique(tfjs.tensor1d([3, 3, 2]));
    assertEquals([...values.dataSync()], [3, 2]);
  });
  assert(stats.fallbacks > 0);
  const spectrum = tfjs.spectral.rfft(tfjs.tensor1d([1, 2, 3, 4]));
  assertEquals([...tfjs.real(spectrum).dataSync()], [10, -2, -2]);
  assertEquals([...tfjs.imag(spectrum).dataSync()].map((it) => it + 0), [0, 2, 0]);
  assertEquals(tfjs.concat([tfjs.tensor(["a"]), tfjs.tensor(["b"])]).dataSync() as unknown, [
    "a",
    "b",
  ]);
});

Deno.test("empty tensors go through every kind of kernel", () => {
  const empty = tfjs.zeros([0, 3]);
  assertEquals(tfjs.matMul(tfjs.zeros([2, 0]), empty).dataSync().length, 6);
  assertEquals([...tfjs.sum(empty, 0).dataSync()], [0, 0, 0]);
  assertEquals(tfjs.add(empty, 1).shape, [0, 3]);
  assertEquals(tfjs.concat([empty, tfjs.ones([1, 3])]).shape, [1, 3]);
});

Deno.test("the members of tfjs that the engine relies on are there", () => {
  const engine = engineInternals();
  assertStrictEquals(tfjs.version_core, "4.22.0");
  for (const name of ["startTape", "endTape", "nextTensorId", "incRef", "tidy"] as const) {
    assertStrictEquals(typeof engine[name], "function", name);
  }
  assertStrictEquals(typeof engine.state.gradientDepth, "number");
});

Deno.test("a tensor's memory is given back when it is disposed", () => {
  const before = tfjs.memory().numDataBuffers;
  tfjs.tidy(() => void tfjs.sum(tfjs.matMul(tfjs.ones([3, 3]), tfjs.ones([3, 3]))).dataSync());
  assertEquals(tfjs.memory().numDataBuffers, before);
});
