/**
 * GlobalAveragePooling1D: the mean of each channel of whole sequences, of the steps that count.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { divide } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type Mask, oneMask } from "../base/masks.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  GlobalPooling,
  type GlobalPoolingNames,
  type GlobalPoolingOptions,
} from "./global_pooling.ts";
import { pooledDType } from "./pooling.ts";

/**
 * The mean of each channel of whole sequences; with a mask, of the steps that count: `sum over t of
 * mask[t] x[t] / sum over t of mask[t]`, which is no number where none does.
 *
 * Input shape `(batch, steps, channels)`, or `(batch, channels, steps)` for `"channels_first"`; mask
 * `(batch, steps)`; output shape `(batch, channels)`, with `keepdims` that of the inputs with 1 for
 * `steps`. The mask does not go on. No state.
 *
 * @throws {TypeError} at a call with sequences of length 0 or a mask of another shape.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pool = new tf.keras.layers.GlobalAveragePooling1D();
 * const x = [[[1], [3], [8]]];
 * assertEquals(pool(x).numpy().toArray(), [[4]]);
 * const mask = tf.constant([[true, true, false]]);
 * assertEquals(pool(x, { mask }).numpy().toArray(), [[2]]);
 * ```
 */
export class GlobalAveragePooling1D extends GlobalPooling {
  /** @param args Data format, whether the axis of steps stays, in order or by name. */
  constructor(...args: LayerArguments<GlobalPoolingOptions, GlobalPoolingNames>) {
    super("AVG", 1, args);
    this.supportsMasking = true;
  }

  protected override get callParameters(): readonly string[] {
    return ["mask"];
  }

  override call(inputs: Tensor, options?: CallOptions): Tensor {
    const mask = oneMask(options?.mask);
    if (mask === undefined) return super.call(inputs);
    const [axis] = this.axes as [number];
    const [batch, steps] = [inputs.shape[0]!, inputs.shape[axis]!];
    if (mask.rank !== 2 || mask.shape[0] !== batch || mask.shape[1] !== steps) {
      throw new TypeError(
        `Cannot call ${this.label}: expected a mask of shape (${batch}, ${steps}), received shape ${
          formatShape(mask.shape)
        }`,
      );
    }
    return internally(() => {
      const x = cast(inputs, pooledDType("AVG", inputs.dtype));
      const counts = reshape(
        cast(mask, "bool"),
        axis === 1 ? [batch, steps, 1] : [batch, 1, steps],
      );
      const kept = where(counts, x, scalar(0, x.dtype));
      const sums = reduceSum(kept, this.axes, this.keepdims);
      return divide(sums, reduceSum(cast(counts, x.dtype), this.axes, this.keepdims));
    });
  }

  override computeMask(_inputs: unknown, _mask?: Mask): Mask {
    return undefined;
  }
}

/** Another name of {@linkcode GlobalAveragePooling1D}. */
export const GlobalAvgPool1D: typeof GlobalAveragePooling1D = GlobalAveragePooling1D;
