/**
 * StringLookup: texts by their number in a vocabulary.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { oneOf, row, text } from "../../configuration/rows.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { IndexLookup } from "./index_lookup.ts";
import { LOOKUP, type LookupOptions, salt, texts } from "./lookup_options.ts";
import type { Token } from "./vocabulary.ts";

/** Options of {@linkcode StringLookup}. */
export interface StringLookupOptions extends LookupOptions {
  /** The text that stands for nothing, number 0 for `"int"` and counted nowhere else; default none. */
  maskToken?: string | null | undefined;
  /** The text for what is outside of the vocabulary; default `"[UNK]"`. */
  oovToken?: string | null | undefined;
  /** The encoding of texts; `"utf-8"`. */
  encoding?: "utf-8" | undefined;
}

type Positional = [
  "maxTokens",
  "numOovIndices",
  "maskToken",
  "oovToken",
  "vocabulary",
  "idfWeights",
  "invert",
  "outputMode",
  "padToMaxTokens",
  "sparse",
  "encoding",
  "name",
  "salt",
];

/** The text for what is outside, `null` for none. */
const OOV = {
  ...row<string, string | null, string>("[UNK]", (where, name, given) => {
    return text(null).read(where, name, given);
  }),
};

const OPTIONS = [
  ["maxTokens", LOOKUP.maxTokens],
  ["numOovIndices", LOOKUP.numOovIndices],
  ["maskToken", text(null)],
  ["oovToken", OOV],
  ["vocabulary", row<TensorLike, readonly string[], null>(null, texts)],
  ["idfWeights", LOOKUP.idfWeights],
  ["invert", LOOKUP.invert],
  ["outputMode", LOOKUP.outputMode],
  ["padToMaxTokens", LOOKUP.padToMaxTokens],
  ["sparse", LOOKUP.sparse],
  ["encoding", oneOf(["utf-8"], "utf-8")],
  ["name", LOOKUP.name],
  ["salt", salt()],
] as const satisfies RowsOf<StringLookupOptions, Positional>;

/**
 * The number of each text in a vocabulary, or with `invert` the text of each number.
 *
 * First comes the mask, if there is one and numbers are given, then what is outside of the vocabulary
 * (by TensorFlow's hash, if that has several numbers), then the vocabulary. Input of any shape; output
 * int64 of the same shape, or float32 vectors for the other modes. The vocabulary is no weight: the
 * configuration has the one that was given.
 *
 * @throws {TypeError} for options that do not go together, and at a call with what are no texts.
 * @throws {RangeError} for a vocabulary with a text twice; when the result is read, for a text outside
 *   of the vocabulary with `numOovIndices: 0`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.StringLookup({ vocabulary: ["a", "b"] });
 * assertEquals(layer(["b", "z", "a"]).numpy().toArray(), [2n, 0n, 1n]);
 * ```
 */
export class StringLookup extends IndexLookup {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Size, numbers for what is outside, special tokens, vocabulary, encoding and the rest. */
  constructor(...args: LayerArguments<StringLookupOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own, { salt: own.salt, isModulo: false }, own.vocabulary);
    this.#options = own;
  }

  protected override get tokenDtype(): "string" {
    return "string";
  }

  protected override tokensOf(x: Tensor): Tensor {
    const { invert } = this.#options;
    if (invert && x.dtype !== "string") return cast(x, "int64");
    if (!invert && x.dtype === "string") return x;
    throw new TypeError(
      `Cannot call ${this.label}: expected ${
        invert ? "whole numbers" : "texts"
      }, received dtype ${x.dtype}`,
    );
  }

  protected override readVocabulary(where: string, given: unknown): readonly Token[] {
    return texts(where, "vocabulary", given);
  }

  protected override written(token: Token): string {
    return `${token}`;
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, this.#options),
      vocabulary_size: this.frozenSize,
      oov_method: "floormod",
    };
  }

  /** A layer of a configuration; the vocabulary that it had, if it was learned, has to be of that size. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { vocabulary_size: size, oov_method: _method, ...rest } = config;
      const made = (IndexLookup.fromConfig as typeof StringLookup.fromConfig<L>).call(this, rest);
      if (made instanceof StringLookup) made.expectSize("StringLookup.fromConfig", size);
      return made;
    });
  }
}
