import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { runLayerContract } from "../support/layer_contract.ts";

const { Flatten } = tf.keras.layers;

runLayerContract("Flatten", {
  make: () => new Flatten(),
  fromConfig: (config) => Flatten.fromConfig(config),
  inputShape: [2, 3, 4],
  outputShape: [2, 12],
  weights: [],
  refuses: [[[], "expected an input of at least 1 dimensions, received shape ()"]],
});

Deno.test("Flatten makes a vector a column and an empty batch an empty one", () => {
  assertEquals(new Flatten()(tf.zeros([5])).shape, [5, 1]);
  assertEquals(new Flatten()(tf.zeros([0, 3, 2])).shape, [0, 6]);
});

Deno.test("Flatten moves channels last where they come first", () => {
  const x = tf.reshape(tf.range(12), [1, 2, 3, 2]);
  const y = new Flatten({ dataFormat: "channels_first" })(x);
  assertEquals(y.numpy().toArray(), [[0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]]);
  assertThrows(
    () => new Flatten({ dataFormat: "last" as never }),
    RangeError,
    '"channels_last", "channels_first"',
  );
});
