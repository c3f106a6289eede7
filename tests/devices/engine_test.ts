/**
 * The engine on every device: results against the host, what is kept on the device, what moves, and
 * what is freed.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { engineStats, flush, providers } from "../../lib/engine/mod.ts";
import { getDeviceMemory, setDeviceMemory } from "../../lib/engine/webgpu/buffers.ts";
import { getSessionCache, setSessionCache } from "../../lib/engine/plan/session_limits.ts";
import type { BufferProvider } from "../../lib/engine/webgpu/provider.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { forEachDevice, type TestDevice } from "../support/devices.ts";

/** A tensor with its data, for comparisons. */
const read = (tensor: tfjs.Tensor) => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  data: tensor.dataSync() as Float32Array,
});

/** A step of a small network with two layers: the loss and the gradients of its weights. */
function step(x: tfjs.Tensor2D, w: tfjs.Tensor2D, v: tfjs.Tensor2D): tfjs.Tensor[] {
  const loss = (a: tfjs.Tensor, b: tfjs.Tensor) =>
    tfjs.mean(tfjs.square(tfjs.matMul(tfjs.tanh(tfjs.matMul(x, a as tfjs.Tensor2D)), b as never)))
      .asScalar();
  const { value, grads } = tfjs.valueAndGrads(loss as never)([w, v]);
  return [value, ...grads];
}

const wave = (shape: [number, number], phase: number) =>
  tfjs.tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(i + phase)),
    shape,
  );

/** Values of a step computed by tfjs's own cpu backend. */
function truth() {
  (tfjs.engine().findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;
  const before = tfjs.getBackend();
  tfjs.setBackend("cpu");
  try {
    return step(wave([6, 4], 0), wave([4, 5], 1), wave([5, 3], 2)).map(read);
  } finally {
    tfjs.setBackend(before);
  }
}

function suite(device: TestDevice): void {
  const test = (name: string, run: () => void) =>
    Deno.test(`${device.name}: ${name}`, () => device.use(run));
  const buffers = (providers[device.name] as Partial<BufferProvider>).buffers;

  test("a training step equals tfjs's cpu backend", () => {
    const actual = step(wave([6, 4], 0), wave([4, 5], 1), wave([5, 3], 2));
    truth().forEach((expected, i) =>
      assertAllClose(read(actual[i]!), expected, device.tolerance("product"), `result ${i}`)
    );
  });

  test("the second step of the same structure compiles nothing", () => {
    const again = () => void step(wave([6, 4], 3), wave([4, 5], 4), wave([5, 3], 5))[0]!.dataSync();
    again();
    const { compilations } = engineStats();
    again();
    assertEquals(engineStats().compilations, compilations);
  });

  test("int32 wraps, bool stays bool, NaN and infinities are IEEE's", () => {
    const whole = tfjs.tensor1d([2 ** 31 - 1, -7, 3], "int32");
    const sum = tfjs.add(whole, whole);
    assertEquals([sum.dtype, [...sum.dataSync()]], ["int32", [-2, -14, 6]]);
    const less = tfjs.less(whole, tfjs.scalar(0, "int32"));
    assertEquals([less.dtype, [...less.dataSync()]], ["bool", [0, 1, 0]]);
    assertEquals([...tfjs.logicalNot(less).dataSync()], [1, 0, 1]);
    const odd = tfjs.tensor1d([NaN, Infinity, -Infinity, 0]);
    assertEquals([...tfjs.mul(odd, 0).dataSync()].map((it) => it + 0), [NaN, NaN, NaN, 0]);
    assertEquals([...tfjs.equal(odd, odd).dataSync()], [0, 1, 1, 1]);
    assertEquals([...tfjs.isNaN(odd).dataSync()], [1, 0, 0, 0]);
    assertEquals([...tfjs.relu(odd).dataSync()], [NaN, Infinity, 0, 0]);
    assertEquals([...tfjs.clipByValue(odd, -1, 1).dataSync()], [NaN, 1, -1, 0]);
    assertEquals([...tfjs.relu6(odd).dataSync()], [NaN, 6, 0, 0]);
    assertEquals([...tfjs.maximum(odd, 1).dataSync()], [NaN, Infinity, 1, 1]);
  });

  test("values are the same whether each is read at once or all at the end", () => {
    const unary = [tfjs.tanh, tfjs.square, tfjs.neg, tfjs.relu, tfjs.abs];
    const program = fc.array(fc.nat(unary.length * 2 - 1), { minLength: 1, maxLength: 8 });
    const run = (choices: number[], eager: boolean) => {
      let x: tfjs.Tensor = tfjs.tensor1d([0.5, -1.25, 2]);
      const seen: tfjs.Tensor[] = [];
      for (const choice of choices) {
        x = choice < unary.length
          ? unary[choice]!(x)
          : tfjs.sub(tfjs.mul(x, 0.5), seen.at(choice - unary.length) ?? x);
        seen.push(x);
        if (eager) x.dataSync();
      }
      return seen.map((it) => [...it.dataSync()]);
    };
    fc.assert(
      fc.property(program, (choices) => {
        const [eager, lazy] = [run(choices, true), run(choices, false)];
        eager.forEach((values, i) =>
          assertAllClose(
            float32(lazy[i]!, [3]),
            float32(values, [3]),
            device.tolerance("transcendental"),
          )
        );
      }),
      { numRuns: device.cases(100), seed: 3 },
    );
  });

  test("an old result keeps its values when the same graph runs again", () => {
    const run = (value: number) => tfjs.add(tfjs.mul(tfjs.fill([3], value), 2), 1);
    const old = run(1);
    assertEquals([...old.dataSync()], [3, 3, 3]);
    const held = run(2);
    flush();
    run(5).dataSync();
    assertEquals([...held.dataSync()], [5, 5, 5]);
    assertEquals([...old.dataSync()], [3, 3, 3]);
  });

  test("tensors are read twice, cloned, kept, disposed", () => {
    const kept = tfjs.tidy(() => tfjs.keep(tfjs.exp(tfjs.tensor1d([0, 1]))));
    assertEquals(kept.dataSync()[0], 1);
    const clone = kept.clone();
    const doubled = tfjs.mul(kept, 2);
    kept.dispose();
    assertEquals([clone.dataSync()[0], doubled.dataSync()[0]], [1, 2]);
    assertEquals(clone.dataSync()[0], 1);
    assertThrows(() => kept.dataSync(), Error, "Tensor is disposed.");
    assertThrows(() => tfjs.add(kept, 1), Error, "Tensor is disposed.");
    const gone = tfjs.neg(clone);
    gone.dispose();
    assertThrows(() => tfjs.topk(gone, 1), Error, "Tensor is disposed.");
  });

  test("a result that is disposed before it is computed leaves the others right", () => {
    const x = tfjs.square(tfjs.tensor1d([1, 2, 3]));
    const y = tfjs.add(x, 1);
    x.dispose();
    assertEquals([...y.dataSync()], [2, 5, 10]);
  });

  test("tensors move when an operation needs them elsewhere, of every type", () => {
    const real = tfjs.tanh(tfjs.tensor1d([0.5, 2]));
    const whole = tfjs.add(tfjs.tensor1d([1, 2], "int32"), tfjs.scalar(1, "int32"));
    const truths = tfjs.equal(whole, tfjs.scalar(2, "int32"));
    const texts = tfjs.tensor1d(["a", "b"]);
    const complex = tfjs.complex(tfjs.tensor1d([1, 2]), tfjs.tensor1d([3, 4]));
    // tfjs's own cpu backend loses complex numbers that move to it.
    const other = device.name === "cpu" ? "cpu" : "kerasaur-cpu";
    const here = tfjs.getBackend();
    tfjs.setBackend(other);
    assertAllClose(
      float32([...tfjs.neg(real).dataSync()], [2]),
      float32([-Math.tanh(0.5), -Math.tanh(2)], [2]),
      device.tolerance("transcendental"),
    );
    assertEquals([...tfjs.mul(whole, tfjs.scalar(2, "int32")).dataSync()], [4, 6]);
    assertEquals([...tfjs.logicalNot(truths).dataSync()], [0, 1]);
    assertEquals(texts.clone().dataSync() as unknown, ["a", "b"]);
    if (other !== "cpu") assertEquals([...tfjs.imag(complex).dataSync()], [3, 4]);
    tfjs.setBackend(here);
    assertEquals([...tfjs.add(whole, tfjs.scalar(1, "int32")).dataSync()], [3, 4]);
    assertEquals([...tfjs.real(complex).dataSync()], [1, 2]);
    const clone = real.clone();
    real.dispose();
    assertEquals(clone.dataSync().length, 2);
  });

  test("variables take values that were computed elsewhere", () => {
    const variable = tfjs.variable(tfjs.tensor1d([1, 2]));
    const here = tfjs.getBackend();
    tfjs.setBackend("kerasaur-cpu");
    const value = tfjs.mul(tfjs.tensor1d([3, 4]), 2);
    tfjs.setBackend(here);
    variable.assign(value as tfjs.Tensor1D);
    assertEquals([...tfjs.add(variable, 1).dataSync()], [7, 9]);
  });

  if (!buffers) return;

  test("results stay on the device and are fed back from there", () => {
    let w: tfjs.Tensor = wave([16, 16], 0);
    const before = buffers.size;
    for (let i = 0; i < 5; i++) {
      const next = tfjs.tidy(() => tfjs.tanh(tfjs.matMul(w as tfjs.Tensor2D, w as tfjs.Tensor2D)));
      w.dispose();
      w = next;
      flush();
      assertEquals(buffers.size, before + 1, "the weights, and nothing else");
    }
    w.dispose();
    assertEquals(buffers.size, before);
  });

  test("results outlive the compiled graphs they came from", () => {
    const limits = getSessionCache();
    setSessionCache({ sessions: 1 });
    try {
      const results = [2, 3, 4, 5].map((size) => {
        const result = tfjs.square(tfjs.range(0, size));
        flush();
        return result;
      });
      results.forEach((result, i) => assertEquals(result.dataSync().at(-1), (i + 1) ** 2));
      assertEquals(tfjs.add(results[0]!, 1).dataSync()[1], 2);
      const before = buffers.size;
      for (const result of results) result.dispose();
      assertEquals(buffers.size, before - results.length);
    } finally {
      setSessionCache(limits);
    }
  });

  test("over its budget, the oldest results move to the host and keep their values", () => {
    const bytes = getDeviceMemory();
    try {
      const base = wave([20, 20], 1);
      const results = [1, 2, 3, 4].map((factor) => tfjs.mul(base, factor));
      flush();
      const expected = base.dataSync();
      setDeviceMemory(1600 * 2);
      for (let i = 0; i < 3; i++) {
        const more = tfjs.add(base, i);
        flush();
        assert(buffers.bytes <= 1600 * 2, `${buffers.bytes} bytes on the device`);
        more.dispose();
      }
      results.forEach((result, i) =>
        assertEquals(result.dataSync()[7], Math.fround(expected[7]! * (i + 1)))
      );
      assertEquals(tfjs.sub(results[0]!, base).dataSync()[7], 0);
    } finally {
      setDeviceMemory(bytes);
    }
  });
}

forEachDevice(suite);
