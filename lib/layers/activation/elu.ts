/**
 * ELU: the exponential linear unit.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { elu } from "../../activations/exponential.ts";
import { finite } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode ELU}. */
export interface ELUOptions extends LayerOptions {
  /** Factor below zero; default 1. */
  alpha?: number | undefined;
}

type Positional = ["alpha"];

const OPTIONS = [
  ["alpha", finite(1)],
] as const satisfies RowsOf<ELUOptions, Positional>;

/**
 * `x` where it is positive, else `alpha (e^x - 1)`.
 *
 * Input and output have the same shape, any one; masks go on. No state. Source:
 * Clevert et al., Fast and Accurate Deep Network Learning by Exponential Linear Units, 2015.
 *
 * @throws {RangeError} for a factor that is not finite.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.ELU();
 * assertEquals(layer([-Infinity, 1]).numpy().toArray(), [-1, 1]);
 * ```
 */
export class ELU extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The factor, and by name what every layer takes. */
  constructor(...args: LayerArguments<ELUOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    return elu(inputs, this.#options.alpha);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
