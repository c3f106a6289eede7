/** What goldens cannot show of pools: errors, whole numbers, ties, masks of other shapes. */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { layers } = tf.keras;

Deno.test("pools refuse images that hold no window, and masks of other shapes", () => {
  const rows: readonly [run: () => unknown, text: string][] = [
    [
      () => new layers.MaxPooling2D({ poolSize: [2, 3], name: "pool" })(tf.ones([1, 2, 2, 1])),
      "Cannot call MaxPooling2D 'pool': expected images at least as long as the window, 3, received length 2; use padding \"same\" or a smaller window",
    ],
    [
      () => new layers.GlobalMaxPooling1D({ name: "pool" })(tf.ones([1, 0, 2])),
      "Cannot call GlobalMaxPooling1D 'pool': expected images with elements, received shape (1, 0, 2)",
    ],
    [
      () => new layers.GlobalMaxPooling2D({ name: "pool" })(tf.ones([0, 1, 2, 2])),
      "Cannot call GlobalMaxPooling2D 'pool': expected images with elements, received shape (0, 1, 2, 2)",
    ],
    [
      () => new layers.AdaptiveMaxPooling1D(2, { name: "pool" })(tf.ones([1, 0, 2])),
      "Cannot call AdaptiveMaxPooling1D 'pool': expected images with elements, received shape (1, 0, 2)",
    ],
    [
      () =>
        new layers.GlobalAveragePooling1D({ name: "pool" })(tf.ones([2, 3, 1]), {
          mask: tf.constant([[true], [false]]),
        }),
      "Cannot call GlobalAveragePooling1D 'pool': expected a mask of shape (2, 3), received shape (2, 1)",
    ],
    [
      () => new layers.AveragePooling1D({} as { poolSize: number }),
      "AveragePooling1D: expected poolSize, which has no default; it was not given",
    ],
  ];
  for (const [run, text] of rows) assertEquals(assertThrows(run, TypeError).message, text);
  assertThrows(
    () => new layers.MaxPooling1D(0),
    RangeError,
    "MaxPooling1D: expected poolSize to be a whole number >= 1, received poolSize=0",
  );
});

Deno.test("the largest of whole numbers is one, and their mean a float", () => {
  const x = tf.constant([[[1], [4], [2], [5]]], { dtype: "int32" });
  const made = [
    [new layers.MaxPooling1D(), "int32", [[[4], [5]]]],
    [new layers.GlobalMaxPooling1D(), "int32", [[5]]],
    [new layers.AdaptiveMaxPooling1D(1), "int32", [[[5]]]],
    [new layers.AveragePooling1D(2), "float32", [[[2.5], [3.5]]]],
    [new layers.GlobalAveragePooling1D(), "float32", [[3]]],
    [new layers.AdaptiveAveragePooling1D(1), "float32", [[[3]]]],
  ] as const;
  for (const [layer, dtype, expected] of made) {
    const y = layer(x);
    assertEquals(y.dtype, dtype, layer.label);
    assertEquals(y.numpy().toArray(), expected as never, layer.label);
    const symbolic = layer(tf.keras.Input({ shape: [4, 1], dtype: "int32" }));
    assertEquals(symbolic.dtype, dtype, layer.label);
  }
});

Deno.test("the gradient of the largest goes where Keras's goes", () => {
  const x = tf.ones([1, 4, 4, 1]);
  const gradient = (layer: (x: tf.Tensor) => tf.Tensor) => {
    const tape = new tf.GradientTape();
    const y = tape.run(() => {
      tape.watch(x);
      return tf.reduceSum(layer(x));
    });
    return tf.reshape(tape.gradient(y, x)!, [4, 4]).numpy().toArray();
  };
  const corner = [[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]];
  assertEquals(gradient(new layers.MaxPooling2D()), corner);
  assertEquals(gradient(new layers.AdaptiveMaxPooling2D(2)), corner);
  const shared = Array.from({ length: 4 }, () => new Array(4).fill(1 / 16));
  assertEquals(gradient(new layers.GlobalMaxPooling2D()), shared);
});

Deno.test("adaptive pools are means and largest of their windows, for every pair of sizes", () => {
  for (const length of [1, 2, 5, 9, 12]) {
    const x = Array.from({ length }, (_, i) => i * i % 7 - 3);
    for (const count of [1, 2, 3, 4, 7, 12, 13]) {
      const windows = Array.from(
        { length: count },
        (_, i) => x.slice(Math.floor(i * length / count), Math.ceil((i + 1) * length / count)),
      );
      const input = tf.reshape(x, [1, length, 1]);
      const means = windows.map((it) => it.reduce((sum, value) => sum + value) / it.length);
      const mean = tf.reshape(new layers.AdaptiveAveragePooling1D(count)(input), [-1]);
      assertAllClose(mean, tf.constant(means), tolerance("layer"), `${length} to ${count}`);
      const largest = tf.reshape(new layers.AdaptiveMaxPooling1D(count)(input), [-1]);
      assertEquals(largest.numpy().toArray(), windows.map((it) => Math.max(...it)));
    }
  }
});

Deno.test("a sequence of which no step counts has no mean", () => {
  const pool = new layers.GlobalAveragePooling1D();
  const y = pool(tf.ones([1, 2, 1]), tf.constant([[false, false]]));
  assertEquals(y.numpy().toArray(), [[NaN]]);
});
