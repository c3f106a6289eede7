/**
 * TextVectorization: texts cut into words, and words by their number in a vocabulary.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import {
  type Made,
  type Option,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../../configuration/options.ts";
import type { Registrable } from "../../configuration/registry.ts";
import { integer, ofBase, oneOf, row } from "../../configuration/rows.ts";
import { serializeFunction } from "../../configuration/serialization.ts";
import { fromCaller, fromConfigCaller } from "../../errors/caller.ts";
import { checkInteger, checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { hostFunction } from "../../tensor/host_function.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type AdaptData, batchesOf } from "./batches.ts";
import { NOWHERE } from "./encode.ts";
import { LOOKUP, texts } from "./lookup_options.ts";
import { neither, outputMode } from "./rows.ts";
import type { FileState } from "./lookup_files.ts";
import { StringLookup } from "./string_lookup.ts";
import { TokenCounts } from "./vocabulary.ts";
import { ngrams, parts, type Split, type Standardize, standardized } from "./words.ts";

/** Options of {@linkcode TextVectorization}. */
export interface TextVectorizationOptions extends LayerOptions {
  /** How large the vocabulary is at most, special tokens included, >= 2; default: as it comes. */
  maxTokens?: number | null | undefined;
  /**
   * What is done to a text first: `"lower_and_strip_punctuation"` (default), one of the two, `null` for
   * nothing, or a function of a text.
   */
  standardize?: Standardize | null | undefined;
  /**
   * Where texts are cut: at `"whitespace"` (default), after each `"character"`, as a function of a text
   * does it, or `null` for rows of tokens that are cut already.
   */
  split?: Split | null | undefined;
  /** Runs of tokens that count as one: all up to a length, or of the lengths of a list; default none. */
  ngrams?: number | readonly number[] | null | undefined;
  /** `"int"` for numbers (default), `"multi_hot"`, `"count"` or `"tf_idf"` for a vector of each text. */
  outputMode?: "int" | "multi_hot" | "count" | "tf_idf" | undefined;
  /** How many numbers each text gets, the rest cut off or 0; default: as many as the longest has. */
  outputSequenceLength?: number | null | undefined;
  /** Whether vectors are as long as `maxTokens`, however small the vocabulary; default `false`. */
  padToMaxTokens?: boolean | undefined;
  /** The vocabulary; default: that of the texts that `adapt` is given. */
  vocabulary?: TensorLike | null | undefined;
  /** Weights of the vocabulary's tokens for `"tf_idf"`. */
  idfWeights?: TensorLike | null | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
  /** There are no ragged tensors: `false`. */
  ragged?: false | undefined;
  /** The encoding of texts; `"utf-8"`. */
  encoding?: "utf-8" | undefined;
}

type Positional = [
  "maxTokens",
  "standardize",
  "split",
  "ngrams",
  "outputMode",
  "outputSequenceLength",
  "padToMaxTokens",
  "vocabulary",
  "idfWeights",
  "sparse",
  "ragged",
  "encoding",
  "name",
];

/** A word, a function of texts, or `null`. */
function way<Word extends string, Run extends (text: string) => unknown>(
  words: readonly Word[],
  ifMissing: Word,
): Option<Word | Run | null, Word | Run | null> {
  return row<Word | Run | null, Word | Run | null, Word>(
    ifMissing,
    (where, name, given) =>
      given === null || typeof given === "function" ? given : checkOneOf(where, name, given, words),
    (made) => typeof made === "function" ? serializeFunction(made as Registrable) : made,
  ) as Option<Word | Run | null, Word | Run | null>;
}

const STANDARD = ["lower_and_strip_punctuation", "lower", "strip_punctuation"] as const;

const OPTIONS = [
  ["maxTokens", LOOKUP.maxTokens],
  [
    "standardize",
    way<typeof STANDARD[number], (text: string) => string>(STANDARD, STANDARD[0]),
  ],
  [
    "split",
    way<"whitespace" | "character", (text: string) => readonly string[]>(
      ["whitespace", "character"],
      "whitespace",
    ),
  ],
  [
    "ngrams",
    row<number | readonly number[], number | readonly number[], null>(
      null,
      (where, name, given) =>
        Array.isArray(given)
          ? given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, { min: 1 }))
          : checkInteger(where, name, given, { min: 1 }),
    ),
  ],
  ["outputMode", outputMode(["int", "multi_hot", "count", "tf_idf"], "int")],
  ["outputSequenceLength", integer(null, { min: 1 })],
  ["padToMaxTokens", LOOKUP.padToMaxTokens],
  ["vocabulary", row<TensorLike, readonly string[], null>(null, texts)],
  ["idfWeights", LOOKUP.idfWeights],
  ["sparse", neither("sparse")],
  ["ragged", neither("ragged")],
  ["encoding", oneOf(["utf-8"], "utf-8")],
  ["name", ofBase<string>()],
] as const satisfies RowsOf<TextVectorizationOptions, Positional>;

/**
 * Texts as numbers or vectors: made alike, cut into words, joined to n-grams, looked up.
 *
 * Input shape `(batch,)` or `(batch, 1)`. Output shape `(batch, outputSequenceLength)`, int64, with 0 at
 * the end of shorter texts and 1 for words outside of the vocabulary; for vectors `(batch, tokens)`,
 * where those are number 0. As in TensorFlow only ASCII has capitals, punctuation and white
 * space. The vocabulary is no weight: the configuration has the one that was given.
 *
 * @throws {TypeError} for options that do not go together; at a call with what are no texts, and in a
 *   traced function where only the texts tell how long the output is.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.TextVectorization({ outputSequenceLength: 3 });
 * layer.adapt(["the cat", "the dog!"]);
 * assertEquals(layer.getVocabulary(), ["", "[UNK]", "the", "dog", "cat"]);
 * assertEquals(layer(["The cat?"]).numpy().toArray(), [[2n, 4n, 0n]]);
 * ```
 */
export class TextVectorization extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  readonly #lookup: StringLookup;
  readonly #lengths: readonly number[] | undefined;
  #numbers: ((x: Tensor) => Tensor) | undefined;

  /** @param args Size, how texts are cut, what is given, vocabulary, and what every layer takes. */
  constructor(...args: LayerArguments<TextVectorizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    const { ngrams, outputMode, outputSequenceLength } = own;
    this.#lengths = typeof ngrams === "number"
      ? Array.from({ length: ngrams }, (_, i) => i + 1)
      : ngrams ?? undefined;
    this.#lookup = fromCaller(new.target, () => {
      if (outputMode !== "int" && outputSequenceLength !== null) {
        throw new TypeError(
          `TextVectorization: expected outputSequenceLength only with outputMode "int", received outputMode="${outputMode}"`,
        );
      }
      const { maxTokens, vocabulary, idfWeights, padToMaxTokens } = own;
      return new StringLookup({
        maxTokens,
        maskToken: "",
        vocabulary,
        idfWeights,
        padToMaxTokens,
        outputMode,
        name: `${this.name}_lookup`,
      });
    });
  }

  /**
   * The tokens in the order of their numbers.
   *
   * @param includeSpecialTokens Whether `""` and `"[UNK]"` are among them; default `true`.
   */
  getVocabulary(includeSpecialTokens = true): string[] {
    return this.#lookup.getVocabulary(includeSpecialTokens) as string[];
  }

  /** How many numbers there are, those of special tokens among them. */
  vocabularySize(): number {
    return this.#lookup.vocabularySize();
  }

  /** Sets the vocabulary, for `"tf_idf"` with a weight for each token. */
  setVocabulary(vocabulary: TensorLike, idfWeights?: TensorLike | null): void {
    fromCaller(this.setVocabulary, () => {
      this.#lookup.setVocabulary(vocabulary, idfWeights);
      this.#numbers = undefined;
    });
  }

  /**
   * Learns the vocabulary from texts: the most frequent tokens first.
   *
   * @param data Texts, or an iterable of batches of them.
   * @param batchSize Taken for the sake of Keras's signature.
   * @param steps How many batches at most; default: all.
   */
  adapt(data: AdaptData, _batchSize?: number | null, steps?: number | null): void {
    fromCaller(this.adapt, () => {
      const where = `Cannot adapt ${this.label}`;
      const counts = new TokenCounts();
      for (const batch of batchesOf(where, data, steps ?? Infinity)) {
        const values = read(this.#texts(where, batch)) as readonly string[];
        for (const row of this.#rows(values, batch.shape)) counts.add(row);
      }
      this.#lookup.learn(counts);
      this.#numbers = undefined;
    });
  }

  #texts(where: string, x: Tensor): Tensor {
    const isRows = this.#options.split === null;
    const isFit = isRows ? x.rank === 2 : x.rank === 1 || x.rank === 2 && x.shape[1] === 1;
    if (x.dtype === "string" && isFit) return x;
    throw new TypeError(
      `${where}: expected texts of shape ${
        isRows ? "(batch, tokens), as split is null" : "(batch,) or (batch, 1)"
      }, received dtype ${x.dtype}, shape ${formatShape(x.shape)}`,
    );
  }

  /** The tokens of each text. */
  #rows(values: readonly string[], shape: readonly number[]): string[][] {
    const { standardize, split } = this.#options;
    const width = shape[1] ?? 1;
    return Array.from({ length: shape[0]! }, (_, i) => {
      const row = values.slice(i * width, (i + 1) * width);
      const tokens = row.flatMap((text) => {
        const made = parts(standardized(text, standardize), split);
        if (Array.isArray(made) && made.every((it) => typeof it === "string")) return made;
        throw new TypeError(
          `${this.label}: expected texts of standardize and split, received ${formatValue(made)}`,
        );
      });
      return this.#lengths ? ngrams(tokens, this.#lengths) : tokens;
    });
  }

  /** Numbers of each text's tokens, in rows of one length. */
  #table(rows: readonly (readonly string[])[], length: number) {
    const table = new BigInt64Array(rows.length * length);
    rows.forEach((row, i) => table.set(this.#lookup.numbersOf(row.slice(0, length)), i * length));
    return table;
  }

  override call(inputs: Tensor): Tensor {
    const x = this.#texts(`Cannot call ${this.label}`, inputs);
    this.#lookup.requireVocabulary(this.label);
    const { outputMode, outputSequenceLength: length } = this.#options;
    const isCut = outputMode === "int" && length !== null;
    if (isCut) {
      this.#numbers ??= hostFunction({
        infer: ({ shape }) => aval("int64", [shape[0]!, length]),
        run: ([values], [{ shape }]) =>
          this.#table(this.#rows(values as readonly string[], shape), length),
      });
      return this.#numbers(x);
    }
    if (outputMode !== "int") return this.#vectors(x);
    if (state.trace !== undefined) {
      throw new TypeError(
        `Cannot call ${this.label}: expected an outputSequenceLength in a traced function or a model that is compiled, as only the texts tell how long the output is; give the layer one`,
      );
    }
    const rows = this.#rows(read(x) as readonly string[], x.shape);
    const longest = rows.reduce((most, { length }) => Math.max(most, length), 0);
    return leaf(this.#table(rows, longest), aval("int64", [rows.length, longest]));
  }

  /** Counts of each text's tokens. */
  #vectors(x: Tensor): Tensor {
    const depth = this.#lookup.depth!;
    const { outputMode } = this.#options;
    this.#numbers ??= hostFunction({
      infer: ({ shape }) => aval("int64", [shape[0]!, depth]),
      run: ([values], [{ shape }]) => {
        const counts = new BigInt64Array(shape[0]! * depth);
        this.#rows(values as readonly string[], shape).forEach((row, i) => {
          for (const number of this.#lookup.numbersOf(row)) {
            if (number === NOWHERE) continue;
            const at = i * depth + Number(number);
            counts[at] = outputMode === "multi_hot" ? 1n : counts[at]! + 1n;
          }
        });
        return counts;
      },
    });
    const counts = this.#numbers(x);
    return outputMode === "tf_idf" ? this.#lookup.weighted(counts) : counts;
  }

  protected override outputDtype(): DType {
    return this.#options.outputMode === "tf_idf" ? "float32" : "int64";
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { outputMode, outputSequenceLength } = this.#options;
    return [
      inputShape[0] ?? null,
      outputMode === "int" ? outputSequenceLength : this.#lookup.depth,
    ];
  }

  /** The vocabulary, which Keras 3 also writes as that of a layer inside. @internal */
  fileState(): FileState {
    return { ...this.#lookup.fileState(), inner: "_lookup_layer" };
  }

  /** Goes on with what {@linkcode TextVectorization.fileState} gave. @internal */
  takeFileState(where: string, state: FileState): void {
    this.#lookup.takeFileState(where, state);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, this.#options),
      vocabulary_size: this.vocabularySize(),
    };
  }

  /** A layer of a configuration; the vocabulary that it had, if it was learned, has to be of that size. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { vocabulary_size: size, ...rest } = config;
      const made = (Layer.fromConfig as typeof TextVectorization.fromConfig<L>).call(this, rest);
      if (made instanceof TextVectorization) {
        made.#lookup.expectSize("TextVectorization.fromConfig", size);
      }
      return made;
    });
  }
}
