/**
 * Hashing: categories by the bin of their hash.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer, REQUIRED, row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import { aval } from "../../tensor/aval.ts";
import { hostFunction } from "../../tensor/host_function.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { AsGiven } from "./data_layer.ts";
import { encode, encodedShape } from "./encode.ts";
import { checkWhole, wholeByDefault } from "./hashing_dtype.ts";
import { salt } from "./lookup_options.ts";
import { bucketOf } from "./lookup_table.ts";
import { neither, outputMode } from "./rows.ts";

/** Options of {@linkcode Hashing}. */
export interface HashingOptions extends LayerOptions {
  /** What is in bin 0, alone there; default: nothing is. */
  maskValue?: string | number | null | undefined;
  /** One or two whole numbers that make it another hash. */
  salt?: number | readonly number[] | null | undefined;
  /** `"int"` for the number of the bin (default), or a vector of bins, as in `CategoryEncoding`. */
  outputMode?: "int" | "one_hot" | "multi_hot" | "count" | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
}

/** Arguments of {@linkcode Hashing}. */
export interface HashingArguments extends HashingOptions {
  /** How many bins, >= 1. */
  numBins: number;
}

type Positional = ["numBins", "maskValue", "salt", "outputMode", "sparse"];

const OPTIONS = [
  ["numBins", integer(REQUIRED, { min: 1 })],
  [
    "maskValue",
    row<string | number, string | number, null>(
      null,
      (where, name, given) => typeof given === "string" ? given : checkInteger(where, name, given),
    ),
  ],
  ["salt", salt()],
  ["outputMode", outputMode(["int", "one_hot", "multi_hot", "count"], "int")],
  ["sparse", neither("sparse")],
] as const satisfies RowsOf<HashingArguments, Positional>;

/**
 * The bin of each text or whole number by its hash: FarmHash's fingerprint, or SipHash with a salt, as
 * TensorFlow has them. Whole numbers are hashed as texts, floats without their fraction.
 *
 * Input of any shape; output of the same shape, int64, or vectors of bins, float32. No state.
 *
 * @throws {TypeError} for a mask that is no text and no whole number, or not of the kind of the inputs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Hashing(3);
 * assertEquals(layer([["A"], ["B"], ["C"]]).numpy().toArray(), [[1n], [0n], [1n]]);
 * ```
 */
export class Hashing extends AsGiven {
  static override readonly rows: Rows = OPTIONS;
  /** Whether its type may be one of whole numbers. @internal */
  static readonly givesWhole = true;
  readonly #options: Made<typeof OPTIONS>;
  readonly #bins: (x: Tensor) => Tensor;

  /** @param args How many bins, mask, salt, encoding, and by name what every layer takes. */
  constructor(...args: LayerArguments<HashingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(wholeByDefault(base, own.outputMode));
    this.#options = own;
    checkWhole(new.target, own.outputMode, this.dtypePolicy);
    this.#bins = hostFunction({
      infer: ({ shape }) => aval("int64", shape),
      run: ([values]) => this.#binsOf(values as ArrayLike<string | bigint>),
    });
  }

  #binsOf(values: ArrayLike<string | bigint>): BigInt64Array<ArrayBuffer> {
    const { numBins, maskValue, salt } = this.#options;
    const hasMask = maskValue !== null && numBins > 1;
    const mask = `${maskValue}`;
    const bins = new BigInt64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const text = `${values[i]}`;
      if (!hasMask) bins[i] = BigInt(bucketOf(text, numBins, salt));
      else if (text !== mask) bins[i] = BigInt(1 + bucketOf(text, numBins - 1, salt));
    }
    return bins;
  }

  override call(inputs: Tensor): Tensor {
    const { numBins, maskValue, outputMode } = this.#options;
    const isText = inputs.dtype === "string";
    if (
      inputs.dtype === "complex64" ||
      maskValue !== null && isText !== (typeof maskValue === "string")
    ) {
      throw new TypeError(
        `Cannot call ${this.label}: expected texts or numbers, and maskValue of their kind, received dtype ${inputs.dtype}`,
      );
    }
    const bins = this.#bins(isText ? inputs : cast(inputs, "int64"));
    const isColumn = outputMode === "one_hot" && bins.rank > 0 && bins.shape.at(-1) === 1;
    const shaped = isColumn ? reshape(bins, bins.shape.slice(0, -1)) : bins;
    return encode(shaped, outputMode, numBins, this.computeDtype);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { numBins, outputMode } = this.#options;
    if (outputMode === "one_hot" && inputShape.at(-1) === 1) {
      return [...inputShape.slice(0, -1), numBins];
    }
    return encodedShape(inputShape, outputMode, numBins);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
