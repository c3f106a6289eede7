/**
 * Softmax: exponentials that sum to 1.
 *
 * @module
 */
import { keepLogits } from "../../activations/logits.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integers } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatShape } from "../../errors/format.ts";
import { subtract } from "../../primitives/math/arithmetic.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { exp } from "../../primitives/math/exponential.ts";
import { softmax } from "../../primitives/math/softmax.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceLogsumexp } from "../../primitives/reduction/reduce_logsumexp.ts";
import type { Shape } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { axesFor } from "../base/axes.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode Softmax}. */
export interface SoftmaxOptions extends LayerOptions {
  /** Along which axis, or over which axes; counted from the end if negative; default -1. */
  axis?: number | readonly number[] | undefined;
}

type Positional = ["axis"];

const OPTIONS = [
  ["axis", integers(-1)],
] as const satisfies RowsOf<SoftmaxOptions, Positional>;

/** Whether a shape broadcasts to another one. */
function broadcasts(narrow: Shape, wide: Shape): boolean {
  const lead = wide.length - narrow.length;
  return lead >= 0 && narrow.every((dim, i) => dim === 1 || dim === wide[lead + i]);
}

function softmaxOver(x: Tensor, axes: readonly number[]): Tensor {
  if (axes.length === 1) return softmax(x, axes[0]!);
  return exp(subtract(x, reduceLogsumexp(x, axes, true)));
}

/**
 * `e^x / sum(e^x)` along an axis, or over several.
 *
 * Input and output have the same shape, any one; masks go on. Called with a `mask`, whose shape
 * broadcasts to that of the inputs, what is masked gets 0, all of it where nothing is left. No state.
 *
 * @throws {TypeError} at a call with inputs that have no such axis, or a mask that does not broadcast.
 * @throws {RangeError} for an empty list of axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Softmax();
 * assertEquals(layer([[1, 1]]).numpy().toArray(), [[0.5, 0.5]]);
 * const mask = tf.constant([[true, false]]);
 * assertEquals(layer([[1, 1]], { mask }).numpy().toArray(), [[1, 0]]);
 * ```
 */
export class Softmax extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The axis or axes, and by name what every layer takes. */
  constructor(...args: LayerArguments<SoftmaxOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    if (Array.isArray(own.axis) && own.axis.length === 0) {
      fromCaller(new.target, () => {
        throw new RangeError(`${new.target.name}: expected axis to name an axis, received axis=[]`);
      });
    }
    super(base);
    this.#options = own;
  }

  protected override get callParameters(): readonly string[] {
    return ["mask"];
  }

  override call(inputs: Tensor, options: CallOptions): Tensor {
    const axes = axesFor(this.label, [this.#options.axis].flat(), inputs.shape);
    const { mask } = options;
    if (!(mask instanceof Tensor)) {
      const result = internally(() => softmaxOver(inputs, axes));
      const isLast = axes.length === 1 && axes[0] === inputs.rank - 1;
      if (isLast) keepLogits(result, { kind: "softmax", x: inputs });
      return result;
    }
    if (!broadcasts(mask.shape, inputs.shape)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected a mask that broadcasts to inputs of shape ${
          formatShape(inputs.shape)
        }, received shape ${formatShape(mask.shape)}`,
      );
    }
    return internally(() => {
      const kept = mask.dtype === "bool" ? mask : greater(mask, scalar(0.5, mask.dtype));
      const least = scalar(inputs.dtype === "float16" ? -3e4 : -1e9, inputs.dtype);
      const y = softmaxOver(where(kept, inputs, least), axes);
      return where(kept, y, scalar(0, y.dtype));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
