/**
 * Masking: steps that hold nothing but one number do not count.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { cast } from "../../primitives/math/cast.ts";
import { notEqual } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceAny } from "../../primitives/reduction/reduce_logic.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { Layer } from "../base/layer.ts";
import type { Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Options of {@linkcode Masking}. */
export interface MaskingOptions extends LayerOptions {
  /** The number that stands for nothing; default 0. */
  maskValue?: number | undefined;
}

const OPTIONS = [["maskValue", finite(0)]] as const satisfies RowsOf<MaskingOptions, ["maskValue"]>;

/**
 * Masks the steps of a sequence whose features are all `maskValue`: layers after it skip them, and
 * the outputs are 0 there.
 *
 * Input and output shape `(batch, steps, ..., features)`; the mask has shape `(batch, steps, ...)`.
 * No state.
 *
 * @throws {TypeError} at a call with a scalar.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const masking = new tf.keras.layers.Masking(-1);
 * const x = tf.constant([[[1, 2], [-1, -1], [-1, 3]]]);
 * assertEquals(masking(x).numpy().toArray(), [[[1, 2], [0, 0], [-1, 3]]]);
 * assertEquals((masking.computeMask(x) as tf.Tensor).numpy().toArray(), [[true, false, true]]);
 * ```
 */
export class Masking extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The number, and by name what every layer takes. */
  constructor(...args: LayerArguments<MaskingOptions, ["maskValue"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = true;
    this.inputSpec = new InputSpec({ minNdim: 1 });
    this.markBuilt();
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => where(this.#counts(inputs, true), inputs, scalar(0, inputs.dtype)));
  }

  override computeMask(inputs: unknown, _previousMask?: Mask): Mask {
    return internally(() => this.#counts(inputs as Tensor, false));
  }

  /** Whether something other than the number is among the features. */
  #counts(x: Tensor, keepDims: boolean): Tensor {
    const { maskValue } = this.#options;
    if (x.dtype === "string" || x.dtype === "bool" || x.dtype === "complex64") {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of real numbers, received dtype ${x.dtype} and shape ${
          formatShape(x.shape)
        }`,
      );
    }
    // Among whole numbers there are no fractions.
    const isExact = isFloating(x.dtype) || isElement(maskValue, x.dtype);
    const values = isExact ? x : cast(x, "float64");
    const isOther = notEqual(values, scalar(maskValue, values.dtype));
    return reduceAny(isOther, [x.rank - 1], keepDims);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return inputShape;
  }

  protected override outputDtype(inputs: KerasTensor): KerasTensor["dtype"] {
    return inputs.dtype;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}

/** Whether a type of whole numbers is sure to have a number. */
function isElement(value: number, dtype: string): boolean {
  return Number.isInteger(value) && Math.abs(value) < 128 && (value >= 0 || !dtype.startsWith("u"));
}
