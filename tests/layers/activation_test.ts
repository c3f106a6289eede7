import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { layers } = tf.keras;

Deno.test("a layer that is an Activation's function is trained with it", () => {
  const layer = new layers.Activation(new layers.PReLU("ones") as never);
  assertEquals(layer([[-2, 1]]).numpy().toArray(), [[-2, 1]]);
  assertEquals(layer.trainableWeights.length, 1);
});

Deno.test("LeakyReLU is made of a configuration from before Keras 3", () => {
  const layer = layers.LeakyReLU.fromConfig({ name: "leaky", alpha: 0.5 });
  assertEquals(layer([-2]).numpy().toArray(), [-1]);
  assertEquals(layer.getConfig()["negative_slope"], 0.5);
});

Deno.test("ThresholdedReLU is made of either module's configuration", () => {
  for (const module of ["keras._legacy.layers", "keras.layers"]) {
    const config = { module, class_name: "ThresholdedReLU", config: { theta: 2 } };
    const layer = layers.deserialize(config);
    assertEquals(layer([1, 3]).numpy().toArray(), [0, 3]);
  }
});

Deno.test("activations refuse what they cannot do", () => {
  assertThrows(
    () => new layers.ReLU({ negativeSlope: -1 }),
    RangeError,
    "ReLU: expected negativeSlope to be a finite number >= 0, received negativeSlope=-1",
  );
  assertThrows(
    () => new layers.Softmax([]),
    RangeError,
    "Softmax: expected axis to name an axis, received axis=[]",
  );
  const mask = tf.cast(tf.ones([2]), "bool");
  assertThrows(
    () => new layers.Softmax({ name: "softmax" })(tf.ones([2, 3]), { mask }),
    TypeError,
    "Cannot call Softmax 'softmax': expected a mask that broadcasts to inputs of shape (2, 3), received shape (2,)",
  );
  assertThrows(
    () => new layers.PReLU({ sharedAxes: 2, name: "prelu" })(tf.ones([2, 3])),
    TypeError,
    "Cannot build PReLU 'prelu': expected inputs with a shared axis 2, received shape (2, 3)",
  );
  assertThrows(
    () => new layers.PReLU({ name: "prelu" })(tf.keras.Input({ shape: [null, 3] })),
    TypeError,
    "Cannot build PReLU 'prelu': expected the length of inputs (axis 1) to be known",
  );
});
