/**
 * ActivityRegularization: a penalty on what goes through.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { fromCaller } from "../../errors/caller.ts";
import { finite } from "../../configuration/rows.ts";
import { l1L2 } from "../../regularizers/mod.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode ActivityRegularization}. */
export interface ActivityRegularizationOptions extends Omit<LayerOptions, "activityRegularizer"> {
  /** Factor of the sum of absolute values, >= 0; default 0. */
  l1?: number | undefined;
  /** Factor of the sum of squares, >= 0; default 0. */
  l2?: number | undefined;
}

const OPTIONS = [
  ["l1", finite(0, { min: 0 })],
  ["l2", finite(0, { min: 0 })],
] as const satisfies RowsOf<ActivityRegularizationOptions, ["l1", "l2"]>;

/**
 * Gives its inputs, and adds a penalty on them to the losses: `(l1 sum|x| + l2 sum(x^2)) / batch`.
 *
 * Input and output have the same shape, any one; masks go on. No state.
 *
 * @throws {RangeError} for factors below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.ActivityRegularization({ l1: 1 });
 * layer([[1, -2], [3, 0]]);
 * assertEquals(Number(layer.losses[0]), 3);
 * ```
 */
export class ActivityRegularization extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factors of both sums, and by name what every layer takes. */
  constructor(...args: LayerArguments<ActivityRegularizationOptions, ["l1", "l2"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    if (base.activityRegularizer !== undefined) {
      fromCaller(new.target, () => {
        throw new TypeError(
          `${new.target.name}: expected l1 and l2 alone, received activityRegularizer; add one of another kind to the layer before`,
        );
      });
    }
    super({ ...base, activityRegularizer: l1L2(own) });
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    return inputs;
  }

  override getConfig(): Record<string, unknown> {
    const { activity_regularizer: _, ...rest } = super.getConfig();
    return { ...rest, ...writeOptions(OPTIONS, this.#options) };
  }
}
