/**
 * Activations far out, at their limits and with wrong arguments, and what holds for all of them.
 *
 * @module
 */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import * as tf from "kerasaur";
import { FLOAT_LIMITS, testOf } from "../support/dtypes.ts";
import { signatureOf } from "../../lib/ops/bind.ts";

const { activations } = tf.keras;
type Activation = (x: tf.Tensor, ...options: unknown[]) => tf.Tensor;

/** Arguments besides x for those that have to have some. */
const ARGUMENTS: Readonly<Record<string, unknown[][]>> = {
  gelu: [[], [true]],
  threshold: [[0.5, 1]],
  elu: [[], [0.5]],
  celu: [[], [0.5]],
  relu: [[], [0.5, 6, 1]],
};

const FUNCTIONS = Object.entries(activations).filter(([name]) =>
  !["get", "serialize", "deserialize"].includes(name)
) as unknown as [string, Activation][];

for (const dtype of ["float32", "float64", "float16", "bfloat16"] as const) {
  testOf(dtype, `no activation and no derivative is NaN in ${dtype} however large x is`, () => {
    const { largest } = FLOAT_LIMITS[dtype];
    // Beside each other in a row of two, so that gates and distributions see them too.
    for (const size of [1e3, Math.sqrt(largest), largest / 8, largest]) {
      const rows = [[size, 1], [-size, 1], [size, -size], [-size, -size], [0, -size], [0, size]];
      const x = tf.cast(tf.constant(rows, { dtype: "float64" }), dtype);
      for (const [name, run] of FUNCTIONS) {
        for (const rest of ARGUMENTS[name] ?? [[]]) {
          const outer = new tf.GradientTape();
          const inner = new tf.GradientTape();
          outer.watch(x);
          inner.watch(x);
          const [y, first] = outer.run(() => {
            const y = inner.run(() => run(x, ...rest));
            return [y, inner.gradient(y, x, { unconnectedGradients: "zero" })!];
          });
          const second = outer.gradient(first, x, { unconnectedGradients: "zero" })!;
          // Of the largest number even the double is none.
          const orders = size < largest ? [y, first, second] : [y, first];
          for (const it of name === "exponential" ? [y] : orders) {
            assert(
              (it.toArray() as number[][]).flat().every((value) => !Number.isNaN(value)),
              `${name}(${rest}) at ${size}: ${y} ${first} ${second}`,
            );
          }
        }
      }
    }
  });
}

Deno.test("activations take their arguments in Keras's order, with Keras's defaults", () => {
  const parameters = Object.fromEntries(
    FUNCTIONS.map(([name, run]) => [name, signatureOf(run)!.names.join(" ")]),
  );
  const x = ["exponential", "hardSigmoid", "hardSilu", "hardSwish", "hardTanh", "linear"]
    .concat("logSigmoid mish relu6 selu sigmoid silu softplus softsign sparsePlus".split(" "))
    .concat("sparseSigmoid swish tanh tanhShrink".split(" "));
  assertEquals(parameters, {
    ...Object.fromEntries(x.map((name) => [name, "x"])),
    celu: "x alpha",
    elu: "x alpha",
    gelu: "x approximate",
    glu: "x axis",
    hardShrink: "x threshold",
    leakyRelu: "x negativeSlope",
    logSoftmax: "x axis",
    relu: "x negativeSlope maxValue threshold",
    softShrink: "x threshold",
    softmax: "x axis",
    sparsemax: "x axis",
    squareplus: "x b",
    threshold: "x threshold defaultValue",
  });
});

Deno.test("what Keras has under two names is one function", () => {
  assertStrictEquals(activations.swish, activations.silu);
  assertStrictEquals(activations.hardSwish, activations.hardSilu);
});

Deno.test("squareplus is exact where the root would overflow or cancel", () => {
  const y = activations.squareplus([-1000, -1e20, 1e20]).toArray() as number[];
  assertAlmostEquals(y[0]!, 0.000999999, 1e-9);
  assertEquals(y.slice(1), [Math.fround(1e-20), Math.fround(1e20)]);
});

Deno.test("sparsemax gives one to the largest of values that are far apart", () => {
  assertEquals(activations.sparsemax([[1e30, 3, 1e20]]).toArray(), [[1, 0, 0]]);
  assertEquals(activations.sparsemax([[-1e30, -3, -1e20]]).toArray(), [[0, 1, 0]]);
});

Deno.test("softmax takes one axis, several together, or all", () => {
  const x = [[0, 0], [0, 0]];
  assertEquals(activations.softmax(x, 0).toArray(), [[0.5, 0.5], [0.5, 0.5]]);
  for (const axis of [null, [0, 1], [1, -2]]) {
    assertEquals(activations.softmax(x, axis).toArray(), [[0.25, 0.25], [0.25, 0.25]]);
  }
});

const call = (run: unknown, ...args: unknown[]) => (run as Activation)(...args as [tf.Tensor]);

Deno.test("activations refuse wrong arguments with a text that names them", () => {
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => call(activations.celu, [1], 0),
      RangeError,
      "celu: expected alpha to be a number other than 0, received alpha=0",
    ],
    [
      () => call(activations.elu, [1], "a"),
      TypeError,
      'elu: expected alpha to be a number, received alpha="a"',
    ],
    [
      () => call(activations.squareplus, [1], -1),
      RangeError,
      "squareplus: expected b to be at least 0, received b=-1",
    ],
    [
      () => call(activations.threshold, [1], NaN, 1),
      RangeError,
      "threshold: expected threshold to be a number, received threshold=NaN",
    ],
    [
      () => call(activations.threshold, [1], 2),
      TypeError,
      "threshold: expected defaultValue, which has no default",
    ],
    [
      () => call(activations.glu, [1, 2, 3]),
      TypeError,
      "glu: expected an axis of even length, received axis 0 of shape (3,)",
    ],
    [() => call(activations.glu, [1, 2], 1), RangeError, "glu"],
    [() => call(activations.sparsemax, [1, 2], 1), RangeError, "sparsemax"],
    [() => call(activations.softmax, [1, 2], 2), RangeError, "softmax"],
    [
      () => call(activations.gelu, [1], "tanh"),
      TypeError,
      "gelu: expected approximate to be true or false",
    ],
    [() => call(activations.mish, tf.constant([1], { dtype: "int32" })), TypeError, "int32"],
  ];
  for (const [run, kind, text] of wrong) assertThrows(run, kind, text);
});
