/**
 * Discretization: numbers by the bin they lie in.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, integer, ofBase, row } from "../../configuration/rows.ts";
import { fromCaller, fromConfigCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import { less } from "../../primitives/math/comparison.ts";
import { logicalNot } from "../../primitives/math/logical.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { read } from "../../tensor/graph.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Layer } from "../base/layer.ts";
import { type AdaptData, batchesOf } from "./batches.ts";
import { encode, encodedShape } from "./encode.ts";
import { neither, numbersOf, outputMode } from "./rows.ts";
import { boundaries, merge, NOTHING, summarize } from "./summary.ts";

/** Options of {@linkcode Discretization}. */
export interface DiscretizationOptions extends LayerOptions {
  /** Where bins begin, besides the first one, in order; or give `numBins`. */
  binBoundaries?: readonly number[] | null | undefined;
  /** How many bins `adapt` is to find, >= 1; or give `binBoundaries`. */
  numBins?: number | null | undefined;
  /** How exact `adapt` is: values are summed up by `1 / epsilon` of them; default 0.01. */
  epsilon?: number | undefined;
  /** `"int"` for the number of the bin (default), or a vector of bins, as in `CategoryEncoding`. */
  outputMode?: "int" | "one_hot" | "multi_hot" | "count" | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
}

type Positional = [
  "binBoundaries",
  "numBins",
  "epsilon",
  "outputMode",
  "sparse",
  "dtype",
  "name",
];

const OPTIONS = [
  [
    "binBoundaries",
    row<readonly number[], readonly number[], null>(null, (where, name, given) => {
      const all = numbersOf(where, name, given);
      if (Array.isArray(all) && all.every((it, i) => i === 0 || it >= all[i - 1])) return all;
      throw new RangeError(
        `${where}: expected ${name} to be numbers in order, received ${name}=${formatValue(given)}`,
      );
    }),
  ],
  ["numBins", integer(null, { min: 1 })],
  ["epsilon", finite(0.01, { min: 1e-6, max: 1 })],
  ["outputMode", outputMode(["int", "one_hot", "multi_hot", "count"], "int")],
  ["sparse", neither("sparse")],
  ["dtype", ofBase<NonNullable<LayerOptions["dtype"]>>()],
  ["name", ofBase<string>()],
] as const satisfies RowsOf<DiscretizationOptions, Positional>;

/**
 * The number of the bin that each number lies in: how many boundaries are no larger than it.
 *
 * Input of any shape; output of the same shape, int32, or vectors of bins in the layer's type. What is
 * no number lies in the last bin. No state but the boundaries, which its configuration has.
 *
 * @throws {TypeError} unless either boundaries or the number of bins are given, at a call before
 *   `adapt`, and in `adapt` for a layer that has its boundaries.
 * @throws {RangeError} for boundaries out of order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Discretization([0, 1, 2]);
 * assertEquals(layer([-1, 0, 1.5, 7]).numpy().toArray(), [0, 1, 2, 3]);
 * ```
 */
export class Discretization extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  #boundaries: readonly number[] | null;

  /** @param args Boundaries or their number, exactness, encoding, and what every layer takes. */
  constructor(...args: LayerArguments<DiscretizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#boundaries = own.binBoundaries;
    if ((own.binBoundaries === null) === (own.numBins === null)) {
      fromCaller(new.target, () => {
        throw new TypeError(
          `Discretization: expected either binBoundaries or numBins, received ${
            own.numBins === null ? "neither" : "both"
          }`,
        );
      });
    }
  }

  /** Where bins begin, besides the first one; `null` before `adapt`. */
  get binBoundaries(): readonly number[] | null {
    return this.#boundaries;
  }

  /**
   * Finds boundaries between bins with as many values each.
   *
   * @param data A tensor, an array, or an iterable of batches.
   * @param steps How many batches at most; default: all.
   */
  adapt(data: AdaptData, steps?: number | null): void {
    fromCaller(this.adapt, () => {
      const where = `Cannot adapt ${this.label}`;
      const { numBins, epsilon } = this.#options;
      if (numBins === null) {
        throw new TypeError(`${where}: expected a layer with numBins, received binBoundaries`);
      }
      let summary = NOTHING;
      for (const batch of batchesOf(where, data, steps ?? Infinity)) {
        const values = read(cast(batch, "float32")) as Float32Array;
        summary = merge(summarize(values, epsilon), summary, epsilon);
      }
      this.#boundaries = boundaries(summary, numBins);
    });
  }

  override call(inputs: Tensor): Tensor {
    const bins = this.#boundaries;
    if (bins === null) {
      throw new TypeError(
        `Cannot call ${this.label}: expected boundaries, received none; call adapt(data) first`,
      );
    }
    const numbers = internally(() => {
      const x = reshape(cast(inputs, "float32"), [...inputs.shape, 1]);
      const isReached = logicalNot(less(x, asTensor(this.label, Float32Array.from(bins))));
      return reduceSum(cast(isReached, "int32"), [inputs.rank]);
    });
    const { outputMode } = this.#options;
    return encode(numbers, outputMode, bins.length + 1, this.#outputDtype());
  }

  #outputDtype(): DType {
    return this.#options.outputMode === "int" ? "int32" : this.computeDtype;
  }

  protected override outputDtype(): DType {
    return this.#outputDtype();
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const depth = this.#boundaries === null ? this.#options.numBins : this.#boundaries.length + 1;
    return encodedShape(inputShape, this.#options.outputMode, depth);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...writeOptions(OPTIONS, this.#options),
      bin_boundaries: this.#boundaries,
      name: this.name,
      dtype: this.dtype,
    };
  }

  /** A layer of a configuration, with the boundaries that `adapt` had found. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { bin_boundaries: found, ...rest } = config;
      const isAdapted = found !== null && found !== undefined &&
        typeof rest["num_bins"] === "number";
      const make = Layer.fromConfig as (
        this: new (options: never) => L,
        config: Record<string, unknown>,
      ) => L;
      const layer = make.call(this, isAdapted ? rest : config);
      if (isAdapted && layer instanceof Discretization) layer.#boundaries = found as number[];
      return layer;
    });
  }
}
