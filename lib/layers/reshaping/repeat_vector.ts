/**
 * RepeatVector: a vector as a sequence of itself.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer, REQUIRED } from "../../configuration/rows.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Arguments of {@linkcode RepeatVector}. */
export interface RepeatVectorArguments extends LayerOptions {
  /** How often the vector comes, >= 1. */
  n: number;
}

const OPTIONS = [["n", integer(REQUIRED, { min: 1 })]] as const satisfies RowsOf<
  RepeatVectorArguments,
  ["n"]
>;

/**
 * Each vector of a batch `n` times, as a sequence.
 *
 * Input shape `(batch, features)`, output shape `(batch, n, features)`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const repeat = new tf.keras.layers.RepeatVector(2);
 * assertEquals(repeat([[1, 2]]).numpy().toArray(), [[[1, 2], [1, 2]]]);
 * ```
 */
export class RepeatVector extends KeptDType {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args How often the vector comes.
   * @throws {RangeError} for `n` < 1.
   */
  constructor(...args: LayerArguments<RepeatVectorArguments, ["n"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: 2 });
  }

  override call(inputs: Tensor): Tensor {
    const [batch, features] = inputs.shape as readonly [number, number];
    return internally(() =>
      broadcastTo(reshape(inputs, [batch, 1, features]), [batch, this.#options.n, features])
    );
  }

  override computeOutputShape([batch, features]: SymbolicShape): SymbolicShape {
    return [batch!, this.#options.n, features!];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
