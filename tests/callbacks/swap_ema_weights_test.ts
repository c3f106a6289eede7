/**
 * SwapEMAWeights puts averages in the weights' place and takes them back.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { FakeModel } from "./support.ts";

const { SwapEMAWeights } = tf.keras.callbacks;

/** A model after three steps, its weights and the averages computed apart. */
function trained() {
  const optimizer = new tf.keras.optimizers.SGD({
    learningRate: 1,
    useEma: true,
    emaMomentum: 0.5,
  });
  const model = new FakeModel(optimizer);
  const step = () => optimizer.applyGradients([[tf.constant([1, -1]), model.weights[0]!]]);
  for (let i = 0; i < 3; i++) step();
  // The first average is the weight before its step, as the first step makes them equal.
  return { model, optimizer, step };
}

const valuesOf = (variable: tf.Variable) => [...variable.numpy().data as Float32Array];
const averageOf = (optimizer: tf.keras.optimizers.Optimizer) =>
  valuesOf(optimizer.averages![0]!.average);

Deno.test("evaluations and predictions see the averages, the training its weights", () => {
  const { model, optimizer } = trained();
  const weight = model.weights[0]!;
  const [before, average] = [valuesOf(weight), averageOf(optimizer)];
  assertEquals(before, [-3, 3]);
  const swap = new SwapEMAWeights();
  swap.setModel(model);
  swap.onTrainBegin();
  for (
    const [begin, end] of [["onTestBegin", "onTestEnd"], [
      "onPredictBegin",
      "onPredictEnd",
    ]] as const
  ) {
    swap[begin]();
    assertEquals([valuesOf(weight), averageOf(optimizer)], [average, before]);
    swap[end]();
    assertEquals([valuesOf(weight), averageOf(optimizer)], [before, average]);
  }
  swap.onTestBegin();
  swap.onFailure();
  assertEquals(valuesOf(weight), before);
  swap.onEpochEnd(0);
  assertEquals(valuesOf(weight), before);
});

for (const isStopped of [false, true]) {
  const how = isStopped ? "was stopped early" : "went to its end";
  Deno.test(`a training with swapOnEpoch that ${how} ends with the averages`, () => {
    const { model, optimizer, step } = trained();
    const weight = model.weights[0]!;
    const swap = new SwapEMAWeights(true);
    swap.setModel(model);
    swap.setParams({ epochs: isStopped ? 9 : 3 });
    swap.onTrainBegin();
    let average: number[] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      swap.onEpochBegin();
      assertEquals(valuesOf(weight), [-3 - epoch, 3 + epoch]);
      step();
      average = averageOf(optimizer);
      swap.onEpochEnd(epoch);
      assertEquals(valuesOf(weight), average);
    }
    // What `fit` does at the end.
    optimizer.finalizeVariableValues(model.weights);
    swap.onTrainEnd();
    assertEquals(valuesOf(weight), average);
    assertEquals(averageOf(optimizer), average);
  });
}
