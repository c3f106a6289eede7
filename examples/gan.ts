// deno-lint-ignore-file no-console -- it shows what it does
/**
 * A convolutional GAN: a generator draws digits from noise, a discriminator tells them from real
 * ones, and each learns from the other. Two optimizers, one overridden step.
 *
 *     deno run -A examples/gan.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** How many numbers of noise make a digit. */
const LATENT = 16;

class Gan extends tf.keras.Model {
  readonly discriminator = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Conv2D(16, 3, { strides: 2, padding: "same" }),
    new layers.LeakyReLU(0.2),
    new layers.Conv2D(32, 3, { strides: 2, padding: "same" }),
    new layers.LeakyReLU(0.2),
    new layers.Flatten(),
    new layers.Dense(1),
  ]);
  readonly generator = new tf.keras.Sequential([
    tf.keras.Input([LATENT]),
    new layers.Dense(4 * 4 * 16),
    new layers.LeakyReLU(0.2),
    new layers.Reshape([4, 4, 16]),
    new layers.Conv2DTranspose(16, 4, { strides: 2, padding: "same" }),
    new layers.LeakyReLU(0.2),
    new layers.Conv2D(1, 3, { padding: "same", activation: "sigmoid" }),
  ]);
  readonly drawing = new tf.keras.optimizers.Adam(0.002, 0.5);
  readonly telling = new tf.keras.optimizers.Adam(0.001, 0.5);
  readonly lossOf = new tf.keras.losses.BinaryCrossentropy({ fromLogits: true });
  readonly drawingLoss = new tf.keras.metrics.Mean({ name: "generatorLoss" });
  readonly tellingLoss = new tf.keras.metrics.Mean({ name: "discriminatorLoss" });

  override get metrics() {
    return tf.py.list(this.drawingLoss, this.tellingLoss);
  }

  override call(noise: tf.Tensor) {
    return this.generator(noise);
  }

  /** One step of one of the two. */
  #learn(optimizer: tf.keras.optimizers.Optimizer, net: tf.keras.Sequential, f: () => tf.Tensor) {
    const tape = new tf.GradientTape();
    const loss = tape.run(f);
    const weights = net.trainableWeights;
    const gradients = tape.gradient(loss, weights) as tf.Tensor[];
    optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    return loss;
  }

  override trainStep([x]: readonly [unknown, unknown?]) {
    const real = x as tf.Tensor;
    const count = real.shape[0] as number;
    const noise = () => tf.random.normal([count, LATENT]);
    const [yes, no] = [tf.ones([count, 1]), tf.zeros([count, 1])];

    const fake = this.generator(noise());
    const telling = this.#learn(this.telling, this.discriminator, () => {
      const answers = this.discriminator(tf.concat([real, fake], 0));
      return this.lossOf(tf.concat([yes, no], 0), answers);
    });
    const drawing = this.#learn(
      this.drawing,
      this.generator,
      () => this.lossOf(yes, this.discriminator(this.generator(noise()))),
    );

    this.tellingLoss.updateState(telling);
    this.drawingLoss.updateState(drawing);
    return {
      generatorLoss: this.drawingLoss.result() as tf.Tensor,
      discriminatorLoss: this.tellingLoss.result() as tf.Tensor,
    };
  }
}

/** Trains it; losses are the discriminator's, the score is how far the mean digits are apart. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 30, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const model = new Gan();
  model(tf.zeros([1, LATENT]));
  model.discriminator(tf.zeros([1, 8, 8, 1]));
  model.compile({ optimizer: "adam" });
  run.prepare?.(model);
  const { history } = await model.fit(train.x, { epochs, shuffle, verbose: quiet ? 0 : 2 });

  const drawn = model(tf.random.normal([256, LATENT]));
  const apart = tf.subtract(tf.reduceMean(drawn, 0), tf.reduceMean(test.x, 0));
  const score = Number(tf.reduceMean(tf.abs(apart)));
  if (!quiet) {
    console.log(`mean of its digits and of real ones: ${score.toFixed(4)} apart`);
    console.log("a digit of its own:");
    const one = tf.reshape(tf.gather(drawn, 0), [8, 8]);
    console.log(String(tf.cast(tf.round(tf.multiply(9, one)), "int32")));
  }
  return { losses: history["discriminatorLoss"]!, score };
}

if (import.meta.main) await main();
