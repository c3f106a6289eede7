/**
 * Crossentropies of predictions that an activation or a layer gave take its logits, as Keras does:
 * probabilities of 1e-87 are no float32.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Activation, Dense, InputLayer, Softmax } = tf.keras.layers;
const { BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy } =
  tf.keras.losses;

const X = tf.constant([[100, -100, 0]]);
/** What Keras's losses are, seen at label 1: logits 200 apart. */
const FAR = 200;

const layers = {
  Dense: () => new Dense(3, { activation: "softmax", kernelInitializer: "identity" }),
  Activation: () => new Activation("softmax"),
  Softmax: () => new Softmax(),
};

for (const [name, make] of Object.entries(layers)) {
  Deno.test(`the softmax of ${name} hands its logits to losses`, () => {
    const model = new tf.keras.Sequential([new InputLayer({ shape: [3] }), make()]);
    const of = (x: tf.Tensor) => {
      const yPred = model.call(x) as tf.Tensor;
      const sparse = new SparseCategoricalCrossentropy()([1], yPred);
      const categorical = new CategoricalCrossentropy()([[0, 1, 0]], yPred);
      return tf.stack([sparse, categorical]);
    };
    const expected = float32([FAR, FAR], [2]);
    assertAllClose(of(X), expected, tolerance("layer"));
    assertAllClose(tf.function(of)(X) as tf.Tensor, expected, tolerance("layer"));
  });
}

Deno.test("the gradient of far logits is not 0", () => {
  const variable = new tf.Variable([[100, -100, 0]]);
  const tape = new tf.GradientTape();
  const loss = tape.run(() => {
    const yPred = tf.keras.activations.softmax(variable);
    return new SparseCategoricalCrossentropy()([1], yPred);
  });
  assertEquals(tape.gradient(loss, variable)!.numpy().toArray(), [[1, -1, 0]]);
});

Deno.test("what was computed from probabilities has no logits", () => {
  const yPred = tf.multiply(tf.keras.activations.sigmoid([[100, -100]]), 1);
  const loss = new BinaryCrossentropy()([[0, 1]], yPred);
  // -log(1e-7), in float32 beside 1.
  assertEquals(Number(loss) < 17, true);
  const kept = new BinaryCrossentropy()([[0, 1]], tf.keras.activations.sigmoid([[100, -100]]));
  assertEquals(Number(kept), 100);
});
