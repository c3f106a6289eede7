/**
 * Layers of golden cases: made from Keras's arguments, called with the case's inputs, and compared
 * with what Keras gave, nested as that is.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";
import type { NestedShape } from "../../lib/layers/base/shapes.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";
import { assertAllClose } from "../support/compare.ts";
import { type OperationKind, type Tolerance, tolerance } from "../support/tolerances.ts";
import {
  type GoldenArgs,
  type GoldenArray,
  isGoldenArray,
  type LayerGolden,
} from "./golden_case.ts";

/** A layer, called with whatever it takes. */
export type AnyLayer = tf.keras.layers.Layer & ((...args: unknown[]) => unknown);

/** Keras's spelling in ours. */
export const camelCase = (name: string): string =>
  name.replace(/(?!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Arguments as a configuration: what is nested becomes one as well. */
function configOf(args: unknown): unknown {
  if (Array.isArray(args)) return args.map(configOf);
  if (typeof args !== "object" || args === null) return args;
  const { className, args: inner } = args as { className?: string; args?: GoldenArgs };
  if (typeof className === "string") return { class_name: className, config: configOf(inner) };
  return Object.fromEntries(Object.entries(args).map(([name, it]) => [name, configOf(it)]));
}

/** A fresh layer of a case, with the name that Keras gave it. */
export function makeLayer(it: LayerGolden): AnyLayer {
  tf.keras.backend.clearSession();
  const config = configOf(it.args) as Record<string, unknown>;
  const made = tf.keras.layers.deserialize({ class_name: it.className, config });
  return made as AnyLayer;
}

/** A golden array as a tensor. */
export function tensorOf({ dtype, shape, data }: GoldenArray): tf.Tensor {
  return tf.reshape(tf.constant(data as never, { dtype }), [...shape]);
}

/** Golden arrays as tensors, nested as they are. */
export function tensorsOf(it: unknown): unknown {
  if (isGoldenArray(it)) return tensorOf(it);
  if (Array.isArray(it)) return it.map(tensorsOf);
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(Object.entries(it).map(([name, value]) => [name, tensorsOf(value)]));
}

/** The arguments of a case's call, with masks on the inputs. */
export function argumentsOf(it: LayerGolden, training?: boolean): [unknown, ...unknown[]] {
  const inputs = tensorsOf(it.inputs);
  attach(inputs, tensorsOf(it.inputMask));
  const call = Object.entries(it.call).map(([name, value]) => [camelCase(name), tensorsOf(value)]);
  const options = { ...Object.fromEntries(call), ...(training === undefined ? {} : { training }) };
  return Object.keys(options).length === 0 ? [inputs] : [inputs, options];
}

function attach(value: unknown, mask: unknown): void {
  if (value instanceof tf.Tensor && mask instanceof tf.Tensor) setMask(value, mask);
  else if (Array.isArray(value) && Array.isArray(mask)) {
    value.forEach((it, i) => attach(it, mask[i]));
  }
}

/** Builds a layer as the case's call does, and gives it the case's weights. */
export function buildLayer(layer: AnyLayer, it: LayerGolden): void {
  // A call could draw: recurrent layers do so outside of training, too.
  if (it.training?.secondOutput !== undefined || it.seedStates > 0) buildOnly(layer, it);
  else layer(...argumentsOf(it, takesTraining(layer) ? false : undefined));
  const names = it.weights.map(({ path, value, trainable }) => [path, [...value.shape], trainable]);
  const trained = new Set(layer.trainableWeights);
  const prefix = `${layer.name}/`;
  const own = layer.weights.map((weight) => [
    weight.path.startsWith(prefix) ? weight.path.slice(prefix.length) : weight.path,
    [...weight.shape],
    trained.has(weight),
  ]);
  assertEquals([...own], names, "weights: path, shape, trainable");
  layer.setWeights(it.weights.map(({ value }) => tensorOf(value)));
  (layer as { resetStates?(): void }).resetStates?.();
}

/** Makes the weights as a call does, without one. */
function buildOnly(layer: AnyLayer, it: LayerGolden): void {
  const [inputs, options = {}] = argumentsOf(it);
  const own = layer as unknown as { ensureBuilt(inputs: unknown, options: unknown): void };
  own.ensureBuilt(inputs, options);
}

const takesTraining = (_layer: AnyLayer): boolean => true;

/** The bounds of a kind of results on the device in use. */
export function boundsOf(kind: OperationKind): Tolerance {
  const device = tf.config.getDevice();
  return tolerance(kind, device === "cpu" || device === "tensorflow" ? "processor" : "gpu");
}

/** Runs a case where it can be: graphics cards refuse floats of 16 bits. */
export function whereItCan(it: LayerGolden, run: () => void): void {
  if (JSON.stringify(it.args).includes("float16")) tf.device("cpu", run);
  else run();
}

/** All tensors of a nested value, in order. */
export function leaves(it: unknown): tf.Tensor[] {
  if (it instanceof tf.Tensor) return [it];
  if (typeof it !== "object" || it === null) return [];
  return Object.values(it).flatMap(leaves);
}

/** Fails unless nested tensors are what Keras gave. */
export function assertNested(
  actual: unknown,
  expected: unknown,
  kind: OperationKind,
  what: string,
): void {
  if (expected === null) return;
  if (isGoldenArray(expected)) {
    if (!(actual instanceof tf.Tensor)) fail(`${what}: ${actual} instead of a tensor`);
    if (expected.dtype === "string") {
      assertEquals(actual.shape, expected.shape, what);
      assertEquals([...actual.numpy().data as string[]], [...expected.data as string[]], what);
      return;
    }
    const data = expected.dtype === "bfloat16" ? widened(expected) : expected;
    const own = expected.dtype === "bfloat16" ? tf.cast(actual, "float32") : actual;
    assertAllClose(own, data as GoldenArray & { data: HostData }, boundsOf(kind), what);
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) fail(`${what}: one tensor instead of ${expected.length}`);
    assertEquals(actual.length, expected.length, `${what}: number of tensors`);
    expected.forEach((it, i) => assertNested(actual[i], it, kind, `${what}[${i}]`));
  } else {
    for (const [name, it] of Object.entries(expected as object)) {
      assertNested((actual as Record<string, unknown>)[name], it, kind, `${what}.${name}`);
    }
  }
}

function widened({ shape, data }: GoldenArray) {
  const bits = Uint32Array.from(data as Uint16Array, (it) => it << 16);
  return { dtype: "float32", shape, data: new Float32Array(bits.buffer) };
}

/** Masks of nested outputs. */
export function masksOf(it: unknown): unknown {
  if (it instanceof tf.Tensor) return maskOf(it) ?? null;
  if (Array.isArray(it)) return it.map(masksOf);
  if (typeof it !== "object" || it === null) return null;
  return Object.fromEntries(Object.entries(it).map(([name, value]) => [name, masksOf(value)]));
}

/** The shapes of nested arrays, the batch open. */
export function openShapes(it: unknown): NestedShape {
  if (isGoldenArray(it)) return [null, ...it.shape.slice(1)];
  if (Array.isArray(it)) return it.map(openShapes);
  const entries = Object.entries(it as object).map(([name, value]) => [name, openShapes(value)]);
  return Object.fromEntries(entries);
}

/** Symbolic inputs for nested arrays, the batch open. */
export function symbolsOf(it: unknown): unknown {
  if (isGoldenArray(it)) {
    return tf.keras.Input({ shape: it.shape.slice(1), dtype: it.dtype });
  }
  if (Array.isArray(it)) return it.map(symbolsOf);
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(Object.entries(it).map(([name, value]) => [name, symbolsOf(value)]));
}
