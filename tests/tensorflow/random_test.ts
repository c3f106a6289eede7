/**
 * Random streams and initializers against TensorFlow's own operations, run in this process by the
 * addon: the same seeds and shapes give the same bits, at the first draw and at the next.
 */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import * as tf from "../../mod.ts";
import type { TensorflowDevice } from "../../lib/devices/tensorflow_device.ts";
import { type Attribute, execute, type Input, ints, longs, onDevice, scalar } from "./support.ts";

/** TensorFlow keeps the stream of each pair of seeds, so that pairs may not come twice. */
const SEED = fc.noBias(fc.integer({ min: 1, max: 2 ** 31 - 1 }));
const SHAPE = fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 3 });
const RUNS = { numRuns: 60, seed: 7, endOnFailure: true };

const values = (tensor: tf.Tensor) => [...tensor.numpy().data] as number[];
const int = (value: number): Attribute => ({ type: "int", value });
const type = (value: number): Attribute => ({ type: "type", value });

/** Draws of a stateful operation with a pair of seeds: the first one and the one after. */
function twice(
  device: TensorflowDevice,
  name: string,
  [global, seed]: readonly [number, number],
  inputs: readonly Input[],
  types: Readonly<Record<string, Attribute>>,
): number[][] {
  const attributes = { seed: int(global), seed2: int(seed), ...types };
  return [1, 2].map(() => [...execute(device, name, attributes, inputs)]);
}

/** Holds a stateful draw of ours against TensorFlow's operation. */
function stateful(
  title: string,
  operation: string,
  draw: (shape: number[], seed: number) => tf.Tensor,
  bounds: readonly Input[] = [],
): void {
  onDevice(`${title} has the bits of ${operation}`, (device) => {
    const { TF_FLOAT, TF_INT32 } = device.binding;
    const output = bounds.length > 0
      ? { T: type(TF_INT32), Tout: type(TF_INT32) }
      : { T: type(TF_INT32), dtype: type(TF_FLOAT) };
    fc.assert(
      fc.property(SHAPE, SEED, SEED, (shape, global, seed) => {
        const expected = twice(device, operation, [global, seed], [ints(shape), ...bounds], output);
        tf.random.setSeed(global);
        // Each call site of an eager program continues the stream of its pair of seeds.
        assertEquals([1, 2].map(() => values(draw(shape, seed))), expected);
      }),
      RUNS,
    );
  });
}

stateful("tf.random.uniform", "RandomUniform", (shape, seed) => tf.random.uniform(shape, { seed }));
stateful(
  "tf.random.normal",
  "RandomStandardNormal",
  (shape, seed) => tf.random.normal(shape, { seed }),
);
stateful(
  "tf.random.truncatedNormal",
  "TruncatedNormal",
  (shape, seed) => tf.random.truncatedNormal(shape, { seed }),
);
stateful(
  "tf.random.uniform of whole numbers",
  "RandomUniformInt",
  (shape, seed) => tf.random.uniform(shape, { minval: -7, maxval: 1000003, dtype: "int32", seed }),
  [scalar(-7, "int32"), scalar(1000003, "int32")],
);

onDevice("tf.random.shuffle has the order of RandomShuffle", (device) => {
  const T = type(device.binding.TF_INT32);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), SEED, SEED, (count, global, seed) => {
      const input = Array.from({ length: count }, (_, i) => i);
      const expected = twice(device, "RandomShuffle", [global, seed], [ints(input)], { T });
      tf.random.setSeed(global);
      const actual = [1, 2].map(() =>
        values(tf.random.shuffle(tf.constant(input, "int32"), { seed }))
      );
      assertEquals(actual, expected);
    }),
    RUNS,
  );
});

for (
  const [title, operation, draw] of [
    ["tf.random.statelessUniform", "StatelessRandomUniform", tf.random.statelessUniform],
    ["tf.random.statelessNormal", "StatelessRandomNormal", tf.random.statelessNormal],
    [
      "tf.random.statelessTruncatedNormal",
      "StatelessTruncatedNormal",
      tf.random.statelessTruncatedNormal,
    ],
  ] as const
) {
  onDevice(`${title} has the bits of ${operation}`, (device) => {
    const { TF_FLOAT, TF_INT32, TF_INT64 } = device.binding;
    const types = { dtype: type(TF_FLOAT), T: type(TF_INT32), Tseed: type(TF_INT64) };
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(SHAPE, fc.tuple(word, word), (shape, seed) => {
        const inputs = [ints(shape), longs(seed.map(BigInt))];
        const expected = [...execute(device, operation, types, inputs)];
        assertEquals(values(draw(shape, seed)), expected);
      }),
      RUNS,
    );
  });
}

/** Dimensions of a kernel, and what its initializer scales by. */
const KERNEL = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
const { GlorotUniform, HeNormal, RandomUniform, RandomNormal } = tf.keras.initializers;

/** `x scale + offset` by TensorFlow's own operations. */
function affine(device: TensorflowDevice, x: Input, scale: number, offset: number): number[] {
  const T = { T: type(device.binding.TF_FLOAT) };
  const product = execute(device, "Mul", T, [x, scalar(Math.fround(scale))]) as Float32Array;
  return [...execute(device, "AddV2", T, [{ ...x, values: product }, scalar(Math.fround(offset))])];
}

for (
  const [title, operation, make, bounds] of [
    ["GlorotUniform", "StatelessRandomUniform", (seed: number) => new GlorotUniform({ seed }), (
      [rows, columns]: [number, number],
    ) => {
      const limit = Math.sqrt(3 / ((rows + columns) / 2));
      return [Math.fround(Math.fround(limit) - Math.fround(-limit)), -limit];
    }],
    [
      "RandomUniform",
      "StatelessRandomUniform",
      (seed: number) => new RandomUniform({ minval: -0.3, maxval: 0.5, seed }),
      () => [Math.fround(Math.fround(0.5) - Math.fround(-0.3)), -0.3],
    ],
    [
      "RandomNormal",
      "StatelessRandomNormal",
      (seed: number) => new RandomNormal({ mean: 0.1, stddev: 0.02, seed }),
      () => [0.02, 0.1],
    ],
    ["HeNormal", "StatelessTruncatedNormal", (seed: number) => new HeNormal({ seed }), (
      [rows]: [number, number],
    ) => [Math.sqrt(2 / rows) / 0.87962566103423978, 0]],
  ] as const
) {
  onDevice(`the initializer ${title} has the bits of ${operation}, scaled`, (device) => {
    const { TF_FLOAT, TF_INT32, TF_INT64 } = device.binding;
    const types = { dtype: type(TF_FLOAT), T: type(TF_INT32), Tseed: type(TF_INT64) };
    fc.assert(
      fc.property(KERNEL, SEED, (shape, seed) => {
        // TensorFlow 2.0's initializers draw statelessly from their seed and zero.
        const inputs = [ints(shape), longs([BigInt(seed), 0n])];
        const drawn = execute(device, operation, types, inputs) as Float32Array;
        const [scale, offset] = bounds(shape) as [number, number];
        const expected = affine(
          device,
          { shape, dtype: "float32", values: drawn },
          scale,
          offset,
        );
        assertEquals(values(make(seed).call(shape, "float32") as tf.Tensor), expected);
      }),
      RUNS,
    );
  });
}
