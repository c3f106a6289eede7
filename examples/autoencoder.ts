// deno-lint-ignore-file no-console -- it shows what it does
/**
 * A denoising autoencoder: three of ten pixels are wiped out, and a convolutional network learns to
 * draw the digit as it was.
 *
 *     deno run -A examples/autoencoder.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** The images without the pixels whose number, in an even but irregular order, falls in 3 of 10. */
function damaged(x: tf.Tensor): tf.Tensor {
  const count = x.shape.reduce((product, dim) => product * dim!, 1);
  const kept = Float32Array.from({ length: count }, (_, i) => (i * 7919) % 101 % 10 < 3 ? 0 : 1);
  return tf.multiply(x, tf.reshape(tf.constant(kept), x.shape as number[]));
}

/** A digit in five shades. */
function drawn(image: tf.Tensor): string {
  const pixels = [...image.numpy().data as Float32Array];
  const shade = (it: number) => " .+*#"[Math.min(4, Math.max(0, Math.floor(it * 5)))]!.repeat(2);
  return Array.from(
    { length: 8 },
    (_, row) => pixels.slice(8 * row, 8 * row + 8).map(shade).join(""),
  )
    .join("\n");
}

/** Trains it; the score is what is left of the damage on digits for testing, 1 being all of it. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 20, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const same = { padding: "same", activation: "relu" } as const;
  const image = tf.keras.Input([8, 8, 1]);
  let x = new layers.Conv2D(16, 3, same)(image);
  x = new layers.MaxPooling2D(2, { padding: "same" })(x);
  x = new layers.Conv2D(16, 3, same)(x);
  x = new layers.Conv2DTranspose(16, 3, { ...same, strides: 2 })(x);
  const outputs = new layers.Conv2D(1, 3, { padding: "same", activation: "sigmoid" })(x);
  const model = new tf.keras.Model({ inputs: image, outputs });
  if (!quiet) model.summary();

  model.compile({ optimizer: new tf.keras.optimizers.Adam(0.003), loss: "mse" });
  run.prepare?.(model);
  const { history } = await model.fit(damaged(train.x), train.x, {
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const before = damaged(test.x);
  const after = tf.constant(await model.predict(before, { verbose: 0 }));
  const error = (it: tf.Tensor) => Number(tf.reduceMean(tf.square(tf.subtract(it, test.x))));
  const score = error(after) / error(before);
  if (!quiet) {
    console.log(`damage left: ${(100 * score).toFixed(1)} %\n`);
    for (const it of [before, after]) console.log(drawn(tf.gather(it, 0)) + "\n" + "-".repeat(16));
  }
  return { losses: history["loss"]!, score };
}

if (import.meta.main) await main();
