/**
 * What is measured of training. Each case says its sizes here, once; every contestant is handed the
 * case and builds the model of that name.
 *
 * @module
 */
import { type ModelName, numbers, SEED, sizeOf } from "../data.ts";
import type { BenchCase } from "../workloads.ts";

/** Training of one model: the time of a step, over whole epochs. */
export interface FitWork {
  readonly model: ModelName;
  /** What follows LeNet's convolutions and dense layers; the other models have their own. */
  readonly activation: "sigmoid" | "relu";
  readonly optimizer: "sgd" | "adam";
  /** The learning rate. */
  readonly rate: number;
  /** Whether accuracy is a metric. */
  readonly accuracy: boolean;
  /** Examples of a batch. */
  readonly batch: number;
  /** Batches of an epoch. */
  readonly steps: number;
  /** Shape of one example. */
  readonly input: readonly number[];
}

/** A case of training. */
export type TrainingCase = BenchCase<FitWork>;

/** Epochs of a sample that are timed, after one that is not; slow contestants time one. */
export const TIMED_EPOCHS = 4;

const mlp = { model: "mlp", activation: "relu", batch: 256, steps: 16, input: [784] } as const;
const lenet = { model: "lenet", batch: 128, steps: 8, input: [28, 28, 1] } as const;
const sgd = { optimizer: "sgd", rate: 0.1, accuracy: false } as const;
const adam = { optimizer: "adam", rate: 0.001, accuracy: false } as const;

/** All cases, in the order of the report. */
export const TRAINING_CASES: readonly TrainingCase[] = [
  { name: "mlp_sgd", title: "MLP 784-256-10, batch 256, SGD", work: { ...mlp, ...sgd } },
  {
    name: "mlp_sgd_accuracy",
    title: 'the same with metrics ["accuracy"]',
    work: { ...mlp, ...sgd, accuracy: true },
  },
  { name: "mlp_adam", title: "MLP 784-256-10, batch 256, Adam", work: { ...mlp, ...adam } },
  {
    name: "mlp_adam_accuracy",
    title: 'the same with metrics ["accuracy"]',
    work: { ...mlp, ...adam, accuracy: true },
  },
  {
    name: "lenet_sigmoid",
    title: "LeNet, 28 x 28, batch 128, sigmoid, average pooling, SGD",
    work: { ...lenet, ...sgd, activation: "sigmoid" },
  },
  {
    name: "lenet_relu",
    title: "LeNet, 28 x 28, batch 128, relu, average pooling, SGD",
    work: { ...lenet, ...sgd, rate: 0.01, activation: "relu" },
  },
  {
    name: "digits",
    title: "two convolutions on 8 x 8, batch 32, relu, max pooling, Adam",
    work: { ...adam, model: "digits", activation: "relu", batch: 32, steps: 32, input: [8, 8, 1] },
  },
  {
    name: "lstm",
    title: "LSTM, 50 steps of 32 features, 64 units, batch 64, Adam",
    work: { ...adam, model: "lstm", activation: "relu", batch: 64, steps: 8, input: [50, 32] },
  },
];

/** The class of an example; train_data.py has the same. */
export function classOf(row: number): number {
  return (row * 7 + (row >> 3)) % 10;
}

/** All examples of an epoch. */
export function examples({ batch, steps, input }: FitWork) {
  const count = batch * steps;
  const shape = [count, ...input];
  return {
    shape,
    x: numbers(SEED.images, sizeOf(shape)).map((it) => (it + 1) / 2),
    classes: Int32Array.from({ length: count }, (_, row) => classOf(row)),
  };
}

/** Classes as rows that are one at the class, for those who know no others. */
export function oneHot(classes: Int32Array): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(classes.length * 10);
  classes.forEach((it, row) => rows[row * 10 + it] = 1);
  return rows;
}
