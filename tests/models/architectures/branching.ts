/**
 * GoogLeNet, ResNet-18, DenseNet, MobileNetV2: branches that meet again. As
 * tests/goldens/architectures/branching.py makes them in Keras.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Input, Model } = tf.keras;
const {
  Activation,
  Add,
  AveragePooling2D,
  BatchNormalization,
  Concatenate,
  Conv2D,
  Dense,
  DepthwiseConv2D,
  Dropout,
  GlobalAveragePooling2D,
  MaxPooling2D,
  ReLU,
  ZeroPadding2D,
} = tf.keras.layers;

type Symbol = tf.keras.KerasTensor;

const channelsOf = (x: Symbol) => x.shape.at(-1)!;

/** Szegedy et al. 2014, table 1, without the auxiliary outputs. */
export function googlenet({ size = 224 } = {}): tf.keras.Model {
  const conv = (x: Symbol, channels: number, kernel: number, strides = 1) =>
    new Conv2D(channels, kernel, { strides, padding: "same", activation: "relu" })(x);
  type Widths = [
    one: number,
    threeIn: number,
    three: number,
    fiveIn: number,
    five: number,
    pool: number,
  ];
  const inception = (x: Symbol, ...[one, threeIn, three, fiveIn, five, pool]: Widths) =>
    new Concatenate()([
      conv(x, one, 1),
      conv(conv(x, threeIn, 1), three, 3),
      conv(conv(x, fiveIn, 1), five, 5),
      conv(new MaxPooling2D(3, { strides: 1, padding: "same" })(x), pool, 1),
    ]);
  const shrink = (x: Symbol) => new MaxPooling2D(3, { strides: 2, padding: "same" })(x);

  const inputs = Input([size, size, 3]);
  let x = shrink(conv(inputs, 64, 7, 2));
  x = shrink(conv(conv(x, 64, 1), 192, 3));
  x = inception(x, 64, 96, 128, 16, 32, 32);
  x = inception(x, 128, 128, 192, 32, 96, 64);
  x = shrink(x);
  x = inception(x, 192, 96, 208, 16, 48, 64);
  x = inception(x, 160, 112, 224, 24, 64, 64);
  x = inception(x, 128, 128, 256, 24, 64, 64);
  x = inception(x, 112, 144, 288, 32, 64, 64);
  x = inception(x, 256, 160, 320, 32, 128, 128);
  x = shrink(x);
  x = inception(x, 256, 160, 320, 32, 128, 128);
  x = inception(x, 384, 192, 384, 48, 128, 128);
  // Python makes Dropout first; the names of the two are counted apart.
  x = new Dropout(0.4, { seed: 1 })(new GlobalAveragePooling2D()(x));
  return new Model(inputs, new Dense(1000, "softmax")(x), { name: "googlenet" });
}

/** He et al. 2015. */
export function resnet18({ size = 224 } = {}): tf.keras.Model {
  /** Padded on both sides alike, as in the paper. */
  const conv = (x: Symbol, channels: number, kernel: number, strides: number) => {
    const padded = kernel > 1 ? new ZeroPadding2D(Math.floor(kernel / 2))(x) : x;
    const y = new Conv2D(channels, kernel, { strides, useBias: false })(padded);
    return new BatchNormalization({ momentum: 0.9, epsilon: 1e-5 })(y);
  };
  const relu = (x: Symbol) => new Activation("relu")(x);
  const residual = (x: Symbol, channels: number, strides: number) => {
    const y = conv(relu(conv(x, channels, 3, strides)), channels, 3, 1);
    const isOther = strides > 1 || channelsOf(x) !== channels;
    return relu(new Add()([y, isOther ? conv(x, channels, 1, strides) : x]));
  };

  const inputs = Input([size, size, 3], { name: "image" });
  let x = relu(conv(inputs, 64, 7, 2));
  x = new MaxPooling2D(3, { strides: 2 })(new ZeroPadding2D(1)(x));
  for (const [channels, strides] of [[64, 1], [128, 2], [256, 2], [512, 2]] as const) {
    x = residual(residual(x, channels, strides), channels, 1);
  }
  const outputs = new Dense(1000, { name: "logits" })(new GlobalAveragePooling2D()(x));
  return new Model(inputs, outputs, { name: "resnet18" });
}

/** Huang et al. 2016, small: four blocks of four convolutions that add 32 channels each. */
export function densenet({ size = 96 } = {}): tf.keras.Model {
  const activated = (x: Symbol) => new Activation("relu")(new BatchNormalization()(x));

  const inputs = Input([size, size, 1]);
  let x = activated(new Conv2D(64, 7, { strides: 2, padding: "same" })(inputs));
  x = new MaxPooling2D(3, { strides: 2, padding: "same" })(x);
  for (let block = 0; block < 4; block++) {
    if (block > 0) {
      x = new Conv2D(Math.floor(channelsOf(x) / 2), 1)(activated(x));
      x = new AveragePooling2D(2)(x);
    }
    for (let i = 0; i < 4; i++) {
      x = new Concatenate()([x, new Conv2D(32, 3, { padding: "same" })(activated(x))]);
    }
  }
  const outputs = new Dense(10)(new GlobalAveragePooling2D()(activated(x)));
  return new Model(inputs, outputs, { name: "densenet" });
}

/** Sandler et al. 2018, of full width. */
export function mobilenetV2({ size = 224 } = {}): tf.keras.Model {
  const normalized = (x: Symbol, name: string) =>
    new BatchNormalization({ momentum: 0.999, name: `${name}_norm` })(x);
  const limited = (x: Symbol, name: string) =>
    new ReLU(6, { name: `${name}_relu` })(normalized(x, name));
  const bottleneck = (
    x: Symbol,
    expansion: number,
    channels: number,
    strides: number,
    name: string,
  ) => {
    const useBias = false;
    let y = x;
    if (expansion > 1) {
      const wide = channelsOf(x) * expansion;
      y = new Conv2D(wide, 1, { useBias, name: `${name}_expand` })(y);
      y = limited(y, `${name}_expand`);
    }
    y = new DepthwiseConv2D(3, { strides, padding: "same", useBias, name: `${name}_depthwise` })(y);
    y = limited(y, `${name}_depthwise`);
    y = new Conv2D(channels, 1, { useBias, name: `${name}_project` })(y);
    y = normalized(y, `${name}_project`);
    const isSame = strides === 1 && channelsOf(x) === channels;
    return isSame ? new Add({ name: `${name}_add` })([x, y]) : y;
  };

  const inputs = Input([size, size, 3], { name: "image" });
  const stem = { strides: 2, padding: "same", useBias: false, name: "stem" } as const;
  let x = limited(new Conv2D(32, 3, stem)(inputs), "stem");
  const stages = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ] as const;
  let block = 0;
  for (const [expansion, channels, number, strides] of stages) {
    for (let i = 0; i < number; i++) {
      x = bottleneck(x, expansion, channels, i === 0 ? strides : 1, `block${block++}`);
    }
  }
  x = limited(new Conv2D(1280, 1, { useBias: false, name: "head" })(x), "head");
  const scores = new Dense(1000, { activation: "softmax", name: "scores" });
  return new Model(inputs, scores(new GlobalAveragePooling2D()(x)), { name: "mobilenet_v2" });
}
