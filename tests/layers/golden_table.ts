// deno-lint-ignore-file no-console -- the library warns there
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

/** Cases where Keras's own results are off, so that ours are held to a wider bound, and why. */
export const INEXACT: Readonly<Record<string, string>> = {
  "LayerNormalization: far from zero":
    "Keras takes the difference of two large products; computed in float64, the first number is -0.69263041, Keras has -0.691406, we have -0.692630",
};

/** Cases where Keras's own rule for shapes is off, and why. */
export const WRONG_SHAPES: Readonly<Record<string, string>> = {
  "Bidirectional: a backward layer of its own":
    "Keras doubles the units of the forward layer; those of the backward layer differ",
};

/** Runs with the rules and names of Keras 3; that a layer hands no mask on is in the goldens. */
export function inKeras3(run: () => void): void {
  const before = tf.random.getProfile();
  const { warn } = console;
  console.warn = (...args) => String(args[0]).includes("called with a mask") || warn(...args);
  tf.random.setProfile("keras3");
  try {
    run();
  } finally {
    tf.random.setProfile(before);
    console.warn = warn;
  }
}
