/**
 * LeNet-5, AlexNet, VGG-11, network in network: convolutions in a row. As
 * tests/goldens/architectures/early.py makes them in Keras.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Input, Sequential } = tf.keras;
const {
  AveragePooling2D,
  Conv2D,
  Dense,
  Dropout,
  Flatten,
  GlobalAveragePooling2D,
  MaxPooling2D,
  Softmax,
} = tf.keras.layers;

/** LeCun et al. 1998, with a plain softmax output. */
export function lenet({ size = 28 } = {}): tf.keras.Sequential {
  return new Sequential([
    Input([size, size, 1]),
    new Conv2D(6, 5, { padding: "same", activation: "sigmoid" }),
    new AveragePooling2D(2),
    new Conv2D(16, 5, { activation: "sigmoid" }),
    new AveragePooling2D(2),
    new Flatten(),
    new Dense(120, "sigmoid"),
    new Dense(84, "sigmoid"),
    new Dense(10, "softmax"),
  ], { name: "lenet" });
}

/** Krizhevsky et al. 2012, in one tower, for grey images of ten classes. */
export function alexnet({ size = 224 } = {}): tf.keras.Sequential {
  return new Sequential([
    Input([size, size, 1]),
    new Conv2D(96, 11, { strides: 4, activation: "relu" }),
    new MaxPooling2D(3, { strides: 2 }),
    new Conv2D(256, 5, { padding: "same", activation: "relu" }),
    new MaxPooling2D(3, { strides: 2 }),
    new Conv2D(384, 3, { padding: "same", activation: "relu" }),
    new Conv2D(384, 3, { padding: "same", activation: "relu" }),
    new Conv2D(256, 3, { padding: "same", activation: "relu" }),
    new MaxPooling2D(3, { strides: 2 }),
    new Flatten(),
    new Dense(4096, "relu"),
    new Dropout(0.5, { seed: 1 }),
    new Dense(4096, "relu"),
    new Dropout(0.5, { seed: 2 }),
    new Dense(10),
  ], { name: "alexnet" });
}

/** Simonyan and Zisserman 2014, configuration A. */
export function vgg11({ size = 224 } = {}): tf.keras.Sequential {
  const blocks = [[1, 64], [1, 128], [2, 256], [2, 512], [2, 512]] as const;
  return new Sequential([
    Input([size, size, 3]),
    ...blocks.flatMap(([number, channels]) => [
      ...Array.from(
        { length: number },
        () => new Conv2D(channels, 3, { padding: "same", activation: "relu" }),
      ),
      new MaxPooling2D(2, { strides: 2 }),
    ]),
    new Flatten(),
    new Dense(4096, "relu"),
    new Dropout(0.5, { seed: 1 }),
    new Dense(4096, "relu"),
    new Dropout(0.5, { seed: 2 }),
    new Dense(1000, "softmax"),
  ], { name: "vgg11" });
}

/** Lin et al. 2013: each convolution is followed by two of one pixel. */
export function nin({ size = 224 } = {}): tf.keras.Sequential {
  const block = (channels: number, kernel: number, strides: number, padding: "same" | "valid") => [
    new Conv2D(channels, kernel, { strides, padding, activation: "relu" }),
    new Conv2D(channels, 1, { activation: "relu" }),
    new Conv2D(channels, 1, { activation: "relu" }),
  ];
  return new Sequential([
    Input([size, size, 3]),
    ...block(96, 11, 4, "valid"),
    new MaxPooling2D(3, { strides: 2 }),
    ...block(256, 5, 1, "same"),
    new MaxPooling2D(3, { strides: 2 }),
    ...block(384, 3, 1, "same"),
    new MaxPooling2D(3, { strides: 2 }),
    new Dropout(0.5, { seed: 1 }),
    ...block(10, 3, 1, "same"),
    new GlobalAveragePooling2D(),
    new Softmax(),
  ], { name: "nin" });
}
