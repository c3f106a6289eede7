/**
 * The engine on every device: results against plain loops, what is kept on the device, what moves,
 * and what is freed.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as tf from "kerasaur";
import { providers } from "../../lib/engine/mod.ts";
import { getSessionCache, setSessionCache } from "../../lib/engine/plan/session_limits.ts";
import { getDeviceMemory, setDeviceMemory } from "../../lib/engine/webgpu/buffers.ts";
import type { BufferProvider } from "../../lib/engine/webgpu/provider.ts";
import { flush } from "../../lib/tensor/graph.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { TEST_BACKENDS, type TestBackend, using } from "../support/backends.ts";

const values = (x: tf.Tensor) => x.numpy().toArray();
const data = (x: tf.Tensor) => x.numpy().data as Float32Array;

/** Numbers of both signs that are the same everywhere. */
const wave = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i + phase)));

const SIZES = { rows: 6, inner: 4, hidden: 5, out: 3 } as const;

/** The loss of a small network with two layers, and the gradients of its weights. */
function step(phase: number): { loss: tf.Tensor; gradients: readonly tf.Tensor[] } {
  const { rows, inner, hidden, out } = SIZES;
  const x = tf.constant(wave(rows * inner, phase), { shape: [rows, inner] });
  const w = tf.constant(wave(inner * hidden, phase + 1), { shape: [inner, hidden] });
  const v = tf.constant(wave(hidden * out, phase + 2), { shape: [hidden, out] });
  const tape = new tf.GradientTape();
  const loss = tape.run(() => {
    tape.watch([w, v]);
    return tf.reduceMean(tf.square(tf.matmul(tf.tanh(tf.matmul(x, w)), v)));
  });
  return { loss, gradients: tape.gradient(loss, [w, v]) as tf.Tensor[] };
}

/** The same by loops over plain numbers: the chain rule written out. */
function truth(phase: number): { loss: number; gradients: readonly number[][] } {
  const { rows, inner, hidden, out } = SIZES;
  const [x, w, v] = [
    wave(rows * inner, phase),
    wave(inner * hidden, phase + 1),
    wave(hidden * out, phase + 2),
  ];
  const [dw, dv] = [new Array(w.length).fill(0), new Array(v.length).fill(0)];
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const h = Array.from({ length: hidden }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += x[i * inner + k]! * w[k * hidden + j]!;
      return Math.tanh(sum);
    });
    for (let o = 0; o < out; o++) {
      let y = 0;
      for (let j = 0; j < hidden; j++) y += h[j]! * v[j * out + o]!;
      loss += y * y / (rows * out);
      const dy = 2 * y / (rows * out);
      for (let j = 0; j < hidden; j++) {
        dv[j * out + o] += dy * h[j]!;
        const dz = dy * v[j * out + o]! * (1 - h[j]! ** 2);
        for (let k = 0; k < inner; k++) dw[k * hidden + j] += dz * x[i * inner + k]!;
      }
    }
  }
  return { loss, gradients: [dw, dv] };
}

function suite({ name, backend, cases, tolerance }: TestBackend): void {
  const test = (title: string, run: () => void) =>
    Deno.test(`${name}: ${title}`, () => using(backend, run));
  const provider = name === "tensorflow" ? undefined : providers[name];
  const buffers = (provider as Partial<BufferProvider> | undefined)?.buffers;

  test("a training step equals plain loops", () => {
    const [actual, expected] = [step(0), truth(0)];
    assertAllClose(actual.loss, float32([expected.loss], []), tolerance("product"));
    expected.gradients.forEach((it, i) => {
      const { shape } = actual.gradients[i]!;
      assertAllClose(actual.gradients[i]!, float32(it, shape), tolerance("product"), `${i}`);
    });
  });

  test("the second step of the same structure compiles nothing", () => {
    const again = (phase: number) => void step(phase).loss.numpy();
    again(3);
    flush();
    again(4);
    const { compilations } = tf.config.engineStats();
    again(5);
    assertEquals(tf.config.engineStats().compilations, compilations);
  });

  test("int32 wraps, bool stays bool, NaN and infinities are IEEE's", () => {
    const whole = tf.constant([2 ** 31 - 1, -7, 3], "int32");
    const sum = tf.add(whole, whole);
    assertEquals([sum.dtype, values(sum)], ["int32", [-2, -14, 6]]);
    const less = tf.less(whole, 0);
    assertEquals([less.dtype, values(less)], ["bool", [false, true, false]]);
    assertEquals(values(tf.logicalNot(less)), [true, false, true]);
    const odd = tf.constant([NaN, Infinity, -Infinity, 0]);
    assertEquals([...data(tf.multiply(odd, 0))].map((it) => it + 0), [NaN, NaN, NaN, 0]);
    assertEquals(values(tf.equal(odd, odd)), [false, true, true, true]);
    assertEquals(values(tf.math.isNan(odd)), [true, false, false, false]);
    assertEquals(values(tf.nn.relu(odd)), [NaN, Infinity, 0, 0]);
    assertEquals(values(tf.clipByValue(odd, -1, 1)), [NaN, 1, -1, 0]);
    assertEquals(values(tf.nn.relu6(odd)), [NaN, 6, 0, 0]);
    assertEquals(values(tf.maximum(odd, 1)), [NaN, Infinity, 1, 1]);
  });

  test("values are the same whether each is read at once or all at the end", () => {
    const unary = [tf.tanh, tf.square, tf.negative, tf.nn.relu, tf.abs];
    const program = fc.array(fc.nat(unary.length * 2 - 1), { minLength: 1, maxLength: 8 });
    const run = (choices: number[], isEager: boolean) => {
      let x: tf.Tensor = tf.constant([0.5, -1.25, 2]);
      const seen: tf.Tensor[] = [];
      for (const choice of choices) {
        x = choice < unary.length
          ? unary[choice]!(x)
          : tf.subtract(tf.multiply(x, 0.5), seen.at(choice - unary.length) ?? x);
        seen.push(x);
        if (isEager) x.numpy();
      }
      return seen;
    };
    fc.assert(
      fc.property(program, (choices) => {
        const [eager, lazy] = [run(choices, true), run(choices, false)];
        eager.forEach((it, i) => assertAllClose(lazy[i]!, it, tolerance("transcendental")));
      }),
      { numRuns: cases(100), seed: 3 },
    );
  });

  test("an old result keeps its values when the same graph runs again", () => {
    const run = (value: number) => tf.add(tf.multiply(tf.fill([3], value), 2), 1);
    const old = run(1);
    assertEquals(values(old), [3, 3, 3]);
    const held = run(2);
    flush();
    run(5).numpy();
    assertEquals(values(held), [5, 5, 5]);
    assertEquals(values(old), [3, 3, 3]);
  });

  test("tensors are read twice and disposed; what is computed from them before stays", () => {
    const x = tf.exp([0, 1]);
    const doubled = tf.multiply(x, 2);
    assertEquals([x, x].map((it) => data(it)[0]), [1, 1]);
    x.dispose();
    assertEquals(data(doubled)[0], 2);
    assertThrows(() => x.numpy(), TypeError, "Tensor is disposed");
    assertThrows(() => tf.add(x, 1), TypeError, "Tensor is disposed");
    const gone = tf.negative(doubled);
    gone.dispose();
    assertThrows(() => tf.reduceMax(gone), TypeError, "Tensor is disposed");
  });

  test("tensors move when an operation needs them elsewhere, of every type", () => {
    const there = TEST_BACKENDS[0]!.backend;
    const real = tf.tanh([0.5, 2]);
    const whole = tf.add(tf.constant([1, 2], "int32"), 1);
    const truths = tf.equal(whole, 2);
    const texts = tf.concat([["a"], ["b"]], 0);
    using(there, () => {
      assertAllClose(
        tf.negative(real),
        float32([-Math.tanh(0.5), -Math.tanh(2)], [2]),
        tolerance("transcendental"),
      );
      assertEquals(values(tf.multiply(whole, 2)), [4, 6]);
      assertEquals(values(tf.logicalNot(truths)), [false, true]);
      assertEquals(values(tf.reverse(texts, [0])), ["b", "a"]);
    });
    assertEquals(values(tf.add(whole, 1)), [3, 4]);
    assertEquals(values(tf.logicalNot(truths)), [false, true]);
  });

  test("variables take values that were computed elsewhere", () => {
    const variable = new tf.Variable([1, 2]);
    variable.assign(using(TEST_BACKENDS[0]!.backend, () => tf.multiply([3, 4], 2)));
    assertEquals(values(tf.add(variable, 1)), [7, 9]);
    const step = tf.function(() => void variable.assignAdd([1, 1]));
    step();
    using(TEST_BACKENDS[0]!.backend, step);
    step();
    assertEquals(values(variable.value()), [9, 11]);
  });

  test("a failing operation is named with the device, and the rest stays computable", () => {
    const x = tf.multiply([1, 2], 3);
    const broken = tf.math.floordiv(tf.constant([1], "int32"), tf.constant([0], "int32"));
    assertThrows(() => broken.numpy(), Error, `cannot compute on the ${backend.name} device`);
    assertEquals(values(x), [3, 6]);
  });

  if (!buffers) return;

  const square = (size: number, phase: number) =>
    tf.constant(wave(size * size, phase), { shape: [size, size] });

  test("results stay on the device and are fed back from there", () => {
    const w = new tf.Variable(square(16, 0));
    const turn = () => {
      w.assign(tf.tanh(tf.matmul(w, w)));
      flush();
    };
    turn();
    turn();
    const before = buffers.size;
    for (let i = 0; i < 5; i++) turn();
    assert(buffers.size <= before + 5, `${buffers.size} buffers instead of ${before}`);
    assertEquals(w.current.host, undefined, "the weights are on the device alone");
    assert(w.current.resident !== undefined);
  });

  test("steps in tf.function free the weights that they replace", () => {
    const w = new tf.Variable(square(16, 0));
    const turn = tf.function(() => void w.assign(tf.tanh(tf.matmul(w, w))));
    turn();
    turn();
    const before = buffers.size;
    for (let i = 0; i < 20; i++) turn();
    assertEquals(buffers.size, before);
  });

  test("results outlive the compiled graphs they came from", () => {
    const limits = getSessionCache();
    setSessionCache({ sessions: 1 });
    try {
      const results = [2, 3, 4, 5].map((size) => {
        const result = tf.square(tf.range(size, { dtype: "float32" }));
        flush();
        return result;
      });
      results.forEach((it, i) => assertEquals(data(it).at(-1), (i + 1) ** 2));
      assertEquals(data(tf.add(results[0]!, 1))[1], 2);
      const before = buffers.size;
      for (const result of results) result.dispose();
      // The first one stays, for what was made of it.
      assertEquals(buffers.size, before - results.length + 1);
    } finally {
      setSessionCache(limits);
    }
  });

  test("over its budget, the oldest results move to the host and keep their values", () => {
    const bytes = getDeviceMemory();
    try {
      const base = square(20, 1);
      const results = [1, 2, 3, 4].map((factor) => tf.multiply(base, factor));
      flush();
      const expected = data(base);
      setDeviceMemory(1600 * 2);
      for (let i = 0; i < 3; i++) {
        const more = tf.add(base, i);
        flush();
        assert(buffers.bytes <= 1600 * 2, `${buffers.bytes} bytes on the device`);
        more.dispose();
      }
      results.forEach((it, i) => assertEquals(data(it)[7], Math.fround(expected[7]! * (i + 1))));
      assertEquals(data(tf.subtract(results[0]!, base))[7], 0);
    } finally {
      setDeviceMemory(bytes);
    }
  });
}

TEST_BACKENDS.forEach(suite);
