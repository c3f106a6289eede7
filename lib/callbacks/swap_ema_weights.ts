/**
 * SwapEMAWeights: evaluates a model with the running averages of its weights.
 *
 * @module
 */
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { flag } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Averaged } from "../optimizers/averages.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Callback } from "./callback.ts";
import { ratedOptimizers } from "./learning_rates.ts";

/** Options of {@linkcode SwapEMAWeights}. */
export interface SwapEMAWeightsOptions {
  /** Whether the averages are in place at the end of each epoch as well; default `false`. */
  swapOnEpoch?: boolean | undefined;
}

const OPTIONS = [["swapOnEpoch", flag(false)]] as const satisfies RowsOf<
  SwapEMAWeightsOptions,
  ["swapOnEpoch"]
>;

/**
 * Puts the running averages that an optimizer with `useEma: true` keeps in the place of the weights
 * before an evaluation, a validation or a prediction, and takes them back after it. With
 * `swapOnEpoch` they are in place when an epoch ends, so that a checkpoint has them.
 *
 * @throws {TypeError} for an optimizer without `useEma: true`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const swap = new tf.keras.callbacks.SwapEMAWeights({ swapOnEpoch: true });
 * assertEquals(swap.swapOnEpoch, true);
 * ```
 */
export class SwapEMAWeights extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Whether the averages are in place at the end of each epoch. */
  readonly swapOnEpoch: boolean;
  #isSwapped = false;
  /** The averages when the last epoch ended. */
  #kept: readonly (readonly [Variable, Tensor])[] = [];

  /** @param args Whether they are swapped at the ends of epochs. */
  constructor(...args: Arguments<SwapEMAWeightsOptions, ["swapOnEpoch"]>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.swapOnEpoch = own.swapOnEpoch;
  }

  override onTrainBegin(): void {
    this.#averages();
  }

  override onEpochBegin(): void {
    if (this.swapOnEpoch) this.#takeBack();
  }

  override onEpochEnd(epoch: number): void {
    if (!this.swapOnEpoch) return;
    this.#putIn();
    const averages = this.#averages();
    this.#kept = averages.map(({ variable }) => [variable, variable.value()]);
    // The end of the training copies the averages to the weights.
    if (epoch === (this.params?.epochs ?? 0) - 1) this.#settle(averages);
  }

  /** Where the training was ended early, its end copied the weights that had been swapped out. */
  override onTrainEnd(): void {
    if (!this.swapOnEpoch || !this.#isSwapped) return;
    for (const [variable, value] of this.#kept) variable.assign(value);
    this.#settle(this.#averages());
    this.#kept = [];
    this.#isSwapped = false;
  }

  override onTestBegin(): void {
    this.#putIn();
  }

  override onTestEnd(): void {
    this.#takeBack();
  }

  override onPredictBegin(): void {
    this.#putIn();
  }

  override onPredictEnd(): void {
    this.#takeBack();
  }

  override onFailure(): void {
    this.#takeBack();
  }

  #averages(): readonly Averaged[] {
    const optimizers = ratedOptimizers("SwapEMAWeights", this.model!).map((it) => it.optimizer);
    const found = optimizers.map((it) => it.averages).filter((it) => it !== null);
    if (found.length > 0) return found.flat();
    throw new TypeError(
      `SwapEMAWeights: expected an optimizer with useEma: true, received ${
        optimizers.map((it) => it.name).join(", ")
      } without`,
    );
  }

  #settle(averages: readonly Averaged[]): void {
    for (const { variable, average } of averages) average.assign(variable.value());
  }

  #putIn(): void {
    if (!this.#isSwapped) this.#swap();
  }

  #takeBack(): void {
    if (this.#isSwapped) this.#swap();
  }

  #swap(): void {
    for (const { variable, average } of this.#averages()) {
      const [weight, mean] = [variable.value(), average.value()];
      variable.assign(mean);
      average.assign(weight);
    }
    this.#isSwapped = !this.#isSwapped;
  }
}
