// deno-lint-ignore-file no-console -- it shows what it does
/**
 * A variational autoencoder: an encoder says where in a plane each digit may lie, a decoder draws a
 * digit for each point. The step of training is overridden, since its loss needs both.
 *
 *     deno run -A examples/vae.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** How many numbers say what a digit looks like. */
const LATENT = 2;

class VariationalAutoencoder extends tf.keras.Model {
  readonly encoder = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Flatten(),
    new layers.Dense(48, "relu"),
    new layers.Dense(2 * LATENT),
  ]);
  readonly decoder = new tf.keras.Sequential([
    tf.keras.Input([LATENT]),
    new layers.Dense(48, "relu"),
    new layers.Dense(64, "sigmoid"),
    new layers.Reshape([8, 8, 1]),
  ]);
  readonly total = new tf.keras.metrics.Mean({ name: "loss" });
  readonly divergence = new tf.keras.metrics.Mean({ name: "divergence" });

  override get metrics() {
    return tf.py.list(this.total, this.divergence);
  }

  override call(x: tf.Tensor) {
    const [mean] = this.#place(x);
    return this.decoder(mean);
  }

  /** Means and logarithms of variances. */
  #place(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
    return tf.split(this.encoder(x), 2, 1) as unknown as [tf.Tensor, tf.Tensor];
  }

  override trainStep([x]: readonly [unknown, unknown?]) {
    const images = x as tf.Tensor;
    const tape = new tf.GradientTape();
    const { loss, divergence } = tape.run(() => {
      const [mean, logVariance] = this.#place(images);
      const noise = tf.random.normal(mean.shape as number[]);
      const point = tf.add(mean, tf.multiply(tf.exp(tf.multiply(0.5, logVariance)), noise));
      const error = tf.keras.losses.binaryCrossentropy(images, this.decoder(point));
      const reconstruction = tf.reduceMean(tf.reduceSum(error, [1, 2]));
      const terms = tf.subtract(
        tf.add(tf.square(mean), tf.exp(logVariance)),
        tf.add(1, logVariance),
      );
      const divergence = tf.reduceMean(tf.multiply(0.5, tf.reduceSum(terms, 1)));
      return { loss: tf.add(reconstruction, divergence), divergence };
    });
    const weights = this.trainableWeights;
    const gradients = tape.gradient(loss, weights) as tf.Tensor[];
    this.optimizer!.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    this.total.updateState(loss);
    this.divergence.updateState(divergence);
    return {
      loss: this.total.result() as tf.Tensor,
      divergence: this.divergence.result() as tf.Tensor,
    };
  }
}

/** Trains it; the score is the mean squared error of digits for testing, drawn again. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 30, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const model = new VariationalAutoencoder();
  model(tf.zeros([1, 8, 8, 1]));
  model.compile({ optimizer: new tf.keras.optimizers.Adam(0.003) });
  run.prepare?.(model);
  const { history } = await model.fit(train.x, { epochs, shuffle, verbose: quiet ? 0 : 2 });

  const error = tf.reduceMean(tf.square(tf.subtract(model(test.x), test.x)));
  if (!quiet) {
    console.log(`mean squared error on digits it has not seen: ${Number(error).toFixed(4)}`);
    const between = model.decoder(tf.constant([[0, 0]]));
    console.log("the digit in the middle of the plane:");
    console.log(String(tf.cast(tf.round(tf.multiply(9, tf.reshape(between, [8, 8]))), "int32")));
  }
  return { losses: history["loss"]!, score: Number(error) };
}

if (import.meta.main) await main();
