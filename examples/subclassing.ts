// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Layers and models as classes: a layer with weights of its own, made when its input is known, a
 * block of such layers, and a model that adds a penalty to its loss.
 *
 *     deno run -A examples/subclassing.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

/** `y = x w + b`, whose weights are made at the first call. */
class Linear extends tf.keras.layers.Layer {
  declare w: tf.Variable;
  declare b: tf.Variable;

  readonly units: number;

  constructor(units: number) {
    super();
    this.units = units;
  }

  override build(shape: readonly (number | null)[]) {
    this.w = this.addWeight({ name: "w", shape: [shape.at(-1)!, this.units] });
    this.b = this.addWeight({ name: "b", shape: [this.units], initializer: "zeros" });
  }

  override call(x: tf.Tensor) {
    return tf.add(tf.matmul(x, this.w), this.b);
  }
}

/** Two linear layers with a bend between them. */
class Perceptron extends tf.keras.Model {
  readonly flatten = new tf.keras.layers.Flatten();
  readonly hidden = new Linear(48);
  readonly last = new Linear(10);

  override call(x: tf.Tensor) {
    const hidden = tf.nn.relu(this.hidden(this.flatten(x)));
    // Activities that are large cost a little.
    this.addLoss(tf.multiply(0.001, tf.reduceMean(tf.square(hidden))));
    return this.last(hidden);
  }
}

/** Trains it; the score is the accuracy on digits for testing. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 15, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const model = new Perceptron();
  model(tf.zeros([1, 8, 8, 1])); // the first call makes the weights
  model.compile({
    optimizer: "adam",
    loss: new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true }),
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const verbose = quiet ? 0 : 2;
  const { history } = await model.fit(train.x, train.y, { epochs, shuffle, verbose });

  const [, score] = await model.evaluate(test.x, test.y, { verbose: 0 });
  if (!quiet) console.log(`accuracy on digits it has not seen: ${score!.toFixed(4)}`);
  return { losses: history["loss"]!, score: score! };
}

if (import.meta.main) await main();
