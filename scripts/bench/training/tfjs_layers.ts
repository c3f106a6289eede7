/**
 * A contestant: tfjs-layers on tfjs's wasm backend, trained with its own `fit`. Its labels are rows
 * of ones and zeros: it has no loss of classes as numbers from logits.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
// deno-lint-ignore no-import-prefix -- a contestant is no dependency of the library
import { version_wasm } from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";
import { initialWeights } from "../data.ts";
import type { Prepared } from "../measure.ts";
import { serve } from "../serve.ts";
import { examples, type FitWork, oneHot } from "./cases.ts";

const { layers } = tfjs;

function layersOf({ model, activation }: FitWork): tfjs.layers.Layer[] {
  switch (model) {
    case "mlp":
      return [layers.dense({ units: 256, activation: "relu" }), layers.dense({ units: 10 })];
    case "lenet":
      return [
        layers.conv2d({ filters: 6, kernelSize: 5, padding: "same", activation }),
        layers.averagePooling2d({ poolSize: 2 }),
        layers.conv2d({ filters: 16, kernelSize: 5, activation }),
        layers.averagePooling2d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 120, activation }),
        layers.dense({ units: 84, activation }),
        layers.dense({ units: 10 }),
      ];
    case "digits":
      return [
        layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" }),
        layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 10 }),
      ];
    case "lstm":
      return [
        layers.lstm({ units: 64, recurrentActivation: "sigmoid" }),
        layers.dense({ units: 10 }),
      ];
  }
}

/** Batches of the epochs that are timed: they take long. */
const FEW = 4;

/** `fit` in turns: each sample is a call of two epochs, of which the second is timed. */
async function prepare(work: FitWork): Promise<Prepared> {
  const { shape, x: values, classes } = examples(work);
  const x = tfjs.tensor(values, shape);
  const y = tfjs.tensor(oneHot(classes), [classes.length, 10]);
  const net = tfjs.sequential();
  net.add(layers.inputLayer({ inputShape: [...work.input] }));
  for (const it of layersOf(work)) net.add(it);
  net.setWeights(initialWeights(work.model).map((it) => tfjs.tensor(it.values, it.shape)));
  net.compile({
    optimizer: work.optimizer === "sgd"
      ? tfjs.train.sgd(work.rate)
      : tfjs.train.adam(work.rate, 0.9, 0.999, 1e-7),
    loss: (labels, logits) => tfjs.losses.softmaxCrossEntropy(labels, logits),
    metrics: work.accuracy ? ["accuracy"] : [],
  });
  const fit = (count: number, onEpochEnd?: () => void) =>
    net.fit(x.slice(0, count * work.batch), y.slice(0, count * work.batch), {
      batchSize: work.batch,
      epochs: 2,
      shuffle: false,
      verbose: 0,
      yieldEvery: "never",
      ...(onEpochEnd === undefined ? {} : { callbacks: { onEpochEnd } }),
    });
  const { history } = await fit(work.steps);
  const timed = async () => {
    const ends: number[] = [];
    await fit(FEW, () => {
      ends.push(performance.now());
    });
    return (ends[1]! - ends[0]!) / FEW;
  };
  return { check: (history["loss"] as number[]).map(Number), run: timed, timed };
}

await tfjs.setBackend("wasm");
await serve({ "@tensorflow/tfjs": tfjs.version_core, "tfjs-backend-wasm": version_wasm }, prepare);
