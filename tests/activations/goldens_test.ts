/**
 * Activations give what Keras's do, with their derivatives of both orders, in every type of floats.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import { isClose } from "../support/compare.ts";
import { testOf } from "../support/dtypes.ts";
import { ACTIVATIONS, boundsOf, CURVATURES } from "../support/tolerances.ts";

/** What Keras gave; numbers that JSON does not have are texts. */
interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly shape: readonly number[];
  readonly x: readonly (number | string)[];
  readonly resultShape: readonly number[];
  readonly y: readonly (number | string)[];
  readonly gradient: readonly (number | string)[];
  readonly second: readonly (number | string)[] | null;
}

const path = new URL("../goldens/activations/activations.json.gz", import.meta.url);
const { cases } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(path))),
) as { cases: readonly Case[] };

const DTYPES = ["float32", "float64", "float16", "bfloat16"] as const;
type Activation = (x: tf.Tensor, options?: object) => tf.Tensor;

/** The function of Keras's name. */
function activation(name: string): Activation {
  return (tf.keras.activations as unknown as Record<string, Activation>)[camelCase(name)] ??
    fail(`no tf.keras.activations.${camelCase(name)}`);
}

/** Weights that the golden's script uses: exact in every type. */
const weights = (count: number, step: number, shift: number): number[] =>
  Array.from({ length: count }, (_, i) => ((i * step + shift) % 11 + 1) / 8);

/** A tensor of numbers in a shape. */
function tensor(values: readonly number[], shape: readonly number[], dtype: tf.DType): tf.Tensor {
  return tf.cast(tf.reshape(tf.constant(values, { dtype: "float64" }), shape), dtype);
}

/** The numbers of a tensor. */
const numbers = (x: tf.Tensor): number[] =>
  Array.from(tf.cast(tf.reshape(x, [-1]), "float64").numpy().data as Float64Array);

/** The activation, the gradient of a weighted sum of it, and that of a weighted sum of the gradient. */
function derivatives(
  run: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
): [y: tf.Tensor, ...tf.Tensor[]] {
  const outer = new tf.GradientTape();
  const inner = new tf.GradientTape();
  outer.watch(x);
  inner.watch(x);
  const [y, gradient, sum] = outer.run(() => {
    const y = inner.run(() => run(x));
    const w = tensor(weights(y.size, 7, 0), y.shape, y.dtype);
    const gradient = inner.gradient(y, x, { outputGradients: w, unconnectedGradients: "zero" })!;
    const v = tensor(weights(x.size, 5, 3), x.shape, x.dtype);
    return [y, gradient, tf.multiply(v, gradient)];
  });
  return [y, gradient, outer.gradient(sum, x, { unconnectedGradients: "zero" })!];
}

/**
 * What is right where Keras is not. At 0 TensorFlow adds the derivatives of celu from both sides and
 * gives 2; it is 1, and the second derivative is that of the right side, where x itself is kept. Far
 * below 0 the sum in squareplus has few digits even in float64.
 */
function corrected(
  { name, x, options }: Case,
  expected: readonly number[],
  order: number,
): number[] {
  if (name === "celu" && order > 0) {
    return expected.map((it, i) => x[i] !== 0 ? it : order === 1 ? it / 2 : 0);
  }
  if (name === "squareplus" && order === 0) {
    const b = (options["b"] as number | undefined) ?? 4;
    const root = (x: number) => Math.sqrt(x * x + b);
    return expected.map((it, i) => Number(x[i]) < 0 ? b / (root(+x[i]!) - +x[i]!) / 2 : it);
  }
  return [...expected];
}

for (const name of new Set(cases.map((it) => it.name))) {
  for (const dtype of DTYPES) {
    testOf(dtype, `${camelCase(name)} and its derivatives are Keras's in ${dtype}`, () => {
      const faults: string[] = [];
      for (const it of cases.filter((it) => it.name === name)) {
        const options = Object.fromEntries(
          Object.entries(it.options).map(([key, value]) => [camelCase(key), value]),
        );
        const x = tensor(it.x.map(Number), it.shape, dtype);
        const given = Object.keys(options).length > 0 ? [options] : [];
        const results = derivatives((x) => activation(name)(x, ...given), x);
        [it.y, it.gradient, it.second].forEach((numbersOfCase, order) => {
          if (numbersOfCase === null) return;
          const expected = corrected(it, numbersOfCase.map(Number), order);
          const actual = results[order]!;
          assertEquals([actual.dtype, [...actual.shape]], [
            dtype,
            [...order === 0 ? it.resultShape : it.shape],
          ]);
          const precision = order === 2 ? CURVATURES : ACTIVATIONS;
          // The tangent in gelu has no digits left of what it is below 1, in TensorFlow's float64.
          const isRough = options["approximate"] === true && order > 0 && dtype === "float64";
          const bounds = boundsOf(
            precision,
            isRough ? "float32" : dtype,
            { largest: 1, terms: 1 },
            false,
          );
          numbers(actual).forEach((value, i) => {
            if (isClose(value, expected[i]!, bounds)) return;
            faults.push(
              `${JSON.stringify(options)} order ${order} at x=${it.x[i]}: ${value}, not ${
                expected[i]
              }`,
            );
          });
        });
      }
      if (faults.length > 0) fail(`${faults.length} faults\n${faults.slice(0, 12).join("\n")}`);
    });
  }
}

Deno.test("every activation has a golden", () => {
  const others = ["deserialize", "get", "serialize"];
  const names = Object.keys(tf.keras.activations).filter((it) => !others.includes(it));
  const tested = new Set(cases.map((it) => camelCase(it.name)));
  assertEquals(names.filter((it) => !tested.has(it)), []);
  assertEquals([...tested].filter((it) => !names.includes(it)), []);
});
