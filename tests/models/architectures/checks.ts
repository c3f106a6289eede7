/**
 * What an architecture is held to: its structure and its texts to those of Keras, what it computes to
 * Keras's outputs, and itself to its copy.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose, type Comparable } from "../../support/compare.ts";
import { type OperationKind, tolerance } from "../../support/tolerances.ts";
import {
  type ArchitectureGolden,
  type ArchitectureLayer,
  type EncodedArray,
  inputValues,
  weightValues,
} from "../architecture_golden.ts";

/** A model of any class. */
export type AnyModel = tf.keras.Model | tf.keras.Sequential;

type AnyLayer = AnyModel["layers"][number];
type Structure = ArchitectureGolden["structure"];

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const isModel = (layer: unknown): layer is AnyModel => layer instanceof tf.keras.Model;

const classNameOf = (layer: AnyLayer): string =>
  isModel(layer) ? layer.className : layer.constructor.name;

function described(layer: AnyLayer): ArchitectureLayer {
  const { name, output } = layer;
  const shapes = output instanceof tf.keras.KerasTensor
    ? output.shape
    : output.map(({ shape }) => shape);
  return {
    name,
    className: classNameOf(layer),
    outputShape: shapes,
    parameters: layer.countParams(),
    ...(isModel(layer) ? { layers: layer.layers.map(described) } : {}),
  };
}

function parametersOf(model: AnyModel): Structure["parameters"] {
  const count = (weights: readonly { readonly size: number }[]) =>
    weights.reduce((sum, { size }) => sum + size, 0);
  return {
    total: count(model.weights),
    trainable: count(model.trainableWeights),
    nonTrainable: count(model.nonTrainableWeights),
  };
}

/** Checks names, classes, shapes, numbers of weights, texts and configuration. */
export function checkStructure(model: AnyModel, structure: Structure): void {
  assertEquals(plain(model.layers.map(described)), structure.layers);
  assertEquals(model.className, structure.className);
  assertEquals(parametersOf(model), structure.parameters);
  const trained = new Set(model.trainableWeights);
  assertEquals(
    model.weights.map((it) => ({
      path: it.path,
      shape: [...it.shape],
      trainable: trained.has(it),
    })),
    [...structure.weights],
  );
  assertEquals(plain(model.getConfig()), structure.config);
  const texts = {
    summary: {},
    summaryFull: { expandNested: true, showTrainable: true },
    summaryWide: { lineLength: 120 },
  } as const;
  for (const name of ["summary", "summaryFull", "summaryWide"] as const) {
    let text = "";
    model.summary({ ...texts[name], printFn: (it) => text += it });
    // Keras prints the last line without its end.
    if (text !== structure[name]) assertEquals(text, structure[name], name);
  }
}

/** Names of the layers of DepthwiseConv2D in a model and in those inside. */
function depthwise(model: AnyModel): string[] {
  return model.layers.flatMap((layer) =>
    isModel(layer)
      ? depthwise(layer)
      : layer.constructor.name === "DepthwiseConv2D"
      ? [layer.name]
      : []
  );
}

function setWeights(model: AnyModel, gain: number): void {
  const special = new Set(depthwise(model));
  let first = 0;
  const values = model.weights.map(({ path, shape, size }) => {
    const [owner = "", name = ""] = path.split("/").slice(-2);
    const isDepthwise = special.has(owner);
    const numbers = weightValues({ name, shape, isDepthwise }, gain, first);
    first += size;
    return tf.reshape(tf.constant(numbers), [...shape]);
  });
  model.setWeights(values);
}

function decoded({ dtype, shape, data }: EncodedArray): Comparable {
  const bytes = Uint8Array.from(atob(data!), (char) => char.charCodeAt(0));
  const numbers = dtype === "int32" ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
  return { dtype, shape, data: numbers };
}

type Call = (inputs: unknown, options: { training: boolean }) => tf.Tensor | readonly tf.Tensor[];

function outputsOf(model: AnyModel, inputs: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const call = model as unknown as Call;
  const outputs = call(inputs.length > 1 ? inputs : inputs[0], { training: false });
  return outputs instanceof tf.Tensor ? [outputs] : outputs;
}

/** The first layer whose outputs have other means than Keras's: where a model departs from it. */
function departure(model: AnyModel, golden: ArchitectureGolden, inputs: readonly tf.Tensor[]) {
  const layers = model.layers.filter((it) => !(it instanceof tf.keras.layers.InputLayer));
  const tensors = layers.map((it) => it.inboundNodes.at(-1)!.outputs[0]!);
  const watched = new tf.keras.Model({ inputs: [...model.inputs], outputs: tensors });
  const seen = outputsOf(watched, inputs);
  for (const [i, { name, mean, meanAbsolute }] of golden.forward.layers.entries()) {
    const numbers = [...(seen[i]!.numpy().data as Float32Array)];
    const average = (of: (it: number) => number) =>
      numbers.reduce((sum, it) => sum + of(it), 0) / numbers.length;
    const [own, ownAbsolute] = [average((it) => it), average(Math.abs)];
    const bound = 1e-4 * meanAbsolute;
    if (Math.abs(own - mean) <= bound && Math.abs(ownAbsolute - meanAbsolute) <= bound) continue;
    return `${name} departs first: mean ${own} instead of ${mean}, of magnitudes ${ownAbsolute} instead of ${meanAbsolute}`;
  }
  return "no layer's mean departs";
}

/** Gives a model the golden's weights and checks what it computes; the outputs. */
export function checkForward(
  model: AnyModel,
  golden: ArchitectureGolden,
  kind: OperationKind,
): { inputs: readonly tf.Tensor[]; outputs: readonly tf.Tensor[] } {
  const { forward } = golden;
  assertEquals(parametersOf(model), forward.parameters);
  setWeights(model, forward.gain);
  const inputs = inputValues(golden).map((it, i) =>
    tf.reshape(tf.constant(it), [...forward.inputs[i]!.shape])
  );
  const outputs = outputsOf(model, inputs);
  assertEquals(outputs.length, forward.outputs.length);
  try {
    forward.outputs.forEach((it, i) => {
      const expected = decoded(it);
      const largest = (expected.data as Float32Array).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      const { atol, rtol } = tolerance(kind);
      // Terms of any sign are added: what outputs may be off by goes with the largest one.
      const bounds = { rtol, atol: atol * largest };
      assertAllClose(outputs[i]!, expected, bounds, `output ${i}`);
    });
  } catch (error) {
    fail(`${(error as Error).message}; ${departure(model, golden, inputs)}`);
  }
  return { inputs, outputs };
}

/** Checks that a model of the configuration has the same one and, with the weights, computes the same. */
export function checkCopy(
  model: AnyModel,
  { inputs, outputs }: ReturnType<typeof checkForward>,
): void {
  const config = plain(model.getConfig());
  const Class = model.constructor as typeof tf.keras.Model;
  const copy = Class.fromConfig(config) as unknown as AnyModel;
  assertEquals(plain(copy.getConfig()), config);
  copy.weights.forEach((it, i) => it.assign(model.weights[i]!));
  outputsOf(copy, inputs).forEach((it, i) =>
    assertAllClose(it, outputs[i]!, tolerance("exact"), `output ${i} of the copy`)
  );
}
