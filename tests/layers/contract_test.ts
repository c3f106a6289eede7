/**
 * What every layer keeps, whatever it computes: its options are checked by name, unknown arguments are
 * refused, inputs of a batch do not touch each other, it works the same in every kind of model, its
 * weights can be copied, and training moves what has a gradient. The samples are the golden cases.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import type { Rows } from "../../lib/configuration/options.ts";
import { namesIn } from "../../lib/configuration/registry.ts";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import { type LayerGolden, readCases } from "./golden_case.ts";
import {
  type AnyLayer,
  argumentsOf,
  boundsOf,
  buildLayer,
  camelCase,
  leaves,
  makeLayer,
  symbolsOf,
  tensorsOf,
  whereItCan,
} from "./golden_layer.ts";
import { inKeras3, WITHOUT_GOLDENS } from "./golden_table.ts";

/** Layers whose inputs of a batch touch each other, and why. */
const BATCH_DEPENDENT: Readonly<Record<string, string>> = {
  StackedRNNCells: "states are lists by cell, not by batch",
  ActivityRegularization: "its penalty is that of the batch",
  Equalization: "as in Keras it counts the shades of the whole batch",
  MelSpectrogram: "as in Keras its loudest band is that of the whole batch",
  "AutoContrast: one image": "its first axis is no batch",
};

/** Cases that cannot be cut into parts of a batch. */
const isWhole = (it: LayerGolden) =>
  it.className in BATCH_DEPENDENT || `${it.className}: ${it.name}` in BATCH_DEPENDENT ||
  it.secondOutput !== null ||
  JSON.stringify(it.args).includes("batch");

const bounds = (layer: AnyLayer) => boundsOf(/16$/.test(layer.computeDtype) ? "half" : "layer");

function classOf(className: string): (new (...args: unknown[]) => AnyLayer) & { rows: Rows } {
  return Reflect.get(tf.keras.layers, className);
}

/** Options that a case's layer was made of, by our names. */
function optionsOf(it: LayerGolden): Record<string, unknown> {
  const entries = Object.entries(it.args).map(([name, value]) => [camelCase(name), value]);
  return Object.fromEntries(entries);
}

/** Whether a layer draws where a call does not say that it is no training: compared are such calls. */
const drawsUnasked = (it: LayerGolden) => it.seedStates > 0 && it.training === null;

/** The arguments of a call that draws nothing. */
const calmArguments = (it: LayerGolden) => argumentsOf(it, drawsUnasked(it) ? false : undefined);

const hasNested = (it: LayerGolden) => JSON.stringify(it.args).includes('"className"');

function refusesWrongOptions(it: LayerGolden): void {
  const Class = classOf(it.className);
  const options = optionsOf(it);
  const wrong = Symbol("wrong");
  for (const name of [...Class.rows.map(([name]) => name), "trainable", "autocast", "name"]) {
    const make = () => new Class({ ...options, [name]: wrong });
    const error = assertThrows(make, Error);
    assert(error instanceof TypeError || error instanceof RangeError, `${name}: ${error}`);
    assert(error.message.startsWith(it.className), `${name}: ${error.message}`);
    assert(error.message.includes(name), `${name}: ${error.message}`);
  }
  assertThrows(
    () => new Class({ ...options, trianable: true }),
    TypeError,
    "received trianable; did you mean trainable?",
  );
}

function refusesWrongCalls(it: LayerGolden): void {
  const layer = makeLayer(it);
  const [inputs, options = {}] = argumentsOf(it);
  assertThrows(
    () => layer(inputs, { ...options as object, noSuch: 1 }),
    TypeError,
    "received noSuch",
  );
  assertThrows(
    () => layer(inputs, { ...options as object, training: "yes" }),
    TypeError,
    `Cannot call ${layer.label}: expected training to be true or false`,
  );
  assertThrows(() => layer(undefined), TypeError, `Cannot call ${layer.label}`);
}

/** A part of each tensor along the batch. */
function part(value: unknown, from: number, count: number): unknown {
  if (value instanceof tf.Tensor) {
    return tf.slice(value, [from, ...value.shape.slice(1).map(() => 0)], [
      count,
      ...value.shape.slice(1),
    ]);
  }
  if (Array.isArray(value)) return value.map((it) => part(it, from, count));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, part(it, from, count)]));
}

function keepsInputsApart(it: LayerGolden): void {
  if (isWhole(it) || it.inputMask !== null) return;
  const layer = makeLayer(it);
  buildLayer(layer, it);
  const [inputs, options] = calmArguments(it);
  const batch = leaves(inputs)[0]!.shape[0];
  const tensors = [...leaves(inputs), ...leaves(options)];
  if (batch === undefined || !tensors.every(({ shape }) => shape[0] === batch)) return;
  const rest = (from: number, count: number) =>
    options === undefined ? [] : [part(options, from, count)];
  const whole = leaves(layer(inputs, ...options === undefined ? [] : [options]));
  if (!whole.every(({ shape }) => shape[0] === batch)) return;
  for (let i = 0; i < batch; i++) {
    const one = leaves(layer(part(inputs, i, 1), ...rest(i, 1)));
    one.forEach((y, k) =>
      assertAllClose(y, part(whole[k], i, 1) as tf.Tensor, bounds(layer), `input ${i}`)
    );
  }
  if (/^GlobalMaxPooling/.test(it.className)) {
    // As in Keras: there is no largest of no elements.
    assertThrows(() => layer(part(inputs, 0, 0)), TypeError, "expected images with elements");
    return;
  }
  const none = leaves(layer(part(inputs, 0, 0), ...rest(0, 0)));
  none.forEach((y, k) => assertEquals(y.shape, [0, ...whole[k]!.shape.slice(1)], "no inputs"));
}

function worksInModels(it: LayerGolden): void {
  if (it.inputMask !== null || it.secondOutput !== null) return;
  const layer = makeLayer(it);
  buildLayer(layer, it);
  const args = calmArguments(it);
  const expected = leaves(layer(...args));
  const equal = (actual: unknown, where: string) =>
    leaves(actual).forEach((y, i) => assertAllClose(y, expected[i]!, bounds(layer), where));
  class Sub extends tf.keras.Model<never, unknown> {
    layer = layer;
    override call(inputs: never, ...rest: unknown[]) {
      return this.layer(inputs, ...(args.length > 1 ? [args[1]] : []), ...rest.slice(1));
    }
  }
  const calm = drawsUnasked(it) ? [{ training: false }] : [];
  equal((new Sub() as unknown as AnyLayer)(args[0]), "subclass");
  const symbols = symbolsOf(it.inputs) as never;
  const given = Object.entries(it.call).map(([name, value]) => [camelCase(name), symbolsOf(value)]);
  const options = Object.fromEntries(given);
  const outputs = layer(symbols, ...(given.length > 0 ? [options] : []));
  const symbolic = given.filter(([, value]) => typeof value === "object");
  // A list of masks may have none for an input; a model's inputs are all there.
  const hasGaps = symbolic.some(([, value]) => Array.isArray(value) && value.includes(null));
  if (hasGaps) return;
  const all = symbolic.length > 0 ? [symbols, ...symbolic.map(([, value]) => value)] : symbols;
  const model = new tf.keras.Model({ inputs: all as never, outputs: outputs as never });
  const values = symbolic.length > 0
    ? [args[0], ...symbolic.map(([name]) => (args[1] as Record<string, unknown>)[name as string])]
    : args[0];
  equal((model as unknown as AnyLayer)(values, ...calm), "functional");
  if (it.inputs !== null && "shape" in (it.inputs as object) && given.length === 0) {
    const sequential = new tf.keras.Sequential([layer]) as unknown as AnyLayer;
    equal(sequential(args[0], ...calm), "Sequential");
  }
}

function copiesWeights(it: LayerGolden): void {
  const layer = makeLayer(it);
  buildLayer(layer, it);
  const copy = makeLayer(it);
  buildLayer(copy, it);
  copy.setWeights(layer.getWeights());
  const [own, theirs] = [copy, layer].map((one) => leaves(one(...argumentsOf(it))));
  own!.forEach((y, i) => assertAllClose(y, theirs![i]!, tolerance("exact"), "a copy"));
  assertThrows(
    () => layer.setWeights([...layer.getWeights(), tf.constant(1)] as never),
    TypeError,
    `Cannot set the weights of ${layer.label}`,
  );
}

function trains(it: LayerGolden): void {
  const gradients = it.gradients?.weights;
  if (!gradients || gradients.length === 0) return;
  const layer = makeLayer(it);
  buildLayer(layer, it);
  const args = argumentsOf(it);
  const before = [...layer.trainableWeights.map((weight) => weight.numpy())];
  const tape = new tf.GradientTape();
  const weighting = leaves(tensorsOf(it.weighting));
  const loss = tape.run(() => {
    const floats = leaves(layer(...args)).filter(({ dtype }) => /float/.test(dtype));
    const terms = floats.map((y, i) =>
      tf.reduceSum(tf.multiply(tf.cast(y, "float32"), tf.cast(weighting[i]!, "float32")))
    );
    return tf.addN(terms);
  });
  const found = tape.gradient(loss, layer.trainableWeights);
  const pairs = found.map((gradient, i) => [gradient, layer.trainableWeights[i]!] as const);
  new tf.keras.optimizers.SGD(0.1).applyGradients(pairs);
  layer.trainableWeights.forEach((weight, i) => {
    const expected = gradients[i];
    const isStill = weight.numpy().equals(before[i]);
    const hasGradient = expected !== null && expected !== undefined &&
      (expected.data as Float32Array).some((x) => Math.abs(x) > 1e-5);
    if (hasGradient && weight.constraint === undefined) assert(!isStill, `${weight.path} stays`);
    if (expected !== null && !hasGradient && expected!.data.every((x) => Number(x) === 0)) {
      if (weight.constraint === undefined) assert(isStill, `${weight.path} moves`);
    }
  });
}

/** Cases of a class that are tried in every kind of model: each is traced and compiled anew. */
const MOST_IN_MODELS = 4;

const CHECKS: Readonly<Record<string, (it: LayerGolden) => void>> = {
  "keeps the inputs of a batch apart": keepsInputsApart,
  "works the same in every kind of model": worksInModels,
  "gives its weights to a copy": copiesWeights,
  "moves what has a gradient": trains,
};

const seen = new Set<unknown>();
for (const className of namesIn("keras.layers")) {
  if (className in WITHOUT_GOLDENS) continue;
  const Class = Reflect.get(tf.keras.layers, className);
  if (seen.has(Class)) continue;
  seen.add(Class);
  const cases = readCases(className);
  const plain = cases.find((it) => !hasNested(it));
  Deno.test(`${className} refuses what it does not know`, () =>
    inKeras3(() => {
      if (plain) refusesWrongOptions(plain);
      refusesWrongCalls(cases[0]!);
    }));
  for (const [what, check] of Object.entries(CHECKS)) {
    Deno.test(`${className} ${what}`, () =>
      inKeras3(() => {
        const most = check === worksInModels ? MOST_IN_MODELS : cases.length;
        for (const it of cases.slice(0, most)) {
          try {
            whereItCan(it, () => check(it));
          } catch (error) {
            if (error instanceof Error) error.message = `${it.name}: ${error.message}`;
            throw error;
          }
        }
      }));
  }
}
