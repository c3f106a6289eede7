/**
 * Kernels that go over rows several times: which parts plans with them have, what they give for rows
 * of every kind, NaN and infinities among them, and the same bits whatever the number of threads.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { Body } from "../../../lib/engine/kernels/body.ts";
import { emit } from "../../../lib/engine/kernels/emit.ts";
import { contiguous, type Kernel, sizeOf } from "../../../lib/engine/kernels/kernel.ts";
import { partsOf, runKernel } from "../kernels/support.ts";

/** On the cpu device, whatever the tests run on. */
const onCpu = (name: string, run: () => void) => Deno.test(name, () => tf.device("cpu", run));

const numbers = (size: number, seed: number) =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.37 + seed) * 3);

const SPACES: readonly (readonly [dims: number[], kept: boolean[]])[] = [
  [[5, 0], [true, false]],
  [[1, 2], [true, false]],
  [[3, 1], [true, false]],
  [[7, 3], [true, false]],
  [[40, 16], [true, false]],
  [[300, 17], [true, false]],
  [[65, 67], [true, false]],
  [[19, 1031], [true, false]],
  [[33, 3, 5], [true, false, false]],
  [[4, 17, 6], [false, true, false]],
  [[3, 11, 2, 19], [true, false, true, false]],
];

/**
 * `s` the sum of `a`, `e` the exponential of `tanh(s) - a`, `t` the sum of `e`, and `(e + s) / t` beside
 * the sum of those times `b`, which differs along the last dimension only.
 */
function kernelOf(dims: readonly number[], kept: readonly boolean[]): Kernel {
  const all = contiguous(dims);
  const own = contiguous(dims.map((dim, axis) => kept[axis] ? dim : 1));
  const rows = own.map((step, axis) => kept[axis] ? step : 0);
  const column = dims.map((_, axis) => axis === dims.length - 1 ? 1 : 0);
  const body = new Body();
  const a = body.load(0);
  body.fold(0, a);
  const s = body.folded(0);
  const moved = body.sub(body.op("f32.abs", s), a);
  const e = body.div(moved, body.add(body.op("f32.abs", moved), body.number(1)));
  body.fold(1, e);
  const t = body.add(body.op("f32.abs", body.folded(1)), body.number(1));
  body.store(1, t);
  const y = body.div(body.add(e, s), t);
  body.store(2, y);
  body.fold(2, body.mul(y, body.load(3)));
  body.store(4, body.op("f32.neg", body.folded(2)));
  const strides = [all, rows, all, column, rows, rows, rows, rows];
  return {
    dims,
    kept,
    operands: strides.map((it) => ({ type: "float32", strides: it })),
    folds: [
      { op: "f32.add", operand: 5, divisor: 1 },
      { op: "f32.max", operand: 6, divisor: 1 },
      { op: "f32.add", operand: 7, divisor: 2 },
    ],
    body,
  };
}

/** The same by loops: results by operand. */
function loops({ dims, kept, operands }: Kernel, a: Float32Array, b: Float32Array) {
  const rows = new Map<number, number[]>();
  for (let i = 0; i < sizeOf(dims); i++) {
    const places = contiguous(dims).map((step, axis) => Math.floor(i / step) % dims[axis]!);
    const row = places.reduce((at, place, axis) => at + place * operands[1]!.strides[axis]!, 0);
    rows.set(row, [...rows.get(row) ?? [], i]);
  }
  const count = sizeOf(dims.filter((_, axis) => kept[axis]));
  const y = new Float64Array(a.length);
  const results = Array.from({ length: count }, (_, row) => {
    const places = rows.get(row) ?? [];
    const s = places.reduce((sum, i) => sum + a[i]!, 0);
    const e = places.map((i) => Math.abs(s) - a[i]!).map((it) => it / (Math.abs(it) + 1));
    const most = Math.max(...e);
    const t = Math.abs(most) + 1;
    let last = 0;
    places.forEach((i, k) => {
      y[i] = (e[k]! + s) / t;
      last += y[i]! * b[i % b.length]!;
    });
    return { 1: t, 4: -last / 2, 5: s, 6: most, 7: last / 2 };
  });
  return { y, results };
}

for (const [dims, kept] of SPACES) {
  Deno.test(`three passes over the rows of [${dims}] compute what loops do`, () => {
    const kernel = kernelOf(dims, kept);
    const size = sizeOf(dims);
    const count = sizeOf(dims.filter((_, axis) => kept[axis]));
    const [a, b] = [numbers(size, 1), numbers(dims.at(-1)!, 2)];
    const { y, results } = loops(kernel, a, b);
    const emitted = emit(kernel);
    for (const turned of [false, true]) {
      const arrays = [
        a,
        ...kernel.operands.slice(1).map((_, i) =>
          i + 1 === 3 ? b : new Float32Array(i + 1 === 2 ? size : count)
        ),
      ];
      const order = (parts: number[]) => turned ? parts.reverse() : parts;
      runKernel(emitted, arrays, order);
      const isNear = (x: number, wanted: number) =>
        Math.abs(x - wanted) <= 2e-4 * Math.max(1, Math.abs(wanted)) || Object.is(x, wanted);
      arrays[2]!.forEach((it, i) => assert(isNear(it, y[i]!), `y[${i}]: ${it}, not ${y[i]}`));
      for (const operand of [1, 4, 5, 6, 7] as const) {
        arrays[operand]!.forEach((it, i) => {
          const wanted = results[i]![operand];
          assert(isNear(it, wanted), `operand ${operand}, row ${i}: ${it}, not ${wanted}`);
        });
      }
    }
    assert(emitted.scratch > 0 && partsOf(emitted) >= 1);
  });
}

/** The steps of a function's run, as texts. */
const stepsOf = (f: (...args: tf.Tensor[]) => unknown, ...args: tf.Tensor[]) =>
  tf.config.explain(f, ...args).steps.map(({ by, operators }) => `${by} ${operators}`);

/** A loss of whole-number labels and its gradient. */
const lossOf = (labels: tf.Tensor) =>
  tf.function((x: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => {
      tape.watch(x);
      return tf.nn.sparseSoftmaxCrossEntropyWithLogits({ labels, logits: x });
    });
    return [loss, tape.gradient(loss, x)!] as const;
  });

onCpu("a layer normalization is one kernel, and so is a loss with its gradient", () => {
  const layer = new tf.keras.layers.LayerNormalization();
  const x = tf.constant(numbers(512 * 40, 1), { shape: [512, 40] });
  layer(x);
  const normal = stepsOf(tf.function((x: tf.Tensor) => layer(x)), x);
  assertEquals(normal.length, 1, normal.join("\n"));
  assert(normal[0]!.startsWith("kernel"), normal[0]);
  const labels = tf.constant(Int32Array.from({ length: 512 }, (_, i) => i % 40));
  const steps = stepsOf(lossOf(labels), x);
  assertEquals(steps.filter((it) => it.startsWith("kernel")).length, 1, steps.join("\n"));
});

onCpu("the loss and its gradient are those of loops, for rows of every length", () => {
  for (const [rows, classes] of [[1, 4099], [64, 67], [31, 1027], [5000, 2], [4096, 1]] as const) {
    const values = numbers(rows * classes, 1);
    const own = Int32Array.from({ length: rows }, (_, i) => i * 7 % classes);
    const x = tf.constant(values, { shape: [rows, classes] });
    const [loss, gradient] = lossOf(tf.constant(own))(x).map((it) => it.numpy().data);
    for (let row = 0; row < rows; row++) {
      const logits = Array.from(values.subarray(row * classes, (row + 1) * classes));
      const most = Math.max(...logits);
      const sum = logits.reduce((sum, it) => sum + Math.exp(it - most), 0);
      const wanted = most + Math.log(sum) - logits[own[row]!]!;
      assert(Math.abs(loss![row] as number - wanted) < 1e-5, `${rows} x ${classes}, row ${row}`);
      logits.forEach((it, k) => {
        const share = Math.exp(it - most) / sum - (k === own[row] ? 1 : 0);
        const actual = gradient![row * classes + k] as number;
        assert(Math.abs(actual - share) < 1e-6, `${rows} x ${classes}, row ${row}, class ${k}`);
      });
    }
  }
});

onCpu("rows with NaN and infinities are none, and leave the others alone", () => {
  const odd = [NaN, Infinity, -Infinity];
  const values = numbers(200 * 33, 1);
  odd.forEach((it, i) => values[(10 + i) * 33 + 5] = it);
  values.fill(-Infinity, 20 * 33, 21 * 33);
  const labels = tf.constant(new Int32Array(200));
  const x = tf.constant(values, { shape: [200, 33] });
  const [loss, gradient] = lossOf(labels)(x).map((it) => it.numpy().data as Float32Array);
  const isNone = (row: number) => [10, 11, 20].includes(row);
  for (let row = 0; row < 200; row++) {
    assertEquals(Number.isNaN(loss![row]), isNone(row), `loss of row ${row}`);
    for (let k = 0; k < 33; k++) {
      assertEquals(Number.isNaN(gradient![row * 33 + k]), isNone(row), `row ${row}, class ${k}`);
    }
  }
  assertEquals(gradient![12 * 33 + 5], 0);
});

onCpu("a label that is no class is an error, and the next labels work", () => {
  const x = tf.constant(numbers(200 * 33, 1), { shape: [200, 33] });
  const f = tf.function((x: tf.Tensor, labels: tf.Tensor) => lossOf(labels)(x));
  for (const wrong of [-1, 33]) {
    const labels = tf.constant(new Int32Array(200).with(7, wrong));
    assertThrows(() => f(x, labels)[1].numpy(), Error);
  }
  const [loss] = f(x, tf.constant(new Int32Array(200)));
  assert((loss.numpy().data as Float32Array).every(Number.isFinite));
});

/** Whether two arrays are as near as sums of float32 are. */
function assertNear(actual: ArrayLike<unknown>, wanted: Float64Array, what: string): void {
  const most = wanted.reduce((most, it) => Math.max(most, Math.abs(it)), 1);
  wanted.forEach((it, i) => {
    assert(
      Math.abs(Number(actual[i]) - it) <= 1e-5 * most,
      `${what}[${i}]: ${actual[i]}, not ${it}`,
    );
  });
}

onCpu("a layer normalization's gradients are those of loops, sums across rows among them", () => {
  for (const [rows, width] of [[64, 64], [33, 130], [2000, 9], [700, 17], [16, 1031]] as const) {
    const [values, above] = [numbers(rows * width, 1), numbers(rows * width, 2)];
    const [scale, shift] = [numbers(width, 3), numbers(width, 4)];
    const layer = new tf.keras.layers.LayerNormalization({ epsilon: 0.5 });
    const shape = [rows, width];
    layer(tf.constant(values, { shape }));
    layer.setWeights([tf.constant(scale), tf.constant(shift)]);
    const weights = layer.trainableWeights;
    const step = tf.function((x: tf.Tensor, g: tf.Tensor) => {
      const tape = new tf.GradientTape();
      const y = tape.run(() => {
        tape.watch(x);
        return layer(x) as tf.Tensor;
      });
      return [y, ...tape.gradient(y, [x, ...weights], g)] as tf.Tensor[];
    });
    const args = [tf.constant(values, { shape }), tf.constant(above, { shape })] as const;
    const kernels = stepsOf(step, ...args);
    assert(kernels.length <= 3 && kernels.every((it) => it.startsWith("kernel")), `${kernels}`);
    const wanted = [rows * width, rows * width, width, width].map((it) => new Float64Array(it));
    for (let row = 0; row < rows; row++) {
      const [x, g] = [values, above].map((it) =>
        Array.from(it.subarray(row * width, (row + 1) * width))
      ) as [number[], number[]];
      const mean = (of: (k: number) => number) => x.reduce((sum, _, k) => sum + of(k), 0) / width;
      const middle = mean((k) => x[k]!);
      const r = 1 / Math.sqrt(mean((k) => (x[k]! - middle) ** 2) + 0.5);
      const normal = x.map((it) => (it - middle) * r);
      const h = g.map((it, k) => it * scale[k]!);
      const [ofH, ofBoth] = [mean((k) => h[k]!), mean((k) => h[k]! * normal[k]!)];
      x.forEach((_, k) => {
        wanted[0]![row * width + k] = normal[k]! * scale[k]! + shift[k]!;
        wanted[1]![row * width + k] = r * (h[k]! - ofH - normal[k]! * ofBoth);
        wanted[2]![k]! += g[k]! * normal[k]!;
        wanted[3]![k]! += g[k]!;
      });
    }
    const results = step(...args);
    wanted.forEach((it, i) =>
      assertNear(results[i]!.numpy().data as Float32Array, it, `${rows} x ${width}, result ${i}`)
    );
  }
});

onCpu(
  "of as many rows as columns, sums of rows and of columns don't take each other's places",
  () => {
    const size = 96;
    const values = numbers(size * size, 1);
    const x = tf.constant(values, { shape: [size, size] });
    const f = tf.function((x: tf.Tensor) => {
      const [a, b] = [tf.reduceMean(x, 1), tf.reduceMean(x, 0)];
      const c = tf.add(tf.multiply(a, 2), b);
      const y = tf.subtract(x, tf.reshape(a, [size, 1]));
      return [c, tf.subtract(y, a), tf.subtract(y, tf.reshape(c, [size, 1])), tf.multiply(x, b)];
    });
    const mean = (of: (k: number) => number) =>
      Array.from({ length: size }, (_, k) => of(k)).reduce((sum, it) => sum + it) / size;
    const [a, b] = [0, 1].map((axis) =>
      Float64Array.from(
        { length: size },
        (_, i) => mean((k) => values[axis === 0 ? i * size + k : k * size + i]!),
      )
    ) as [Float64Array, Float64Array];
    const c = a.map((it, i) => 2 * it + b[i]!);
    const each = (of: (x: number, row: number, column: number) => number) =>
      Float64Array.from(values, (it, i) => of(it, Math.floor(i / size), i % size));
    const wanted = [
      c,
      each((x, row, column) => x - a[row]! - a[column]!),
      each((x, row) => x - a[row]! - c[row]!),
      each((x, _, column) => x * b[column]!),
    ];
    (f(x) as tf.Tensor[]).forEach((it, i) =>
      assertNear(it.numpy().data as Float32Array, wanted[i]!, `result ${i}`)
    );
  },
);
