/**
 * UnitNormalization: each input is scaled to length 1.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integers } from "../../configuration/rows.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";
import { ofUnitLength } from "./unit_length.ts";

/** Options of {@linkcode UnitNormalization}. */
export interface UnitNormalizationOptions extends LayerOptions {
  /** Axis or axes of the vectors, counted from the end if negative; default -1. */
  axis?: number | readonly number[] | undefined;
}

const OPTIONS = [
  ["axis", integers(-1)],
] as const satisfies RowsOf<UnitNormalizationOptions, ["axis"]>;

/** What lengths are at least, in Keras. */
const EPSILON = 1e-12;

/**
 * Scales each vector to length 1: `x / |x|`; what is all zeros stays it.
 *
 * Input and output shape `(batch, ..., features)`; masks go on. No state.
 *
 * @throws {TypeError} at a call with inputs that have no such axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.UnitNormalization();
 * assertEquals(layer([[0, 2], [-5, 0]]).numpy().toArray(), [[0, 1], [-1, 0]]);
 * ```
 */
export class UnitNormalization extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Axes, and by name what every layer takes. */
  constructor(...args: LayerArguments<UnitNormalizationOptions, ["axis"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  #axesOf(shape: SymbolicShape): number[] {
    return axesFor(this.label, [this.#options.axis].flat(), shape);
  }

  override call(inputs: Tensor): Tensor {
    const axes = this.#axesOf(inputs.shape);
    return internally(() => ofUnitLength(inputs, axes, EPSILON));
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    this.#axesOf(inputShape);
    return inputShape;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
