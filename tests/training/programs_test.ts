/**
 * A program of Keras, written the same way, prints the same history: nothing is handed over but the
 * seed. Initial weights, the order of examples, dropout and noise are drawn here.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose, float32 } from "../support/compare.ts";

const { Input, Sequential, layers } = tf.keras;

type History = Readonly<Record<string, readonly number[]>>;

function data(examples: number, features: number): [tf.Tensor, tf.Tensor] {
  const values = Float32Array.from({ length: examples * features }, (_, i) => Math.sin(i * 1.7));
  const x = tf.reshape(tf.constant(values), [examples, features]);
  return [x, tf.cast(tf.greater(tf.reduceSum(x, 1), 0), "int32")];
}

/** The programs, by their names. */
const PROGRAMS: Readonly<Record<string, () => Promise<{ history: History }>>> = {
  classifier() {
    const model = new Sequential([
      Input([4]),
      new layers.Dense(16, { activation: "relu" }),
      new layers.Dropout(0.3),
      new layers.BatchNormalization(),
      new layers.Dense(2),
    ]);
    const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
    model.compile("adam", loss, { metrics: ["accuracy"] });
    return model.fit(...data(300, 4), { epochs: 4, validationSplit: 0.2, verbose: 0 });
  },
  images() {
    const model = new Sequential([
      Input([64]),
      new layers.GaussianNoise(0.1),
      new layers.Reshape([8, 8, 1]),
      new layers.Conv2D(4, 3, { activation: "relu", kernelInitializer: "he_normal" }),
      new layers.MaxPooling2D(),
      new layers.SpatialDropout2D(0.2),
      new layers.Flatten(),
      new layers.Dense(1, { activation: "sigmoid" }),
    ]);
    model.compile(new tf.keras.optimizers.SGD(0.1, { momentum: 0.9 }), "binary_crossentropy");
    return model.fit(...data(96, 64), { epochs: 3, batchSize: 10, verbose: 0 });
  },
  sequences() {
    const model = new Sequential([
      Input([12]),
      new layers.Reshape([6, 2]),
      new layers.LSTM(8, { dropout: 0.1 }),
      new layers.Dense(1),
    ]);
    model.compile("rmsprop", "mse");
    return model.fit(...data(80, 12), { epochs: 3, batchSize: 16, shuffle: "batch", verbose: 0 });
  },
};

/** What single operations are off by adds up over the steps, on a graphics card too. */
const CLOSE = { atol: 1e-4, rtol: 1e-4 };

const url = new URL("../goldens/training/programs.json", import.meta.url);
const goldens: Readonly<Record<string, History>> = JSON.parse(Deno.readTextFileSync(url));

for (const [name, program] of Object.entries(PROGRAMS)) {
  Deno.test(`the program of ${name} prints Keras's history from the same seed`, async () => {
    const before = tf.random.getProfile();
    tf.random.setProfile("keras3");
    try {
      tf.keras.utils.setRandomSeed(42);
      const { history } = await program();
      assertEquals(Object.keys(history).toSorted(), Object.keys(goldens[name]!).toSorted());
      for (const [key, expected] of Object.entries(goldens[name]!)) {
        const shape = [expected.length];
        assertAllClose(float32(history[key]!, shape), float32(expected, shape), CLOSE, key);
      }
    } finally {
      tf.random.setProfile(before);
      tf.random.setSeed(null);
    }
  });
}
