/**
 * Permute: axes in another order.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED, row } from "../../configuration/rows.ts";
import { formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Arguments of {@linkcode Permute}. */
export interface PermuteArguments extends LayerOptions {
  /** The axes in their new order, counted from 1; the batch stays where it is. */
  dims: readonly number[];
}

const OPTIONS = [[
  "dims",
  row<readonly number[], readonly number[], typeof REQUIRED>(REQUIRED, (where, name, given) => {
    if (!Array.isArray(given)) {
      throw new TypeError(
        `${where}: expected ${name} to be a list of axes, received ${name}=${formatValue(given)}`,
      );
    }
    const isOrder = given.toSorted((a, b) => a - b).every((it, i) => it === i + 1);
    if (isOrder) return [...given];
    throw new RangeError(
      `${where}: expected ${name} to hold each axis from 1 to ${given.length} once, received ${name}=${
        formatValue(given)
      }`,
    );
  }),
]] as const satisfies RowsOf<PermuteArguments, ["dims"]>;

/**
 * The axes of inputs in another order: axis `i` of the outputs is axis `dims[i - 1]` of the inputs.
 *
 * Input shape `(batch, ...)`, output shape `(batch, ...)` in the order of `dims`. No state.
 *
 * @throws {TypeError} at a call with another number of axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const permute = new tf.keras.layers.Permute([2, 1]);
 * assertEquals(permute([[[1, 2], [3, 4]]]).numpy().toArray(), [[[1, 3], [2, 4]]]);
 * ```
 */
export class Permute extends KeptDType {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args The axes in their new order.
   * @throws {RangeError} unless `dims` holds each axis once.
   */
  constructor(...args: LayerArguments<PermuteArguments, ["dims"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: own.dims.length + 1 });
  }

  override call(inputs: Tensor): Tensor {
    return distinct(transpose(inputs, [0, ...this.#options.dims]), inputs);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return [0, ...this.#options.dims].map((axis) => inputShape[axis]!);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
