/**
 * AdamW: Adam whose weights decay apart from the gradients.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Arguments } from "../ops/bind.ts";
import { ADAM, Adam, type AdamOptions } from "./adam.ts";
import { learningRate } from "./learning_rate.ts";
import { type OptimizerOptions, optimizerOptions, REST } from "./options.ts";

/** Options of {@linkcode AdamW}. */
export interface AdamWOptions extends Omit<AdamOptions, "weightDecay"> {
  /** What each step takes off a weight, as a share of it times the rate, >= 0; default 0.004. */
  weightDecay?: number | undefined;
}

type Positional = ["learningRate", "weightDecay", "beta1", "beta2", "epsilon", "amsgrad"];

const OPTIONS = [
  ["learningRate", learningRate(0.001)],
  ["weightDecay", finite(0.004, { min: 0 })],
  ...ADAM,
  ...REST,
] as const;

/**
 * `w -= rate weightDecay w`, then {@linkcode Adam}'s step.
 *
 * State: as Adam's. After Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.AdamW(0.5, { weightDecay: 0.1 });
 * optimizer.minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 2 - 0.1 - 0.5, 1e-5);
 * ```
 */
export class AdamW extends Adam {
  static override readonly rows: Rows = OPTIONS;

  /** @param args Learning rate, weight decay and Adam's options; the rest by name. */
  constructor(
    ...args: Arguments<AdamWOptions, Positional, Exclude<keyof OptimizerOptions, "weightDecay">>
  ) {
    const { own } = optimizerOptions(new.target, OPTIONS, args);
    super(own);
  }
}
