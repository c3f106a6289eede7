/**
 * Reshape: the same elements in another shape.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED, row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { keptDType } from "../base/kept_dtype.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { productOf } from "../base/shapes.ts";
import { Weightless } from "../base/weightless.ts";
import type { KerasTensor } from "../../tensor/keras_tensor.ts";

/** Arguments of {@linkcode Reshape}. */
export interface ReshapeArguments extends LayerOptions {
  /** The shape of one output without the batch; one dimension may be -1, for what is left. */
  targetShape: readonly number[];
}

const OPTIONS = [[
  "targetShape",
  row<readonly number[], readonly number[], typeof REQUIRED>(REQUIRED, (where, name, given) => {
    if (!Array.isArray(given)) {
      throw new TypeError(
        `${where}: expected ${name} to be a list of dimensions, received ${name}=${
          formatValue(given)
        }`,
      );
    }
    const shape = given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, { min: -1 }));
    if (shape.filter((it) => it === -1).length <= 1) return shape;
    throw new RangeError(
      `${where}: expected ${name} with at most one -1, received ${name}=${formatValue(given)}`,
    );
  }),
]] as const satisfies RowsOf<ReshapeArguments, ["targetShape"]>;

/**
 * Each input of a batch in another shape; its elements keep their order.
 *
 * Input shape `(batch, ...)`, output shape `(batch, ...targetShape)`. No state.
 *
 * @throws {TypeError} at a call with inputs of another number of elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new tf.keras.layers.Reshape([3, -1])(tf.zeros([2, 12])).shape, [2, 3, 4]);
 * ```
 */
export class Reshape extends Weightless {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args The shape of one output.
   * @throws {RangeError} for dimensions < -1, or more than one -1.
   */
  constructor(...args: LayerArguments<ReshapeArguments, ["targetShape"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.inputSpec = new InputSpec({ minNdim: 1 });
  }

  override call(inputs: Tensor): Tensor {
    const shape = this.computeOutputShape(inputs.shape) as readonly number[];
    return distinct(reshape(inputs, shape), inputs);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const [batch, ...rest] = inputShape as readonly [number | null, ...(number | null)[]];
    const { targetShape } = this.#options;
    const size = productOf(rest);
    const known = targetShape.reduce((product, dim) => dim === -1 ? product : product * dim, 1);
    const isOpen = targetShape.includes(-1);
    if (size === null) return [batch, ...targetShape.map((dim) => dim === -1 ? null : dim)];
    if (isOpen ? known > 0 && size % known === 0 : size === known) {
      return [batch, ...targetShape.map((dim) => dim === -1 ? size / known : dim)];
    }
    throw new TypeError(
      `Cannot call ${this.label}: expected inputs that targetShape=${
        formatValue(targetShape)
      } holds all elements of, received shape ${formatShape(inputShape)}`,
    );
  }

  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return keptDType(dtype, this.computeDtype, this.common);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
