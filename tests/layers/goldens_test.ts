import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { flatShapes, type NestedShape } from "../../lib/layers/base/shapes.ts";
import type { OperationKind } from "../support/tolerances.ts";
import { type GoldenGradients, type LayerGolden, readCases } from "./golden_case.ts";
import {
  type AnyLayer,
  argumentsOf,
  assertNested,
  buildLayer,
  camelCase,
  leaves,
  makeLayer,
  masksOf,
  openShapes,
  symbolsOf,
  tensorsOf,
  whereItCan,
} from "./golden_layer.ts";
import { INEXACT, inKeras3, WITHOUT_GOLDENS, WRONG_SHAPES } from "./golden_table.ts";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function checkConfig(it: LayerGolden): void {
  const layer = makeLayer(it);
  assertEquals(plain(layer.getConfig()), plain(it.config), "getConfig");
  const Class = layer.constructor as unknown as {
    fromConfig(config: Record<string, unknown>): AnyLayer;
  };
  const copy = Class.fromConfig(plain(it.config) as Record<string, unknown>);
  assertEquals(plain(copy.getConfig()), plain(it.config), "getConfig of a copy");
}

/** What `read` gives of symbolic tensors, nested as they are. */
function symbolic(value: unknown, read: (tensor: tf.keras.KerasTensor) => unknown): unknown {
  if (value instanceof tf.keras.KerasTensor) return read(value);
  if (Array.isArray(value)) return value.map((it) => symbolic(it, read));
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, it]) => [name, symbolic(it, read)]));
}

function checkShapes(it: LayerGolden): void {
  const layer = makeLayer(it);
  if (it.outputShape === null || `${it.className}: ${it.name}` in WRONG_SHAPES) return;
  const call = Object.entries(it.call).map(([name, value]) => [camelCase(name), symbolsOf(value)]);
  const options = Object.fromEntries(call);
  if (Object.values(it.call).every((value) => typeof value !== "object")) {
    const compute = layer.computeOutputShape as (...args: unknown[]) => unknown;
    const shape = compute.call(layer, openShapes(it.inputs), options);
    assertEquals(plain(shape), it.outputShape, "shape");
  }
  const args = call.length === 0 ? [] : [options];
  const outputs = makeLayer(it)(symbolsOf(it.inputs), ...args);
  // As shapes Keras has the single states of stacked cells in no list, as outputs it has them in one.
  const shapes = (value: unknown) =>
    flatShapes(symbolic(value, ({ shape }) => shape) as NestedShape);
  const dtypes = (value: unknown) => symbolic(value, ({ dtype }) => dtype);
  if (call.length === 0) {
    assertEquals(shapes(outputs), flatShapes(it.outputShape as NestedShape), "symbolic shape");
  }
  assertEquals(dtypes(outputs), it.outputDtype, "symbolic dtype");
}

/** What a call gives, and its gradients. */
function run(layer: AnyLayer, it: LayerGolden, gradients: GoldenGradients | null, training?: true) {
  const [inputs, ...rest] = argumentsOf(it, training);
  const options = (rest[0] ?? {}) as Record<string, unknown>;
  const named = Object.keys(gradients?.call ?? {}).map((name) => options[camelCase(name)]);
  const sources = [inputs, ...named].flatMap(leaves).filter(({ dtype }) => /float/.test(dtype));
  const tape = new tf.GradientTape({ persistent: true });
  const output = tape.run(() => {
    sources.forEach((tensor) => tape.watch(tensor));
    return layer(inputs, ...rest);
  });
  const losses = [...layer.losses];
  if (gradients === null) return { output, losses, found: undefined };
  const loss = tape.run(() => {
    const weighting = leaves(tensorsOf(it.weighting));
    const floats = leaves(output).filter(({ dtype }) => /float/.test(dtype));
    return tf.addN(floats.map((y, i) => {
      const products = tf.multiply(tf.cast(y, "float32"), tf.cast(weighting[i]!, "float32"));
      return tf.reduceSum(products);
    }));
  });
  const gradientOf = (value: unknown): unknown => {
    if (value instanceof tf.Tensor) {
      return /float/.test(value.dtype) ? tape.gradient(loss, [value])[0] : null;
    }
    if (typeof value !== "object" || value === null) return null;
    if (Array.isArray(value)) return value.map(gradientOf);
    return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, gradientOf(v)]));
  };
  const found = {
    inputs: gradientOf(inputs),
    call: Object.fromEntries(
      Object.keys(gradients.call).map((name) => [name, gradientOf(options[camelCase(name)])]),
    ),
    weights: layer.trainableWeights.length === 0 ? [] : tape.gradient(loss, layer.trainableWeights),
  };
  return { output, losses, found };
}

/** How exact a layer's results are: those of 16 bits, and some of Keras's, have two to three digits. */
function kindsOf(
  { computeDtype }: AnyLayer,
  it: LayerGolden,
): { output: OperationKind; gradient: OperationKind } {
  return /16$/.test(computeDtype) || `${it.className}: ${it.name}` in INEXACT
    ? { output: "half", gradient: "half" }
    : { output: "layer", gradient: "layerGradient" };
}

function checkCall(it: LayerGolden): void {
  const layer = makeLayer(it);
  const kinds = kindsOf(layer, it);
  buildLayer(layer, it);
  const { output, losses, found } = run(layer, it, it.gradients);
  assertNested(output, it.output, kinds.output, "output");
  assertNested(masksOf(output), it.outputMask, "exact", "mask");
  assertEquals(losses.length, it.losses.length, "number of losses");
  it.losses.forEach((loss, i) => {
    const own = Number(losses[i]);
    assert(Math.abs(own - loss) <= 1e-6 + 2e-5 * Math.abs(loss), `loss ${own} instead of ${loss}`);
  });
  if (found) assertNested(found, it.gradients, kinds.gradient, "gradients");
  if (it.secondOutput !== null) {
    assertNested(layer(...argumentsOf(it)), it.secondOutput, kinds.output, "second output");
  }
  if (it.secondOutput === null) {
    // What has drawn would draw other numbers.
    const fresh = it.seedStates > 0 ? makeLayer(it) : layer;
    if (fresh !== layer) buildLayer(fresh, it);
    const traced = tf.function((...args: unknown[]) => fresh(...args));
    const [inputs, ...rest] = argumentsOf(it);
    const hasMasks = leaves(tensorsOf(it.inputMask)).length > 0;
    if (!hasMasks) assertNested(traced(inputs, ...rest), it.output, kinds.output, "traced output");
  }
  assertEquals(plain(tf.keras.layers.serialize(layer)), plain(it.serialized), "serialized");
}

function checkTraining(it: LayerGolden): void {
  const { training } = it;
  if (training === null) return;
  const layer = makeLayer(it);
  const kinds = kindsOf(layer, it);
  buildLayer(layer, it);
  const { output, found } = run(layer, it, training.gradients, true);
  assertNested(output, training.output, kinds.output, "training output");
  const nonTrainable = layer.nonTrainableWeights;
  assertNested(
    [...nonTrainable.map((weight) => weight.value())],
    training.stateAfter,
    kinds.output,
    "state after training",
  );
  if (training.trainableAfter !== null) {
    const after = [...layer.trainableWeights.map((weight) => weight.value())];
    assertNested(after, training.trainableAfter, kinds.output, "weights after training");
  }
  if (found) assertNested(found, training.gradients, kinds.gradient, "training gradients");
  if (training.secondOutput !== undefined && training.secondOutput !== null) {
    const second = layer(...argumentsOf(it, true));
    assertNested(second, training.secondOutput, kinds.output, "second training output");
  }
}

const ALIASES = new Set<unknown>();
for (const className of namesIn("keras.layers")) {
  if (className in WITHOUT_GOLDENS) continue;
  const Class = Reflect.get(tf.keras.layers, className);
  if (ALIASES.has(Class)) continue;
  ALIASES.add(Class);
  for (const it of readCases(className)) {
    Deno.test(`${className} is Keras's: ${it.name}`, () =>
      inKeras3(() => {
        checkConfig(it);
        whereItCan(it, () => {
          checkShapes(it);
          checkCall(it);
          checkTraining(it);
        });
      }));
  }
}
