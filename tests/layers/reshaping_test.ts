// deno-lint-ignore-file no-console -- the library warns there
/** What goldens cannot show of layers that move elements: errors, types, sizes at the edge. */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";

const { layers } = tf.keras;

Deno.test("layers that move elements refuse what they cannot", () => {
  const types: readonly [run: () => unknown, text: string][] = [
    [
      () => new layers.Cropping1D({ cropping: 2, name: "crop" })(tf.ones([1, 4, 1])),
      "Cannot call Cropping1D 'crop': expected inputs longer than cropping=[[2, 2]], received shape (1, 4, 1)",
    ],
    [
      () => new layers.ZeroPadding2D([1, 2, 3]),
      "ZeroPadding2D: expected padding to be a whole number >= 0 or a list of 2 numbers or pairs [before, after], received padding=[1, 2, 3]",
    ],
    [
      () => new layers.ZeroPadding1D([1, 2, 3]),
      "ZeroPadding1D: expected padding to be a whole number >= 0 or a list of two, [before, after], received padding=[1, 2, 3]",
    ],
    [
      () => new layers.Reshape([3], { name: "shape" })(tf.ones([1, 4])),
      "Cannot call Reshape 'shape': expected inputs that targetShape=[3] holds all elements of, received shape (1, 4)",
    ],
    [
      () => new layers.Reshape([-1, 0], { name: "shape" })(tf.ones([1, 4])),
      "Cannot call Reshape 'shape': expected inputs that targetShape=[-1, 0] holds all elements of, received shape (1, 4)",
    ],
    [
      () => new layers.Permute({ dims: [2, 1], name: "order" })(tf.ones([1, 4])),
      "Cannot call Permute 'order': expected an input of 3 dimensions, received shape (1, 4); tf.expandDims(x, axis) adds one, as channels -1 or a batch 0",
    ],
  ];
  for (const [run, text] of types) assertEquals(assertThrows(run, TypeError).message, text);
  const ranges: readonly [run: () => unknown, text: string][] = [
    [
      () => new layers.Permute([1, 3]),
      "Permute: expected dims to hold each axis from 1 to 2 once, received dims=[1, 3]",
    ],
    [
      () => new layers.Reshape([-1, -1]),
      "Reshape: expected targetShape with at most one -1, received targetShape=[-1, -1]",
    ],
    [
      () => new layers.Cropping2D(-1),
      "Cropping2D: expected cropping to be a whole number >= 0, received cropping=-1",
    ],
    [
      () => new layers.RepeatVector(0),
      "RepeatVector: expected n to be a whole number >= 1, received n=0",
    ],
    [
      () => new layers.UpSampling2D({ interpolation: "area" as "nearest" }),
      'UpSampling2D: expected interpolation to be one of "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", received interpolation="area"',
    ],
  ];
  for (const [run, text] of ranges) assertEquals(assertThrows(run, RangeError).message, text);
});

Deno.test("layers that move elements keep whole numbers, and take batches of none", () => {
  const made = [
    [new layers.ZeroPadding2D(), [0, 4, 5, 2]],
    [new layers.Cropping2D([0, 1]), [0, 2, 1, 2]],
    [new layers.UpSampling2D(), [0, 4, 6, 2]],
    [new layers.UpSampling2D({ interpolation: "bilinear" }), [0, 4, 6, 2]],
    [new layers.Reshape([-1]), [0, 12]],
    [new layers.Permute([3, 1, 2]), [0, 2, 2, 3]],
  ] as const;
  for (const [layer, shape] of made) {
    const x = tf.zeros([0, 2, 3, 2], { dtype: "int32" });
    assertEquals([...layer(x).shape], [...shape], layer.label);
    assertEquals(layer(x).dtype, "int32", layer.label);
    assertEquals(layer(tf.zeros([1, 2, 3, 2], { dtype: "int32" })).dtype, "int32", layer.label);
  }
});

Deno.test("symbolic outputs have the type that layers of mixed precision give", () => {
  const made = [
    new layers.Flatten({ dtype: "mixed_float16" }),
    new layers.Reshape([-1], { dtype: "mixed_float16" }),
    new layers.ZeroPadding2D({ dtype: "mixed_float16" }),
    new layers.MaxPooling2D({ dtype: "mixed_float16" }),
    new layers.AdaptiveAveragePooling2D(3, { dtype: "mixed_float16" }),
  ];
  for (const layer of made) {
    assertEquals(layer(tf.ones([1, 4, 4, 2])).dtype, "float16", layer.label);
    assertEquals(layer(tf.keras.Input([4, 4, 2])).dtype, "float16", layer.label);
  }
});

Deno.test("layers that move nothing give a tensor of its own, without the mask of their inputs", () => {
  const images: readonly tf.keras.layers.Layer[] = [
    new layers.Cropping2D(0),
    new layers.ZeroPadding2D(0),
    new layers.UpSampling2D(1),
    new layers.UpSampling2D(1, { interpolation: "bilinear" }),
    new layers.Reshape([2, 3, 1]),
    new layers.Permute([1, 2, 3]),
    new layers.AdaptiveMaxPooling2D([2, 3]),
    new layers.AdaptiveAveragePooling2D([2, 3]),
  ];
  const masked = (shape: number[]) => {
    const x = tf.ones(shape);
    setMask(x, tf.ones(shape.slice(0, 2), { dtype: "bool" }));
    return x;
  };
  const { warn } = console;
  console.warn = () => {}; // each says that it hands on no mask
  try {
    for (const layer of images) {
      const y = layer(masked([1, 2, 3, 1])) as tf.Tensor;
      assertEquals([y.shape, maskOf(y)], [[1, 2, 3, 1], undefined], layer.label);
    }
    assertEquals(maskOf(new layers.Flatten()(masked([1, 2]))), undefined);
  } finally {
    console.warn = warn;
  }
});
