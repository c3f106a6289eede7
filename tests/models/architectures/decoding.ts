/**
 * U-Net and a variational autoencoder: what is made small is made large again. As
 * tests/goldens/architectures/decoding.py makes them in Keras.
 *
 * @module
 */
import * as tf from "kerasaur";

const { Input, Model } = tf.keras;
const {
  Concatenate,
  Conv2D,
  Conv2DTranspose,
  Dense,
  Dropout,
  Flatten,
  Layer,
  MaxPooling2D,
  Reshape,
} = tf.keras.layers;

/** Ronneberger et al. 2015, four levels, padded so that sizes stay. */
export function unet({ size = 64, filters = 8 } = {}): tf.keras.Model {
  const padding = "same";
  const twice = (x: tf.keras.KerasTensor, channels: number) => {
    const once = new Conv2D(channels, 3, { padding, activation: "relu" })(x);
    return new Conv2D(channels, 3, { padding, activation: "relu" })(once);
  };

  const inputs = Input([size, size, 1], { name: "image" });
  const kept: tf.keras.KerasTensor[] = [];
  let x = inputs;
  for (let level = 0; level < 4; level++) {
    x = twice(x, filters * 2 ** level);
    kept.push(x);
    x = new MaxPooling2D(2)(x);
  }
  x = new Dropout(0.3, { seed: 1 })(twice(x, filters * 16));
  for (let level = 3; level >= 0; level--) {
    x = new Conv2DTranspose(filters * 2 ** level, 2, { strides: 2, padding })(x);
    x = twice(new Concatenate()([kept[level]!, x]), filters * 2 ** level);
  }
  const outputs = new Conv2D(1, 1, { activation: "sigmoid", name: "mask" })(x);
  return new Model(inputs, outputs, { name: "unet" });
}

/** mean + exp(log of the variance / 2) * noise. */
export class Sampling extends Layer {
  override call(mean: tf.Tensor, logVariance: tf.Tensor, noise: tf.Tensor): tf.Tensor {
    const deviation = tf.exp(tf.multiply(0.5, logVariance));
    return tf.add(mean, tf.multiply(deviation, noise));
  }
}

tf.keras.saving.registerKerasSerializable("goldens")(Sampling);

/** Kingma and Welling 2013, with convolutions; the noise is an input. */
export function vae({ size = 28, latent = 2 } = {}): tf.keras.Model {
  const [padding, activation, strides] = ["same", "relu", 2] as const;
  const image = Input([size, size, 1], { name: "image" });
  let x = new Conv2D(32, 3, { strides, padding, activation })(image);
  x = new Conv2D(64, 3, { strides, padding, activation })(x);
  x = new Dense(16, activation)(new Flatten()(x));
  const statistics = [
    new Dense(latent, { name: "mean" })(x),
    new Dense(latent, { name: "log_variance" })(x),
  ];
  const encoder = new Model<tf.Tensor, tf.Tensor[]>(image, statistics, { name: "encoder" });

  const code = Input([latent], { name: "code" });
  const small = size / 4;
  x = new Dense(small * small * 64, activation)(code);
  x = new Reshape([small, small, 64])(x);
  x = new Conv2DTranspose(64, 3, { strides, padding, activation })(x);
  x = new Conv2DTranspose(32, 3, { strides, padding, activation })(x);
  x = new Conv2DTranspose(1, 3, { padding, activation: "sigmoid" })(x);
  const decoder = new Model(code, x, { name: "decoder" });

  const inputs = Input([size, size, 1], { name: "inputs" });
  const noise = Input([latent], { name: "noise" });
  const [mean, logVariance] = encoder(inputs) as unknown as [
    tf.keras.KerasTensor,
    tf.keras.KerasTensor,
  ];
  const sampled = new Sampling({ name: "sampling" })(mean, logVariance, noise);
  return new Model([inputs, noise], [decoder(sampled), mean, logVariance], { name: "vae" });
}
