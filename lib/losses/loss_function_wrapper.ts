/**
 * A function of labels and predictions as a loss: what `compile` makes of functions and names.
 *
 * @module
 */
import { fromIdentifier, toConfiguration } from "../configuration/identifier.ts";
import { optionsOf, type Rows, snakeCase } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { isOptions } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Loss } from "./loss.ts";
import type { LossOptions } from "./options.ts";
import { toSameRank } from "./shapes.ts";

/** A function that gives a loss for each example. */
export type LossFunction =
  | ((yTrue: Tensor, yPred: Tensor) => TensorLike)
  // deno-lint-ignore no-explicit-any -- its own options, handed on as they came
  | ((yTrue: Tensor, yPred: Tensor, options: any) => TensorLike);

/** Options of {@linkcode LossFunctionWrapper}: those of the function besides. */
export interface LossFunctionWrapperOptions extends LossOptions {
  /** Handed on to the function in an object behind labels and predictions. */
  [option: string]: unknown;
}

/** Options of {@linkcode LossFunctionWrapper} with the function among them. */
export interface LossFunctionWrapperArguments extends LossFunctionWrapperOptions {
  /** Gives a loss for each example. */
  fn: LossFunction;
}

/** What the constructor was given: the function and the options. */
function partsOf(args: readonly unknown[]): readonly [unknown, Readonly<Record<string, unknown>>] {
  const [first, second] = args;
  if (isOptions(first) && args.length === 1) {
    const { fn, ...rest } = first;
    return [fn, rest];
  }
  if (args.length > 2 || !(second === undefined || isOptions(second))) {
    throw new TypeError(
      `LossFunctionWrapper: expected fn and one object of options, received ${
        formatValue(args.length > 2 ? args[2] : second)
      }`,
    );
  }
  return [first, second ?? {}];
}

/**
 * A loss that a function gives. As Keras, it adds or drops a last axis of length 1 before, so that
 * labels `(batch,)` and predictions `(batch, 1)` have one shape for the function.
 *
 * @throws {TypeError} for what is no function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const amount = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.abs(tf.subtract(yTrue, yPred));
 * const loss = new tf.keras.losses.LossFunctionWrapper(amount, { reduction: "sum" });
 * assertEquals(Number(loss([1, 2], [[2], [4]])), 3);
 * ```
 */
export class LossFunctionWrapper extends Loss {
  readonly #fn: LossFunction;
  readonly #options: Readonly<Record<string, unknown>>;

  /** @param args The function, and the options of every loss; others go to the function. */
  constructor(
    ...args: [fn: LossFunction, options?: LossFunctionWrapperOptions] | [
      options: LossFunctionWrapperArguments,
    ]
  ) {
    const { fn, base, options } = fromCaller(new.target, () => {
      const [given, { reduction, name, dtype, ...rest }] = partsOf(args);
      if (typeof given !== "function" || given instanceof Loss) {
        throw new TypeError(
          `LossFunctionWrapper: expected fn to be a function of labels and predictions, received fn=${
            formatValue(given)
          }`,
        );
      }
      const made = { reduction, name: name ?? functionName(given), dtype } as LossOptions;
      return { fn: given as LossFunction, base: made, options: rest };
    });
    super(base);
    this.#fn = fn;
    this.#options = options;
  }

  /** The function. */
  get fn(): LossFunction {
    return this.#fn;
  }

  /** What goes to the function behind labels and predictions. */
  get options(): Readonly<Record<string, unknown>> {
    return this.#options;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    const [labels, predictions] = toSameRank(yTrue, yPred);
    const hasOptions = Object.keys(this.#options).length > 0;
    const rest = hasOptions ? [{ ...this.#options }] : [];
    const fn = this.#fn as (...args: unknown[]) => TensorLike;
    const given = fn(labels, predictions, ...rest);
    return asTensor(`${this.name}: what fn gives`, given);
  }

  override getConfig(): Record<string, unknown> {
    const fn = toConfiguration("LossFunctionWrapper.getConfig", this.#fn);
    const options = Object.entries(this.#options).map(([name, it]) => [snakeCase(name), it]);
    return { ...super.getConfig(), fn, ...Object.fromEntries(options) };
  }

  /** A loss of this class with the options that `getConfig` gave. */
  static override fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows, name } = this as unknown as { rows: Rows; name: string };
      const options = optionsOf(rows, config);
      const kind = { module: "keras.losses", noun: "a function of labels and predictions" };
      const fn = fromIdentifier(`${name}.fromConfig`, "fn", options["fn"], kind, customObjects);
      return new this({ ...options, fn } as never);
    });
  }
}

function functionName({ name }: { readonly name?: unknown }): string {
  return typeof name === "string" && name !== "" ? name : "loss";
}
