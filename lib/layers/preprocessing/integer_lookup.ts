/**
 * IntegerLookup: whole numbers by their number in a vocabulary.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer, oneOf, row } from "../../configuration/rows.ts";
import { fromCaller, fromConfigCaller } from "../../errors/caller.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { IndexLookup } from "./index_lookup.ts";
import { LOOKUP, type LookupOptions, salt, wholes } from "./lookup_options.ts";
import type { Token } from "./vocabulary.ts";

/** Options of {@linkcode IntegerLookup}. */
export interface IntegerLookupOptions extends LookupOptions {
  /** The number that stands for nothing, number 0 for `"int"`, counted nowhere else; default none. */
  maskToken?: number | null | undefined;
  /** The number for what is outside of the vocabulary; default -1. */
  oovToken?: number | null | undefined;
  /** The type of the vocabulary: `"int64"`. */
  vocabularyDtype?: "int64" | undefined;
  /** How those outside get one of several numbers: by division (default), or by their hash. */
  oovMethod?: "floormod" | "farmhash" | undefined;
}

type Positional = [
  "maxTokens",
  "numOovIndices",
  "maskToken",
  "oovToken",
  "vocabulary",
  "vocabularyDtype",
  "idfWeights",
  "invert",
  "outputMode",
  "sparse",
  "padToMaxTokens",
  "oovMethod",
  "salt",
  "name",
];

/** The number for what is outside, `null` for none. */
const OOV = {
  ...row<number, number | null, number>(
    -1,
    (where, name, given) => integer(null).read(where, name, given),
  ),
};

const OPTIONS = [
  ["maxTokens", LOOKUP.maxTokens],
  ["numOovIndices", LOOKUP.numOovIndices],
  ["maskToken", integer(null)],
  ["oovToken", OOV],
  ["vocabulary", row<TensorLike, readonly number[], null>(null, wholes)],
  ["vocabularyDtype", oneOf(["int64"], "int64")],
  ["idfWeights", LOOKUP.idfWeights],
  ["invert", LOOKUP.invert],
  ["outputMode", LOOKUP.outputMode],
  ["sparse", LOOKUP.sparse],
  ["padToMaxTokens", LOOKUP.padToMaxTokens],
  ["oovMethod", oneOf(["floormod", "farmhash"], "floormod")],
  ["salt", salt()],
  ["name", LOOKUP.name],
] as const satisfies RowsOf<IntegerLookupOptions, Positional>;

const big = (it: number | null): bigint | null => it === null ? null : BigInt(it);

/**
 * The number of each whole number in a vocabulary, or with `invert` the way back.
 *
 * First comes the mask, if there is one and numbers are given, then what is outside of the vocabulary,
 * then the vocabulary. Input of any shape; output int64 of the same shape, or int64 vectors for the
 * other modes, float32 for `"tf_idf"`. The vocabulary is no weight: the configuration has the one that was given.
 *
 * @throws {TypeError} for options that do not go together, and at a call with texts.
 * @throws {RangeError} for a vocabulary with a number twice; when the result is read, for a number
 *   outside of the vocabulary with `numOovIndices: 0`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.IntegerLookup({ vocabulary: [10, 30] });
 * assertEquals(layer([[30, 20, 10]]).numpy().toArray(), [[2n, 0n, 1n]]);
 * ```
 */
export class IntegerLookup extends IndexLookup {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Size, numbers for what is outside, special tokens, vocabulary and the rest. */
  constructor(...args: LayerArguments<IntegerLookupOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const isModulo = own.oovMethod === "floormod";
    if (own.salt !== null && isModulo) {
      fromCaller(new.target, () => {
        throw new TypeError(`IntegerLookup: expected salt only with oovMethod "farmhash"`);
      });
    }
    const tokens = { maskToken: big(own.maskToken), oovToken: big(own.oovToken) };
    const vocabulary = own.vocabulary?.map(BigInt) ?? null;
    super(base, { ...own, ...tokens }, { salt: own.salt, isModulo }, vocabulary);
    this.#options = own;
  }

  protected override get tokenDtype(): "int64" {
    return "int64";
  }

  protected override tokensOf(x: Tensor): Tensor {
    if (x.dtype !== "string" && x.dtype !== "complex64") return cast(x, "int64");
    throw new TypeError(
      `Cannot call ${this.label}: expected whole numbers, received dtype ${x.dtype}`,
    );
  }

  protected override readVocabulary(where: string, given: unknown): readonly Token[] {
    return wholes(where, "vocabulary", given).map(BigInt);
  }

  protected override written(token: Token): number {
    return Number(token);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, this.#options),
      vocabulary_size: this.frozenSize,
    };
  }

  /** A layer of a configuration; the vocabulary that it had, if it was learned, has to be of that size. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { vocabulary_size: size, ...rest } = config;
      const made = (IndexLookup.fromConfig as typeof IntegerLookup.fromConfig<L>).call(this, rest);
      if (made instanceof IntegerLookup) made.expectSize("IntegerLookup.fromConfig", size);
      return made;
    });
  }
}
