// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Metric learning: one network maps two digits to points, which are to be near each other where the
 * digits are the same and far apart where they are not (a contrastive loss).
 *
 *     deno run -A examples/metric_learning.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Images, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** Each image with the next one of the same digit, or, for odd rows, the next one of another. */
function pairs({ x, y }: Images): { first: tf.Tensor; second: tf.Tensor; same: tf.Tensor } {
  const partners = Array.from(y, (digit, row) => {
    let other = (row + 1) % y.length;
    while ((y[other] === digit) !== (row % 2 === 0)) other = (other + 1) % y.length;
    return other;
  });
  const same = Float32Array.from(y, (_, row) => row % 2 === 0 ? 1 : 0);
  return {
    first: x,
    second: tf.gather(x, tf.constant(partners, "int32")),
    same: tf.reshape(tf.constant(same), [-1, 1]),
  };
}

/** Same digits cost the square of their distance, others that of what it lacks of 1. */
function contrastive(same: tf.Tensor, distance: tf.Tensor): tf.Tensor {
  const near = tf.multiply(same, tf.square(distance));
  const lack = tf.square(tf.maximum(tf.subtract(1, distance), 0));
  return tf.reduceMean(tf.add(near, tf.multiply(tf.subtract(1, same), lack)));
}

/** Trains it; the score is how many pairs for testing it judges right, by a distance of 0.5. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 20, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const embedding = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Flatten(),
    new layers.Dense(64, "relu"),
    new layers.Dense(8),
  ]);
  const [first, second] = [tf.keras.Input([8, 8, 1]), tf.keras.Input([8, 8, 1])];
  const apart = tf.square(tf.subtract(embedding(first), embedding(second)));
  const distance = tf.sqrt(tf.maximum(tf.reduceSum(apart, 1, true), 1e-7));
  const model = new tf.keras.Model({ inputs: [first, second], outputs: distance });

  model.compile({ optimizer: new tf.keras.optimizers.Adam(0.002), loss: contrastive });
  run.prepare?.(embedding);
  const given = pairs(train);
  const { history } = await model.fit([given.first, given.second], given.same, {
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const unseen = pairs(test);
  const distances = await model.predict([unseen.first, unseen.second], { verbose: 0 });
  const right = tf.equal(tf.less(distances, 0.5), tf.greater(unseen.same, 0.5));
  const score = Number(tf.reduceMean(tf.cast(right, "float32")));
  if (!quiet) console.log(`pairs it has not seen, judged right: ${score.toFixed(4)}`);
  return { losses: history["loss"]!, score };
}

if (import.meta.main) await main();
