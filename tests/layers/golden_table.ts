/**
 * Which classes of layers have golden cases, and how these are run.
 *
 * @module
 */
import * as tf from "kerasaur";

/** Classes that Keras's goldens do not cover, and why. */
export const WITHOUT_GOLDENS: Readonly<Record<string, string>> = {
  Layer: "the base of all",
  InputLayer: "it has no inputs: tests/models/functional_test.ts",
  TFOpLambda: "Keras 3 has none: tests/models/functional_test.ts",
  Lambda: "functions do not go into files: tests/layers/core_test.ts",
  Wrapper: "the base of wrappers",
};

/** Runs with the rules and names of Keras 3. */
export function inKeras3(run: () => void): void {
  const before = tf.random.getProfile();
  tf.random.setProfile("keras3");
  try {
    run();
  } finally {
    tf.random.setProfile(before);
  }
}
