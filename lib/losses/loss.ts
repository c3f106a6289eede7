/**
 * The base of losses. An instance is called like a function, as in Keras: `loss(yTrue, yPred)`.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { optionsOf, type Rows } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { displayable } from "../display/inspect.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { maskOf } from "../layers/base/masks.ts";
import { Callable } from "../objects/callable.ts";
import { toSnakeCase } from "../objects/naming.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { logicalAnd } from "../primitives/math/logical.ts";
import { cast } from "../primitives/math/cast.ts";
import type { TensorLike } from "../tensor/like.ts";
import { internally } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { keepLogits, logitsOf } from "../activations/logits.ts";
import { dtypeRow, type LossOptions, lossOptions, nameRow, reductionRow } from "./options.ts";
import { reduced, type ReductionName } from "./reduce.ts";
import { numbersOf } from "./shapes.ts";

/** Arguments of a loss. */
export interface LossCallArguments {
  /** Labels. */
  yTrue: TensorLike;
  /** Predictions. */
  yPred: TensorLike;
  /** What each example, or each of its parts, counts; default 1. */
  sampleWeight?: TensorLike | null | undefined;
}

/** The signature of a call. */
export interface Loss {
  (...args: Arguments<LossCallArguments, ["yTrue", "yPred", "sampleWeight"]>): Tensor;
}

const OPTIONS = [
  ["name", nameRow(null)],
  ["reduction", reductionRow()],
  ["dtype", dtypeRow()],
] as const;

/** Parameters of a call. */
const NAMES = ["yTrue", "yPred", "sampleWeight"];

/**
 * Base class of losses. An own one overrides `call`, which gives a loss for each example, or for each
 * of its parts.
 *
 * Labels and predictions are converted to `dtype` before. A mask of the predictions leaves out what
 * it says, and the mean is that of the rest.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Largest extends tf.keras.losses.Loss {
 *   override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
 *     return tf.reduceMax(tf.abs(tf.subtract(yTrue, yPred)), -1);
 *   }
 * }
 * assertEquals(Number(new Largest()([[0, 0], [1, 1]], [[1, 3], [1, 2]])), 2);
 * ```
 */
export abstract class Loss
  extends Callable<Arguments<LossCallArguments, ["yTrue", "yPred", "sampleWeight"]>, Tensor> {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Name. */
  readonly name: string;
  /** What becomes of the losses of examples. */
  readonly reduction: ReductionName | null;
  readonly #dtype: DType;

  /** @param args Name, reduction and type. */
  constructor(...args: Arguments<LossOptions, ["name", "reduction", "dtype"]>) {
    super();
    const { own } = lossOptions(new.target, OPTIONS, args);
    this.name = own.name ?? toSnakeCase(new.target.name);
    this.reduction = own.reduction;
    this.#dtype = own.dtype ?? "float32";
  }

  /** Type of the computation. */
  get dtype(): DType {
    return this.#dtype;
  }

  /** A loss for each example, or for each of its parts. */
  abstract call(yTrue: Tensor, yPred: Tensor): Tensor;

  protected override invoke(...args: unknown[]): Tensor {
    return fromCaller(this, () => {
      const where = this.constructor.name;
      const isPlain = args.length === 2 && args.every((it) => it instanceof Tensor);
      const values = isPlain ? args : bindArguments({ where, names: NAMES, required: 2 }, args);
      const [yTrue, given, weight] = values as TensorLike[];
      const original = numbersOf(where, "yPred", given!);
      const yPred = this.#converted(original);
      const labels = this.convertLabels(numbersOf(where, "yTrue", yTrue!));
      const sampleWeight = weight === undefined || weight === null
        ? undefined
        : numbersOf(where, "sampleWeight", weight);
      const losses = this.lossesOf(labels, yPred);
      if (!(losses instanceof Tensor)) {
        throw new TypeError(
          `${where}: expected call to give a tensor, received ${formatValue(losses)}`,
        );
      }
      const [before, after] = [maskOf(original), maskOf(losses)];
      return internally(() =>
        reduced(losses, {
          where,
          sampleWeight,
          mask: before && after ? logicalAnd(cast(before, "bool"), after) : before ?? after,
          reduction: this.reduction,
          dtype: this.#dtype,
        })
      );
    });
  }

  /** What `call` gives; a user's own may keep what it computes on the way. */
  protected lossesOf(yTrue: Tensor, yPred: Tensor): Tensor {
    return this.call(yTrue, yPred);
  }

  /** Labels in the type of the computation. */
  protected convertLabels(labels: Tensor): Tensor {
    return cast(labels, this.#dtype);
  }

  /** A tensor in the type of the computation; what it was made of goes with it. */
  #converted(value: Tensor): Tensor {
    if (value.dtype === this.#dtype) return value;
    const made = cast(value, this.#dtype);
    const logits = logitsOf(value);
    if (logits !== undefined) keepLogits(made, { ...logits, x: cast(logits.x, this.#dtype) });
    return made;
  }

  /** Its options in Keras's spelling. */
  getConfig(): Record<string, unknown> {
    return { name: this.name, reduction: this.reduction };
  }

  /** A loss of this class with the options that `getConfig` gave. */
  static fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    _customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows } = this as unknown as { rows: Rows };
      return new this(optionsOf(rows, config) as never);
    });
  }
}

trapPythonNames(Loss);

displayable(Loss.prototype, {
  repr: (self) => `<${self.constructor.name} name=${self.name}>`,
});
