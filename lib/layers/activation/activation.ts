/**
 * Activation: a function of each element.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import type {
  Activation as ActivationFunction,
  ActivationIdentifier,
} from "../../activations/mod.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { activation } from "../base/rows.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Arguments of {@linkcode Activation}. */
export interface ActivationArguments extends LayerOptions {
  /** The function: a name, a function of a tensor, a layer, or `null` for none. */
  activation: ActivationIdentifier | null;
}

type Positional = ["activation"];

const OPTIONS = [
  ["activation", { ...activation(), required: true }],
] as const satisfies RowsOf<ActivationArguments, Positional>;

/**
 * Applies a function: `activation(x)`.
 *
 * Input and output have the same shape, any one; masks go on. State: that of a layer that is the
 * function.
 *
 * @throws {RangeError} for a name that is not known.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Activation("relu");
 * assertEquals(layer([-1, 2]).numpy().toArray(), [0, 2]);
 * ```
 */
export class Activation extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  /** The function. */
  readonly activation: ActivationFunction;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The function, and by name what every layer takes. */
  constructor(...args: LayerArguments<ActivationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.activation = own.activation;
  }

  override call(inputs: Tensor): Tensor {
    return this.activation(inputs);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
