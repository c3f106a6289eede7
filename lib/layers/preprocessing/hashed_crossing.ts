/**
 * HashedCrossing: several categories together by the bin of their hash.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer, ofBase, REQUIRED } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { cast } from "../../primitives/math/cast.ts";
import { aval, sameShape } from "../../tensor/aval.ts";
import { hostFunction } from "../../tensor/host_function.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";
import { AsGiven } from "./data_layer.ts";
import { encode } from "./encode.ts";
import { fingerprint, joined } from "../../ops/strings/fingerprint.ts";
import { checkWhole, wholeByDefault } from "./hashing_dtype.ts";
import { neither, outputMode } from "./rows.ts";

/** Options of {@linkcode HashedCrossing}. */
export interface HashedCrossingOptions extends LayerOptions {
  /** `"int"` for the number of the bin (default), `"one_hot"` for a vector of bins. */
  outputMode?: "int" | "one_hot" | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
}

/** Arguments of {@linkcode HashedCrossing}. */
export interface HashedCrossingArguments extends HashedCrossingOptions {
  /** How many bins, >= 1. */
  numBins: number;
}

type Positional = ["numBins", "outputMode", "sparse", "name", "dtype"];

const OPTIONS = [
  ["numBins", integer(REQUIRED, { min: 1 })],
  ["outputMode", outputMode(["int", "one_hot"], "int")],
  ["sparse", neither("sparse")],
  ["name", ofBase<string>()],
  ["dtype", ofBase<NonNullable<LayerOptions["dtype"]>>()],
] as const satisfies RowsOf<HashedCrossingArguments, Positional>;

/** What TensorFlow's hash of crossed features begins with. */
const START = 0xDECAFCAFFEn;

const encoder = new TextEncoder();

/**
 * The bin of several features together by their hash, as TensorFlow has it.
 *
 * Inputs: a list of at least two tensors of texts or whole numbers, all of shape `(batch,)`,
 * `(batch, 1)` or `()`. Output of the same shape, int64, or for `"one_hot"` `(batch, numBins)`. No state.
 *
 * @throws {TypeError} at a call with fewer inputs, of other shapes or of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.HashedCrossing(5);
 * const y = layer([tf.constant(["A", "B"]), tf.constant([101, 102], { dtype: "int32" })]);
 * assertEquals([y.shape, y.dtype], [[2], "int64"]);
 * ```
 */
export class HashedCrossing extends AsGiven<readonly Tensor[]> {
  static override readonly rows: Rows = OPTIONS;
  /** Whether its type may be one of whole numbers. @internal */
  static readonly givesWhole = true;
  readonly #options: Made<typeof OPTIONS>;
  readonly #bins: (...inputs: readonly Tensor[]) => Tensor;

  /** @param args How many bins, encoding, and what every layer takes. */
  constructor(...args: LayerArguments<HashedCrossingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(wholeByDefault(base, own.outputMode));
    this.#options = own;
    checkWhole(new.target, own.outputMode, this.dtypePolicy);
    const buckets = BigInt(own.numBins);
    this.#bins = hostFunction({
      infer: ({ shape }) => aval("int64", shape),
      run(values) {
        const all = values as unknown as readonly ArrayLike<string | bigint>[];
        return BigInt64Array.from({ length: all[0]!.length }, (_, i) => {
          const hash = all.reduce((sum, feature) => joined(sum, hashOf(feature[i]!)), START);
          return hash % buckets;
        });
      },
    });
  }

  override call(inputs: readonly Tensor[]): Tensor {
    const list = Array.isArray(inputs) ? inputs : [];
    const [first] = list;
    const fits = first instanceof Tensor && list.length >= 2 &&
      (first.rank < 2 || first.rank === 2 && first.shape[1] === 1) &&
      list.every(({ shape, dtype }) =>
        sameShape(shape, first.shape) && /^(string|u?int\d+)$/.test(dtype)
      );
    if (!fits) {
      const received = list.map((it) =>
        it instanceof Tensor ? `${it.dtype} ${formatShape(it.shape)}` : typeof it
      );
      throw new TypeError(
        `Cannot call ${this.label}: expected a list of at least two tensors of texts or whole numbers, all of shape (batch,), (batch, 1) or (), received ${
          received.join(", ") || "none"
        }`,
      );
    }
    const { numBins, outputMode } = this.#options;
    const bins = this.#bins(...list.map((it) => it.dtype === "string" ? it : cast(it, "int64")));
    return encode(bins, outputMode, numBins, this.computeDtype);
  }

  override computeOutputShape(inputShape: NestedShape): SymbolicShape {
    const [shape] = shapeList(this.label, inputShape) as [SymbolicShape];
    const { numBins, outputMode } = this.#options;
    if (outputMode === "int") return shape;
    return [...(shape.length === 2 ? shape.slice(0, 1) : shape), numBins];
  }

  override getConfig(): Record<string, unknown> {
    return { ...writeOptions(OPTIONS, this.#options), name: this.name, dtype: this.dtype };
  }
}

/** The hash of a feature: a whole number is its own. */
function hashOf(feature: string | bigint): bigint {
  if (typeof feature === "bigint") return BigInt.asUintN(64, feature);
  return fingerprint(encoder.encode(feature));
}
