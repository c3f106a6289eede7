/**
 * CategoryEncoding: categories by number as vectors.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { asIds } from "../core/embedding_inputs.ts";
import { AsGiven } from "./data_layer.ts";
import { encode, encodedShape } from "./encode.ts";
import { neither, outputMode } from "./rows.ts";

/** Options of {@linkcode CategoryEncoding}. */
export interface CategoryEncodingOptions extends LayerOptions {
  /** How many categories there are, >= 1; it has to be given. */
  numTokens?: number | null | undefined;
  /**
   * `"multi_hot"` for a vector of a sample's categories (default), `"count"` for how often each
   * occurs, `"one_hot"` for a vector of each category.
   */
  outputMode?: "multi_hot" | "one_hot" | "count" | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
}

type Positional = ["numTokens", "outputMode", "sparse"];

const OPTIONS = [
  ["numTokens", integer(null, { min: 1 })],
  ["outputMode", outputMode(["count", "one_hot", "multi_hot"], "multi_hot")],
  ["sparse", neither("sparse", false)],
] as const satisfies RowsOf<CategoryEncodingOptions, Positional>;

/**
 * Whole numbers from 0 to `numTokens - 1` as vectors of that length.
 *
 * Input shape `(batch, categories)`, output shape `(batch, numTokens)`; for `"one_hot"` the input's
 * with an axis more, in the place of a last one of length 1. Numbers from `numTokens` on count
 * nowhere. No state.
 *
 * @throws {TypeError} for weights in another mode than `"count"`, and for inputs that are no numbers.
 * @throws {RangeError} when the result is read, for a number below 0 that is to be counted.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.CategoryEncoding({ numTokens: 3, outputMode: "count" });
 * assertEquals(layer([[0, 1], [2, 2]]).numpy().toArray(), [[1, 1, 0], [0, 0, 2]]);
 * ```
 */
export class CategoryEncoding extends AsGiven {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  readonly #depth: number;

  /** @param args How many categories, how to encode them, and by name what every layer takes. */
  constructor(...args: LayerArguments<CategoryEncodingOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    const { numTokens } = own;
    this.#depth = fromCaller(new.target, () => {
      if (numTokens !== null) return numTokens;
      throw new TypeError(
        "CategoryEncoding: expected numTokens, the number of categories, received none; where it is not known, take IntegerLookup",
      );
    });
  }

  protected override get callParameters(): readonly string[] {
    return ["countWeights"];
  }

  override call(inputs: Tensor, { countWeights }: CallOptions): Tensor {
    const { outputMode } = this.#options;
    if (countWeights !== undefined && countWeights !== null && outputMode !== "count") {
      throw new TypeError(
        `Cannot call ${this.label}: expected countWeights only with outputMode "count", received outputMode="${outputMode}"`,
      );
    }
    const weights = countWeights === undefined || countWeights === null
      ? undefined
      : cast(asTensor(this.label, countWeights as TensorLike), this.computeDtype);
    return encode(asIds(this.label, inputs), outputMode, this.#depth, this.computeDtype, weights);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return encodedShape(inputShape, this.#options.outputMode, this.#depth);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
