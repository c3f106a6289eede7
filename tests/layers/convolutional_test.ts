/** What goldens cannot show of convolutions: errors, and sizes at the edge. */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { layers } = tf.keras;

Deno.test("convolutions refuse options that do not fit together", () => {
  const rows: readonly [run: () => unknown, text: string][] = [
    [
      () => new layers.Conv2D(3, 2, { strides: 2, dilationRate: [1, 2] }),
      "Conv2D: expected strides of 1 beside a dilationRate above 1, received strides=[2, 2], dilationRate=[1, 2]",
    ],
    [
      () => new layers.Conv1D(4, 2, { groups: 3 }),
      "Conv1D: expected filters that groups divide, received filters=4, groups=3",
    ],
    [
      () => new layers.Conv2D(0, 2),
      "Conv2D: expected filters to be a whole number >= 1, received filters=0",
    ],
    [
      () => new layers.Conv1DTranspose(1, 3, { strides: 2, outputPadding: 2 }),
      "Conv1DTranspose: expected outputPadding below strides=[2], received outputPadding=[2]; leave it out for the usual length",
    ],
    [
      () => new layers.Conv1DTranspose(1, 2, { strides: 2, outputPadding: 0, padding: "same" }),
      'Conv1DTranspose: expected outputPadding from 1 (for "same" and a window of even length) below strides=[2], received outputPadding=[0]; leave it out for the usual length',
    ],
    [
      () => new layers.Conv2D(1, 2, { padding: "causal" as "same" }),
      'Conv2D: expected padding to be one of "valid", "same", received padding="causal"',
    ],
  ];
  for (const [run, text] of rows) assertEquals(assertThrows(run, RangeError).message, text);
  assertThrows(
    () => new layers.Conv2D(1, [2, 2, 2]),
    TypeError,
    "Conv2D: expected kernelSize to be a whole number or a list of 2",
  );
});

Deno.test("convolutions refuse inputs that do not fit, and stay unbuilt", () => {
  const conv = new layers.Conv2D(3, 3, { name: "conv" });
  const rows: readonly [input: tf.Tensor, text: string][] = [
    [
      tf.ones([1, 5, 5]),
      "Cannot call Conv2D 'conv': expected an input of 4 dimensions, received shape (1, 5, 5); tf.expandDims(x, axis) adds one, as channels -1 or a batch 0",
    ],
    [
      tf.ones([1, 2, 5, 1]),
      "Cannot call Conv2D 'conv': expected images at least as long as the window, 3, received length 2; use padding \"same\" or a smaller window",
    ],
  ];
  for (const [input, text] of rows) {
    assertEquals(assertThrows(() => conv(input), TypeError).message, text);
    assertEquals([conv.built, conv.weights.length], [false, 0]);
  }
  conv(tf.ones([1, 3, 3, 2]));
  assertThrows(
    () => conv(tf.ones([1, 3, 3, 4])),
    TypeError,
    "Cannot call Conv2D 'conv': expected an input of length 2 along axis -1, received shape (1, 3, 3, 4)",
  );
  assertThrows(
    () => conv(tf.constant([[[["a", "b"]]]])),
    TypeError,
    "expected inputs of real numbers, received dtype string",
  );
  assertThrows(
    () => new layers.Conv2D(4, 1, { groups: 2, name: "groups" })(tf.ones([1, 1, 1, 3])),
    TypeError,
    "Cannot build Conv2D 'groups': expected input channels that groups=2 divides, received 3",
  );
});

Deno.test("convolutions take batches of none, and images as large as the window", () => {
  for (const format of ["channels_last", "channels_first"] as const) {
    const first = format === "channels_first";
    const shape = (batch: number, ...[a, b, channels]: [number, number, number]) =>
      first ? [batch, channels, a, b] : [batch, a, b, channels];
    const made = [
      [new layers.Conv2D(4, [3, 2], { dataFormat: format }), shape(0, 1, 1, 4)],
      [new layers.DepthwiseConv2D([3, 2], { dataFormat: format }), shape(0, 1, 1, 2)],
      [new layers.SeparableConv2D(4, [3, 2], { dataFormat: format }), shape(0, 1, 1, 4)],
      [new layers.Conv2DTranspose(4, [3, 2], { dataFormat: format }), shape(0, 5, 3, 4)],
    ] as const;
    for (const [layer, expected] of made) {
      assertEquals([...layer(tf.ones(shape(0, 3, 2, 2))).shape], expected, layer.label);
      assertEquals([...layer(tf.ones(shape(1, 3, 2, 2))).shape], [1, ...expected.slice(1)]);
    }
  }
});

Deno.test("an activation sees channels where they are", () => {
  const options = { activation: "softmax", kernelInitializer: "ones" } as const;
  const first = new layers.Conv2D(2, 1, { ...options, dataFormat: "channels_first" });
  const y = first(tf.reshape(tf.range(4), [1, 1, 2, 2]));
  assertAllClose(tf.reduceSum(y, -1), tf.ones([1, 2, 2]), tolerance("layer"));
});

Deno.test("depthwise convolutions move and have holes at once", () => {
  const [steps, window, stride, dilation] = [11, 3, 3, 2];
  const x = Array.from({ length: steps }, (_, i) => i * i % 7);
  for (const padding of ["valid", "same"] as const) {
    const conv = new layers.DepthwiseConv1D(window, {
      padding,
      strides: stride,
      dilationRate: dilation,
    });
    const y = conv(tf.reshape(x, [1, steps, 1]));
    const kernel = tf.reshape(conv.kernel!, [-1]).numpy().toArray() as number[];
    const extent = (window - 1) * dilation + 1;
    const count = padding === "same" ? Math.ceil(steps / stride) : (steps - extent) / stride + 1;
    const before = padding === "same" ? ((count - 1) * stride + extent - steps) >> 1 : 0;
    const expected = Array.from(
      { length: Math.floor(count) },
      (_, i) =>
        kernel.reduce((sum, it, k) => sum + it * (x[i * stride + k * dilation - before] ?? 0), 0),
    );
    assertAllClose(tf.reshape(y, [-1]), tf.constant(expected), tolerance("layer"));
  }
});

Deno.test("a convolution of low rank trains its two small weights", () => {
  const conv = new layers.Conv2D(4, 3, { loraRank: 2, loraAlpha: 1, name: "conv" });
  const x = tf.random.normal([2, 5, 5, 3]);
  const y = conv(x);
  assertEquals([...conv.trainableWeights].map(({ shape }) => [...shape]), [
    [4],
    [3, 3, 3, 2],
    [2, 4],
  ]);
  const [bias, kernel, a] = [conv.bias!, conv.kernel!, conv.trainableWeights[1]!];
  const b = conv.trainableWeights[2]!;
  assertAllClose(y, tf.nn.conv2d(x, kernel, 1, "VALID"), tolerance("layer"));
  b.assign(tf.ones([2, 4]));
  bias.assign(tf.ones([4]));
  const added = tf.multiply(tf.matmul(a, b), 0.5);
  const expected = tf.nn.conv2d(x, tf.add(kernel, added), 1, "VALID");
  assertAllClose(conv(x), tf.add(expected, 1), tolerance("layer"));
  const { lora_rank, lora_alpha } = conv.getConfig();
  assertEquals([lora_rank, lora_alpha], [2, 1]);
});
