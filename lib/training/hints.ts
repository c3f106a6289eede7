/**
 * Hints where a training goes wrong in a way that programs see: a loss that is no number any more, one
 * that explodes, labels or outputs that don't fit the loss.
 *
 * @module
 */
import type { Logs } from "../callbacks/callback.ts";
import { warnOnce } from "../errors/warn.ts";
import { BinaryCrossentropy } from "../losses/binary_crossentropy.ts";
import { CategoricalCrossentropy } from "../losses/categorical_crossentropy.ts";
import { LossFunctionWrapper } from "../losses/loss_function_wrapper.ts";
import { SparseCategoricalCrossentropy } from "../losses/sparse_categorical_crossentropy.ts";
import type { Loss } from "../losses/loss.ts";
import { ArraySource } from "./data/array_source.ts";
import type { Source } from "./data/source.ts";

/** How much larger than its smallest value a loss has to be to count as exploding. */
const EXPLOSION = 1e3;

/** Watches the losses of epochs. */
export class LossWatch {
  readonly #where: string;
  readonly #source: Source;
  #smallest = Infinity;
  #isSilent = false;

  /** @param source The data, which may hold NaN. */
  constructor(where: string, source: Source) {
    this.#where = where;
    this.#source = source;
  }

  /** Looks at the loss of an epoch, counted from 0. */
  look(epoch: number, { loss }: Logs): void {
    if (this.#isSilent || loss === undefined) return;
    if (Number.isNaN(loss)) this.#say(`the loss is NaN in epoch ${epoch + 1}; ${this.#cause()}`);
    else if (loss === Infinity || loss > EXPLOSION * Math.max(this.#smallest, 1e-3)) {
      this.#say(
        `the loss grew from ${this.#smallest} to ${loss} in epoch ${
          epoch + 1
        }; a smaller learning rate, or clipnorm in the optimizer, keeps it from exploding`,
      );
    }
    this.#smallest = Math.min(this.#smallest, loss);
  }

  #cause(): string {
    const place = this.#source instanceof ArraySource ? this.#source.firstNaN() : undefined;
    return place === undefined
      ? "a smaller learning rate, or clipnorm in the optimizer, may keep it finite, and tf.keras.callbacks.TerminateOnNaN ends the training"
      : `${place.label} holds NaN at index ${place.index}`;
  }

  #say(text: string): void {
    this.#isSilent = true;
    warnOnce(`${this.#where}: ${text}`);
  }
}

/** Whether a loss takes probabilities; `undefined` for others than crossentropies. */
function takesProbabilities(loss: Loss): boolean | undefined {
  const isCrossentropy = loss instanceof BinaryCrossentropy ||
    loss instanceof CategoricalCrossentropy || loss instanceof SparseCategoricalCrossentropy;
  if (isCrossentropy) return loss.getConfig()["from_logits"] === false;
  if (!(loss instanceof LossFunctionWrapper)) return undefined;
  const names = ["binaryCrossentropy", "categoricalCrossentropy", "sparseCategoricalCrossentropy"];
  return names.includes(loss.fn.name) ? loss.getConfig()["from_logits"] !== true : undefined;
}

/**
 * Says where the last activation does not fit the loss.
 *
 * @param activation Name of the activation that gives the output; `undefined` if it is not known.
 */
export function hintAtActivation(
  where: string,
  output: string,
  loss: Loss,
  activation: string | undefined,
): void {
  const isProbable = takesProbabilities(loss);
  if (isProbable === undefined || activation === undefined) return;
  if (isProbable && activation === "linear") {
    warnOnce(
      `${where}: the loss '${loss.name}' takes probabilities, and '${output}' gives any numbers, as it has no activation; give the loss { fromLogits: true }, or '${output}' a softmax or sigmoid`,
    );
  } else if (!isProbable && ["softmax", "sigmoid"].includes(activation)) {
    warnOnce(
      `${where}: the loss '${loss.name}' was told that it gets logits, and '${output}' gives probabilities by ${activation}; leave fromLogits or the activation out`,
    );
  }
}
