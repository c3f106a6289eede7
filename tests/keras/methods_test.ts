/**
 * Every method and property of Keras's layers and models is here, or in the table of those that are
 * not, with a reason.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import { manifest } from "./manifest.ts";

const STEPS = "steps are traced by fit itself; trainStep, testStep and predictStep are overridden";
const QUANTIZATION = "weights of fewer bits are not there";

/** What is not there, and why. */
const ABSENT: Readonly<Record<string, string>> = {
  addMetric: "Keras 3 has it to say that it is gone",
  addVariable: "Keras's older name of addWeight",
  compiledLoss: "Keras 3 has it to say that it is gone: computeLoss",
  compiledMetrics: "Keras 3 has it to say that it is gone: metrics",
  makePredictFunction: STEPS,
  makeTestFunction: STEPS,
  makeTrainFunction: STEPS,
  statelessComputeLoss: "variables are part of what tf.function traces",
  distributeReductionMethod: "there is one process",
  distributeStrategy: "there is one process",
  quantizationMode: QUANTIZATION,
  quantizedBuild: QUANTIZATION,
  quantizedCall: QUANTIZATION,
  getQuantizationLayerStructure: QUANTIZATION,
  rematerializedCall: "tf.recomputeGrad does it for any function",
  statelessCall: "variables are part of what tf.function traces",
  symbolicCall: "a layer that is called with symbolic tensors does it",
  saveOwnVariables: "files of whole models come with saving",
  loadOwnVariables: "files of whole models come with saving",
  getStateTree: "files of whole models come with saving",
  setStateTree: "files of whole models come with saving",
  operations: "operations of graphs are layers here: layers",
};

/** Methods of layers that are there on models only, as they are not there yet on layers. */
const ON_LAYERS: Readonly<Record<string, string>> = {
  quantize: QUANTIZATION,
  metrics: "models list the metrics of their layers",
  metricsVariables: "models list the metrics of their layers",
};

const input = tf.keras.Input([2]);
const dense = new tf.keras.layers.Dense(1);
const OBJECTS = {
  "keras.layers.Layer#methods": dense,
  "keras.Model#methods": new (class extends tf.keras.Model {})(),
  "keras.Sequential#methods": new tf.keras.Sequential(),
  "keras.Functional#methods": new tf.keras.Model(input, dense(input)),
} as const;

for (const [path, object] of Object.entries(OBJECTS)) {
  Deno.test(`${path.replace("#methods", "")} has Keras's methods`, () => {
    const names = Object.keys(manifest[path]!).filter((name) => !name.startsWith("__"));
    const missing = names.map(camelCase).filter((name) =>
      !(name in object) && !(name in object.constructor) && !(name in ABSENT) &&
      !(path.includes("Layer") && name in ON_LAYERS)
    );
    assertEquals(missing, []);
  });
}

Deno.test("what the table of absent methods lists is not there", () => {
  const all = Object.values(OBJECTS);
  for (const name of Object.keys(ABSENT)) assert(!all.some((it) => name in it), name);
});
