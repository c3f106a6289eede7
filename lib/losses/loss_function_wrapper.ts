/**
 * A function of labels and predictions as a loss: what `compile` makes of functions and names.
 *
 * @module
 */
import { toConfiguration } from "../configuration/identifier.ts";
import type { Rows } from "../configuration/options.ts";
import { formatValue } from "../errors/format.ts";
import { isOptions } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Loss } from "./loss.ts";
import type { LossOptions, PreparedLoss } from "./options.ts";

/** A function that gives a loss for each example. */
export type LossFunction = (
  yTrue: Tensor,
  yPred: Tensor,
  // deno-lint-ignore no-explicit-any -- its own options, handed on as they came
  options?: any,
) => TensorLike;

/** Options of {@linkcode LossFunctionWrapper}: those of the function besides. */
export interface LossFunctionWrapperOptions extends LossOptions {
  /** Handed on to the function in an object behind labels and predictions. */
  [option: string]: unknown;
}

/** A loss that a function gives. */
export class LossFunctionWrapper extends Loss {
  readonly #fn: LossFunction;
  readonly #options: Readonly<Record<string, unknown>>;

  /**
   * @param fn Gives a loss for each example.
   * @param options Those of every loss; others go to the function.
   */
  constructor(fn: LossFunction, options: LossFunctionWrapperOptions = {}) {
    const { reduction, name, dtype, ...rest } = isOptions(options) ? options : {};
    super({ reduction, name: name ?? functionName(fn), dtype });
    if (typeof fn !== "function") {
      throw new TypeError(
        `LossFunctionWrapper: expected fn to be a function of labels and predictions, received fn=${
          formatValue(fn)
        }`,
      );
    }
    this.#fn = fn;
    this.#options = rest;
  }

  /** The function. */
  get fn(): LossFunction {
    return this.#fn;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    const hasOptions = Object.keys(this.#options).length > 0;
    const given = hasOptions ? this.#fn(yTrue, yPred, this.#options) : this.#fn(yTrue, yPred);
    return asTensor(this.name, given);
  }

  override getConfig(): Record<string, unknown> {
    const fn = toConfiguration("LossFunctionWrapper.getConfig", this.#fn);
    return { ...super.getConfig(), fn, ...this.#options };
  }
}

function functionName(fn: unknown): string {
  const { name } = fn as { name?: unknown };
  return typeof name === "string" && name !== "" ? name : "loss";
}

/** A loss of Keras's own: a function of options that a table makes. */
export abstract class OwnLoss extends Loss {
  readonly #written: Readonly<Record<string, unknown>>;

  /** @param made What `lossOptions` made of the arguments. */
  constructor({ base, written }: Pick<PreparedLoss<Rows>, "base" | "written">) {
    super(base);
    this.#written = written;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.#written };
  }
}
