import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { layers } = tf.keras;
const rows = (x: tf.Tensor | tf.Variable) => x.numpy().toArray();
const training = { training: true };

Deno.test("a frozen BatchNormalization normalizes by moving moments in training too", () => {
  const layer = new layers.BatchNormalization({ epsilon: 0 });
  const x = [[1], [3]];
  layer(x);
  layer.trainable = false;
  assertEquals(rows(layer(x, training)), x);
  assertEquals([...layer.weights].map(rows), [[1], [0], [0], [1]]);
  layer.trainable = true;
  assertEquals(rows(layer(x, training)), [[-1], [1]]);
});

Deno.test("BatchNormalization in a frozen model is frozen", () => {
  const inner = new layers.BatchNormalization({ epsilon: 0 });
  const model = new tf.keras.Sequential([inner]);
  const x = tf.constant([[1], [3]]);
  model(x);
  model.trainable = false;
  assertEquals(rows(model(x, training)), [[1], [3]]);
});

Deno.test("each run of a traced training call moves BatchNormalization's moments", () => {
  const layer = new layers.BatchNormalization({ momentum: 0.5 });
  const traced = tf.function((x: tf.Tensor) => layer(x, training));
  for (const expected of [1, 1.5, 1.75]) {
    traced([[1], [3]] as never);
    assertEquals(rows(layer.movingMean!), [expected]);
  }
});

Deno.test("no gradient goes to moving moments, nor through them", () => {
  const layer = new layers.BatchNormalization();
  layer(tf.ones([2, 3]));
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceSum(layer(tf.constant([[1, 2, 3], [4, 5, 6]]), training)));
  assertEquals(layer.trainableWeights.length, 2);
  const [gamma, beta] = tape.gradient(loss, [layer.gamma!, layer.beta!]);
  assertEquals([gamma!.shape, rows(beta!)], [[3], [2, 2, 2]]);
});

Deno.test("BatchNormalization refuses what it cannot do", () => {
  assertThrows(
    () => new layers.BatchNormalization({ axis: [1, 2] }),
    TypeError,
    "BatchNormalization: expected axis to be a whole number or a list of one, received axis=[1, 2]",
  );
  assertThrows(
    () => new layers.BatchNormalization({ synchronized: true as never }),
    TypeError,
    "BatchNormalization: expected synchronized to be false, as there is one device at a time, received synchronized=true",
  );
  assertThrows(
    () => new layers.BatchNormalization({ renormClipping: { rmin: 2, rmax: 1 } }),
    RangeError,
    "BatchNormalization: expected renormClipping.rmax >= rmin, received rmax=1, rmin=2",
  );
  const layer = new layers.BatchNormalization({ name: "norm" });
  layer(tf.ones([2, 3]));
  assertThrows(
    () => layer(tf.ones([2, 4])),
    TypeError,
    "Cannot call BatchNormalization 'norm': expected an input of length 3 along axis -1, received shape (2, 4)",
  );
  assertThrows(
    () => layer(tf.ones([2, 3]), { mask: tf.cast(tf.ones([2, 3]), "bool") }),
    TypeError,
    "Cannot call BatchNormalization 'norm': expected a mask of one dimension less than inputs of shape (2, 3), received shape (2, 3)",
  );
});

Deno.test("an axis in Keras 2's list is the axis", () => {
  const layer = layers.BatchNormalization.fromConfig({ axis: [3] });
  assertEquals(layer.getConfig()["axis"], 3);
});

Deno.test("normalizations refuse axes that inputs do not have, and groups that do not divide", () => {
  const at = (axis: number | number[]) => () =>
    new layers.LayerNormalization({ axis, name: "norm" })(tf.ones([2, 3]));
  assertThrows(
    at(2),
    TypeError,
    "Cannot call LayerNormalization 'norm': expected inputs with an axis 2, received shape (2, 3)",
  );
  assertThrows(
    at([1, -1]),
    TypeError,
    "Cannot call LayerNormalization 'norm': expected axes that differ, received axes -1, 1 of shape (2, 3)",
  );
  assertThrows(
    () => new layers.GroupNormalization({ groups: 2, name: "norm" })(tf.ones([2, 3])),
    RangeError,
    "Cannot build GroupNormalization 'norm': expected groups that divide 3 channels, received groups=2",
  );
  assertThrows(() => new layers.GroupNormalization({ groups: 0 }), RangeError, "groups=0");
});

Deno.test("SpectralNormalization leaves a kernel of zeros and wants one", () => {
  const dense = new layers.Dense(2, { kernelInitializer: "zeros" });
  const layer = new layers.SpectralNormalization(dense);
  assertEquals(rows(layer([[1, 2]], training)), [[0, 0]]);
  assertEquals(rows(dense.kernel!), [[0, 0], [0, 0]]);
  assertThrows(
    () =>
      new layers.SpectralNormalization(new layers.ReLU({ name: "relu" }), { name: "norm" })([1]),
    TypeError,
    "Cannot build SpectralNormalization 'norm': expected a layer with a kernel or embeddings, received ReLU 'relu', which has neither",
  );
  assertThrows(
    () => new layers.SpectralNormalization(3 as never),
    TypeError,
    "SpectralNormalization: expected layer to be a layer, received layer=3",
  );
});

Deno.test("SpectralNormalization comes to spectral norm 1 in traced calls", () => {
  const dense = new layers.Dense(3, { kernelInitializer: "ones" });
  const layer = new layers.SpectralNormalization(dense);
  const traced = tf.function((x: tf.Tensor) => layer(x, training));
  for (let i = 0; i < 3; i++) traced(tf.ones([1, 3]));
  const [s] = tf.linalg.svd(dense.kernel!, { computeUv: false } as never) as never as number[][];
  const largest = Number(tf.reduceMax(s as never));
  assertEquals(Math.abs(largest - 1) < 1e-5, true);
});
