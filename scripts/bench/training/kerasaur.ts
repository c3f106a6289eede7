/**
 * A contestant: training with this library. Its second argument says how: `fit`, `shuffled` (the
 * same with examples in a new order each epoch) or `bare`, a traced step called batch by batch.
 *
 * @module
 */
import "../limit_threads.ts";
import * as tf from "kerasaur";
import { initialWeights } from "../data.ts";
import type { Prepared } from "../measure.ts";
import { serve } from "../serve.ts";
import { examples, type FitWork, TIMED_EPOCHS } from "./cases.ts";

const { layers } = tf.keras;

/** The layers of a case. */
function layersOf({ model, activation }: FitWork) {
  switch (model) {
    case "mlp":
      return [new layers.Dense(256, { activation: "relu" }), new layers.Dense(10)];
    case "lenet":
      return [
        new layers.Conv2D(6, 5, { padding: "same", activation }),
        new layers.AveragePooling2D(2),
        new layers.Conv2D(16, 5, { activation }),
        new layers.AveragePooling2D(2),
        new layers.Flatten(),
        new layers.Dense(120, { activation }),
        new layers.Dense(84, { activation }),
        new layers.Dense(10),
      ];
    case "digits":
      return [
        new layers.Conv2D(16, 3, { activation: "relu" }),
        new layers.Conv2D(32, 3, { activation: "relu" }),
        new layers.MaxPooling2D(2),
        new layers.Flatten(),
        new layers.Dense(10),
      ];
    case "lstm":
      return [new layers.LSTM(64), new layers.Dense(10)];
  }
}

/** A model with the weights that all contestants begin with, its data, and what it is trained by. */
function trained(work: FitWork) {
  const { shape, x, classes } = examples(work);
  const net = new tf.keras.Sequential([tf.keras.Input([...work.input]), ...layersOf(work)]);
  net.setWeights(
    initialWeights(work.model).map((it) => tf.constant(it.values, { shape: it.shape })),
  );
  const optimizer = work.optimizer === "sgd"
    ? new tf.keras.optimizers.SGD(work.rate)
    : new tf.keras.optimizers.Adam(work.rate);
  const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  return { net, optimizer, loss, x: tf.constant(x, { shape }), y: tf.constant(classes) };
}

/** Notes when epochs end. */
class Clock extends tf.keras.callbacks.Callback {
  readonly ends: number[] = [];

  override onEpochEnd(): void {
    this.ends.push(performance.now());
  }
}

/** `fit`: each sample is a call whose first epoch is not timed. */
async function fitting(work: FitWork, shuffle: boolean): Promise<Prepared> {
  const { net, optimizer, loss, x, y } = trained(work);
  net.compile({ optimizer, loss, metrics: work.accuracy ? ["accuracy"] : [] });
  const fit = (epochs: number, shuffle: boolean, callbacks: tf.keras.callbacks.Callback[] = []) =>
    net.fit(x, y, { batchSize: work.batch, epochs, shuffle, verbose: 0, callbacks });
  const { history } = await fit(2, false);
  const timed = async () => {
    const clock = new Clock();
    await fit(1 + TIMED_EPOCHS, shuffle, [clock]);
    return clock.ends.slice(1).map((it, i) => (it - clock.ends[i]!) / work.steps);
  };
  return { check: history["loss"]!, run: timed, timed };
}

/** A traced step, as one writes it without `fit`; the last loss of an epoch is read. */
function stepping(work: FitWork): Prepared | undefined {
  if (work.accuracy) return undefined;
  const { net, optimizer, loss: lossOf, x, y } = trained(work);
  const weights = net.trainableVariables;
  const step = tf.function((x: tf.Tensor, y: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => lossOf(y, net(x, { training: true })));
    const gradients = tape.gradient(loss, weights);
    optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    return loss;
  });
  const [xs, ys] = [x, y].map((it) => tf.split(it, work.steps));
  const read = (loss: tf.Tensor) => Number(loss.numpy().data[0]);
  const check = [0, 1].map(() =>
    xs!.reduce((sum, it, i) => sum + read(step(it, ys![i]!)), 0) / work.steps
  );
  const epoch = () => {
    let loss: tf.Tensor | undefined;
    for (let i = 0; i < work.steps; i++) loss = step(xs![i]!, ys![i]!);
    return read(loss!);
  };
  const timed = () => {
    epoch();
    return Array.from({ length: TIMED_EPOCHS }, () => {
      const start = performance.now();
      epoch();
      return (performance.now() - start) / work.steps;
    });
  };
  return { check, run: timed, timed };
}

const how = Deno.args[1];
await serve(
  { deno: Deno.version.deno, v8: Deno.version.v8 },
  (work: FitWork) => how === "bare" ? stepping(work) : fitting(work, how === "shuffled"),
);
