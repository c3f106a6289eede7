/**
 * First and second derivatives of every layer against central differences, in float64, for its
 * inputs and its trainable weights. For fixed numbers `c` beside the outputs `y` and directions `u`
 * and `v` of the inputs and weights `x`,
 *
 *     p(x) = <y(x), c>    g(x) = dp/dx    s(x) = <g(x), u>
 *
 * where `<g, v>` has to be the slope of `p` along `v`, and `<ds/dx, v>` that of `s`. The samples are
 * the smallest golden cases; layers that draw are called as outside of training.
 */
import { assert } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";
import { assertAllClose } from "../support/compare.ts";
import { SLOPES } from "../support/tolerances.ts";
import { type LayerGolden, readCases } from "./golden_case.ts";
import {
  type AnyLayer,
  argumentsOf,
  leaves,
  makeLayer,
  tensorOf,
  tensorsOf,
} from "./golden_layer.ts";
import { inKeras3, WITHOUT_GOLDENS } from "./golden_table.ts";

/** Length of a difference: its own error is about its square. */
const H = 1e-5;

/** How far the inputs lie from the golden ones. */
const SHIFT = tf.constant(0.01, { dtype: "float64" });

/** Golden cases that differences cannot judge, and why; others of their layers are taken. */
const UNFIT: Readonly<Record<string, string>> = {
  "UnitNormalization: a row of zeros": "it bends too much for differences",
  "UpSampling2D: large, bilinear": "bilinear resizing computes in float32, as TensorFlow's",
  "Discretization: boundaries": "it gives whole numbers",
  "Discretization: on boundaries": "it gives whole numbers",
  "Discretization: whole numbers": "it gives whole numbers",
  ...Object.fromEntries(
    readCases("Resizing").filter(({ name }) => name !== "nearest").map(({ name }) => [
      `Resizing: ${name}`,
      "resizing computes in float32, as TensorFlow's",
    ]),
  ),
};

/** Layers that refuse float64, in which differences are taken, and why; goldens have their gradients. */
const SINGLE: Readonly<Record<string, string>> = {
  MelSpectrogram: "there are transforms of float32 alone",
};

const isFloat = ({ dtype }: tf.Tensor) => /^float/.test(dtype);

/** Numbers from -1 to 1 that depend on a seed alone. */
function noise(shape: readonly number[], seed: number): tf.Tensor {
  const options = { seed: [seed, 7], minval: -1, maxval: 1, dtype: "float64" } as const;
  return tf.random.statelessUniform([...shape], options);
}

/** A nested value with other tensors in the places of some; masks stay. */
function replaced(it: unknown, others: ReadonlyMap<tf.Tensor, tf.Tensor>): unknown {
  if (it instanceof tf.Tensor) {
    const other = others.get(it) ?? it;
    const mask = maskOf(it);
    if (mask !== undefined && other !== it) setMask(other, mask);
    return other;
  }
  if (Array.isArray(it)) return it.map((one) => replaced(one, others));
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(Object.entries(it).map(([key, one]) => [key, replaced(one, others)]));
}

/** A layer as a function of its inputs of floats and its trainable weights. */
class Sample {
  readonly #layer: AnyLayer;
  readonly #args: readonly [unknown, ...unknown[]];
  readonly #floats: readonly tf.Tensor[];
  readonly weights: readonly tf.Variable[];
  /** Where the derivatives are taken. */
  readonly point: readonly tf.Tensor[];

  constructor(it: LayerGolden) {
    this.#layer = makeLayer(it);
    const args = argumentsOf(it, false);
    // A little beside the golden inputs, which like to lie on kinks.
    const doubles = leaves(args).filter(isFloat).map((x, i) => {
      const shift = tf.multiply(noise(x.shape, 200 + i), SHIFT);
      return [x, tf.add(tf.cast(x, "float64"), shift)] as const;
    });
    this.#args = replaced(args, new Map(doubles)) as [unknown, ...unknown[]];
    this.#layer(...this.#args);
    const types = this.#layer.weights.map(({ dtype }) => dtype);
    const weights = it.weights.map(({ value }, i) => tf.cast(tensorOf(value), types[i]!));
    this.#layer.setWeights(weights);
    this.#floats = leaves(this.#args).filter(isFloat);
    this.weights = this.#layer.trainableWeights;
    this.point = [...this.#floats, ...this.weights.map((weight) => tf.identity(weight))];
  }

  /** What derivatives are taken for: the inputs at a point, and the weights as they are. */
  at(point: readonly tf.Tensor[]): (tf.Tensor | tf.Variable)[] {
    const rest = point.slice(this.#floats.length);
    this.weights.forEach((weight, i) => weight.assign(rest[i]!));
    return [...point.slice(0, this.#floats.length), ...this.weights];
  }

  /** `p` of inputs. */
  value(sources: readonly (tf.Tensor | tf.Variable)[]): tf.Tensor {
    (this.#layer as { resetStates?(): void }).resetStates?.();
    const others = new Map(this.#floats.map((x, i) => [x, sources[i] as tf.Tensor]));
    const args = replaced(this.#args, others) as [unknown, ...unknown[]];
    const outputs = leaves(this.#layer(...args)).filter(isFloat);
    return tf.addN(outputs.map((y, i) => inner(tf.cast(y, "float64"), noise(y.shape, 100 + i))));
  }
}

function inner(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.reduceSum(tf.multiply(a, b));
}

/** `<a, b>` over several, of which some may not be there. */
function innerAll(a: readonly (tf.Tensor | null)[], b: readonly tf.Tensor[]): tf.Tensor {
  const products = a.flatMap((x, i) => x === null ? [] : [inner(x, b[i]!)]);
  return products.length === 0 ? tf.constant(0, { dtype: "float64" }) : tf.addN(products);
}

/** `p` and its gradient at a point. */
function first(sample: Sample, point: readonly tf.Tensor[]) {
  const sources = sample.at(point);
  const tape = new tf.GradientTape();
  const p = tape.run(() => {
    sources.forEach((it) => tape.watch(it));
    return sample.value(sources);
  });
  return { p, g: tape.gradient(p, sources) as (tf.Tensor | null)[] };
}

/** `s` and its gradient at a point. */
function second(sample: Sample, point: readonly tf.Tensor[], u: readonly tf.Tensor[]) {
  const sources = sample.at(point);
  const outer = new tf.GradientTape();
  const s = outer.run(() => {
    sources.forEach((it) => outer.watch(it));
    const tape = new tf.GradientTape();
    const p = tape.run(() => {
      sources.forEach((it) => tape.watch(it));
      return sample.value(sources);
    });
    return innerAll(tape.gradient(p, sources) as (tf.Tensor | null)[], u);
  });
  return { s, g: outer.gradient(s, sources) as (tf.Tensor | null)[] };
}

/** The slope of a function along a direction. */
function slope(f: (h: number) => tf.Tensor): tf.Tensor {
  const [ahead, behind] = [f(H), f(-H)].map((y) => tf.constant(Number(y), { dtype: "float64" }));
  return tf.divide(tf.subtract(ahead!, behind!), tf.constant(2 * H, { dtype: "float64" }));
}

function differs(it: LayerGolden): void {
  const sample = new Sample(it);
  const { point } = sample;
  if (point.length === 0) return;
  const [u, v] = [1, 2].map((seed) => point.map(({ shape }, i) => noise(shape, 10 * seed + i)));
  const along = (h: number) =>
    point.map((x, i) => tf.add(x, tf.multiply(v![i]!, tf.constant(h, { dtype: "float64" }))));
  const { g } = first(sample, point);
  const found = tf.constant(Number(innerAll(g, v!)), { dtype: "float64" });
  const p = slope((h) => sample.value(sample.at(along(h))));
  assertAllClose(found, p, SLOPES, `${it.name}: first derivatives`);
  const { g: gg } = second(sample, point, u!);
  const foundAgain = tf.constant(Number(innerAll(gg, v!)), { dtype: "float64" });
  const s = slope((h) => innerAll(first(sample, along(h)).g, u!));
  assertAllClose(foundAgain, s, SLOPES, `${it.name}: second derivatives`);
}

/** How many elements a case has. */
function sizeOf(it: LayerGolden): number {
  return leaves(tensorsOf([it.inputs, it.call, it.weights.map(({ value }) => value)]))
    .reduce((sum, { size }) => sum + size, 0);
}

const isFit = (it: LayerGolden) =>
  !/float16|mixed/.test(JSON.stringify(it.args)) && !(`${it.className}: ${it.name}` in UNFIT);

const seen = new Set<unknown>();
for (const className of namesIn("keras.layers")) {
  if (className in WITHOUT_GOLDENS || className in SINGLE) continue;
  const Class = Reflect.get(tf.keras.layers, className);
  if (seen.has(Class)) continue;
  seen.add(Class);
  Deno.test(`${className} has derivatives that equal central differences`, () =>
    inKeras3(() => {
      const cases = readCases(className).filter(isFit).sort((a, b) => sizeOf(a) - sizeOf(b));
      assert(cases.length > 0, "no case");
      tf.keras.mixedPrecision.setGlobalPolicy("float64");
      try {
        tf.device("cpu", () => cases.slice(0, 2).forEach(differs));
      } finally {
        tf.keras.mixedPrecision.setGlobalPolicy("float32");
      }
    }));
}
