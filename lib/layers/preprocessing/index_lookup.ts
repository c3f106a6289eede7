/**
 * What StringLookup and IntegerLookup share: a vocabulary, given or learned, and its table.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkInteger } from "../../errors/checks.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { hostFunction } from "../../tensor/host_function.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { LayerOptions } from "../base/options.ts";
import { AsGiven } from "./data_layer.ts";
import { type AdaptData, batchesOf, wholeData } from "./batches.ts";
import { encode, encodedShape } from "./encode.ts";
import { checkSettings, LOOKUP, type LookupSettings } from "./lookup_options.ts";
import { checkVocabulary, firstNumbers, type Hashing, LookupTable } from "./lookup_table.ts";
import {
  type FileState,
  vocabularyFile,
  vocabularyIn,
  weightArrays,
  weightsIn,
  wholes,
} from "./lookup_files.ts";
import { meanOf, type Token, TokenCounts } from "./vocabulary.ts";

/** A layer of a vocabulary. */
export abstract class IndexLookup extends AsGiven {
  readonly #settings: LookupSettings;
  readonly #hashing: Hashing;
  readonly #isGiven: boolean;
  #table: LookupTable;
  #weights: readonly number[] | undefined;
  #frozenSize: number | null = null;
  #look: ((x: Tensor) => Tensor) | undefined;

  /** Takes the options of a class; `given` is the vocabulary, if there is one. */
  constructor(
    base: LayerOptions,
    settings: LookupSettings,
    hashing: Hashing,
    given: readonly Token[] | null,
  ) {
    super(base);
    this.#settings = settings;
    this.#hashing = hashing;
    this.#isGiven = given !== null;
    this.#table = new LookupTable(settings, hashing, []);
    fromCaller(new.target, () => {
      checkSettings(new.target.name, settings, this.#isGiven);
      if (given !== null) this.#take(new.target.name, given, settings.idfWeights);
    });
  }

  /** Tokens of a tensor's values. */
  protected abstract tokensOf(x: Tensor): Tensor;

  /** A vocabulary as it is given. */
  protected abstract readVocabulary(where: string, given: unknown): readonly Token[];

  /** A token as users have it. */
  protected abstract written(token: Token): string | number;

  /** Element type of tokens. */
  protected abstract get tokenDtype(): "string" | "int64";

  /**
   * The tokens in the order of their numbers.
   *
   * @param includeSpecialTokens Whether the mask and what is outside of the vocabulary are among them;
   *   default `true`.
   */
  getVocabulary(includeSpecialTokens = true): (string | number | null)[] {
    const all = includeSpecialTokens ? this.#table.all() : this.#table.tokens;
    return all.map((it) => it === null ? null : this.written(it));
  }

  /** How many numbers there are, those of special tokens among them. */
  vocabularySize(): number {
    return this.#table.size;
  }

  /**
   * Sets the vocabulary.
   *
   * @param vocabulary Tokens that differ, with all special ones at the start or without them.
   * @param idfWeights A weight for each of them, for `outputMode: "tf_idf"`.
   */
  setVocabulary(vocabulary: TensorLike, idfWeights?: TensorLike | null): void {
    fromCaller(this.setVocabulary, () => {
      const where = `${this.label}.setVocabulary`;
      const weights = LOOKUP.idfWeights.read(where, "idfWeights", idfWeights ?? null);
      this.#take(where, this.readVocabulary(where, vocabulary), weights);
    });
  }

  #take(where: string, given: readonly Token[], weights: readonly number[] | null): void {
    const isWeighted = this.#settings.outputMode === "tf_idf";
    if (isWeighted !== (weights !== null)) {
      throw new TypeError(
        `${where}: expected idfWeights ${isWeighted ? "" : "only "}with outputMode "tf_idf"`,
      );
    }
    const { tokens, hasSpecial } = checkVocabulary(where, given, this.#settings);
    if (weights !== null && weights.length !== given.length) {
      throw new TypeError(
        `${where}: expected ${given.length} idfWeights, one a token, received ${weights.length}`,
      );
    }
    this.#use(where, tokens);
    if (weights === null) return;
    const first = hasSpecial ? 0 : firstNumbers(this.#settings).tokens;
    this.#weigh([...new Array<number>(first).fill(meanOf(weights)), ...weights]);
  }

  #use(where: string, tokens: readonly Token[]): void {
    const table = new LookupTable(this.#settings, this.#hashing, tokens);
    const isFixed = this.#settings.outputMode !== "int" && !this.#settings.padToMaxTokens;
    if (isFixed && this.#frozenSize !== null && this.#frozenSize !== table.size) {
      throw new TypeError(
        `${where}: expected a vocabulary of size ${this.#frozenSize}, as before, received one of size ${table.size}; make a new layer, or give it padToMaxTokens`,
      );
    }
    this.#table = table;
    this.#frozenSize = table.size;
    this.#look = undefined;
  }

  #weigh(weights: readonly number[]): void {
    const { padToMaxTokens, maxTokens } = this.#settings;
    const more = padToMaxTokens ? maxTokens! - weights.length : 0;
    this.#weights = [...weights, ...new Array<number>(more).fill(0)];
  }

  /**
   * Learns the vocabulary from data: the most frequent tokens first; of equally frequent ones those
   * that come last by order.
   *
   * @param data A tensor, an array, or an iterable of batches; each element of a list, and each row of a
   *   matrix, is a document for `"tf_idf"`.
   * @param steps How many batches at most; default: all.
   * @throws {TypeError} for a layer that was given its vocabulary.
   */
  adapt(data: AdaptData, steps?: number | null): void {
    fromCaller(this.adapt, () => {
      const where = `Cannot adapt ${this.label}`;
      const whole = wholeData(where, data);
      const counts = new TokenCounts();
      for (const batch of batchesOf(where, data, steps ?? Infinity)) {
        const tokens = Array.from(read(this.tokensOf(batch)) as ArrayLike<Token>);
        // A list alone is one of documents, a list among batches is one document.
        const isOne = batch.rank < 2 && whole === undefined;
        const row = isOne ? tokens.length : batch.rank < 2 ? 1 : tokens.length / batch.shape[0]!;
        for (let i = 0; i < tokens.length; i += row) counts.add(tokens.slice(i, i + row));
      }
      this.learn(counts);
    });
  }

  /** Takes what was counted for the vocabulary. @internal */
  learn(counts: TokenCounts): void {
    const where = `Cannot adapt ${this.label}`;
    if (this.#isGiven) {
      throw new TypeError(`${where}: expected a layer without a vocabulary, received one with it`);
    }
    if (counts.isEmpty) return;
    const { maskToken, oovToken, maxTokens, outputMode } = this.#settings;
    const first = firstNumbers(this.#settings).tokens;
    const most = maxTokens === null ? Infinity : Math.max(maxTokens - first, 0);
    const tokens = counts.tokens([maskToken, oovToken], most);
    this.#use(where, tokens);
    if (outputMode !== "tf_idf") return;
    const weights = counts.weights(tokens);
    this.#weigh([...new Array<number>(first).fill(meanOf(weights)), ...weights]);
  }

  /** A vocabulary that was learned, and weights of tokens, as Keras 3 writes them. @internal */
  fileState(): FileState {
    const isLearned = !this.#isGiven && this.#table.tokens.length > 0;
    const files = isLearned ? [vocabularyFile(this.label, this.getVocabulary())] : [];
    return { files: new Map(files), arrays: weightArrays(this.#weights) };
  }

  /** Goes on with what {@linkcode IndexLookup.fileState} gave. @internal */
  takeFileState(where: string, { files, arrays }: FileState): void {
    const lines = vocabularyIn(files);
    const { padToMaxTokens, maxTokens } = this.#settings;
    const expected = this.#frozenSize;
    if (!this.#isGiven && lines !== undefined) {
      const tokens = this.tokenDtype === "string" ? lines : wholes(where, lines);
      const given = this.readVocabulary(where, tokens);
      this.#use(where, checkVocabulary(where, given, this.#settings).tokens);
    }
    if (!padToMaxTokens && expected !== null && expected !== this.#table.size) {
      throw new TypeError(
        `${where}: expected a vocabulary of size ${expected} in the file, received one of size ${this.#table.size}`,
      );
    }
    if (this.#settings.outputMode !== "tf_idf" || this.#table.tokens.length === 0) return;
    this.#weights = weightsIn(where, arrays, padToMaxTokens ? maxTokens! : this.#table.size);
  }

  /** Numbers of tokens on the host. @internal */
  numbersOf(tokens: ArrayLike<Token>): BigInt64Array<ArrayBuffer> {
    return this.#table.numbersOf(tokens);
  }

  /** How long encoded vectors are; `null` before the vocabulary is known. @internal */
  get depth(): number | null {
    return this.#settings.padToMaxTokens ? this.#settings.maxTokens : this.#frozenSize;
  }

  override call(inputs: Tensor): Tensor {
    const { invert, outputMode } = this.#settings;
    const x = this.tokensOf(inputs);
    this.requireVocabulary(this.label);
    const table = this.#table;
    this.#look ??= hostFunction({
      infer: ({ shape }) => aval(invert ? this.tokenDtype : "int64", shape),
      run: ([values]) =>
        invert
          ? this.#host(table.tokensOf(values as BigInt64Array))
          : table.numbersOf(values as ArrayLike<Token>),
    });
    const found = this.#look(x);
    return outputMode === "int" ? found : this.#encoded(found);
  }

  #host(tokens: Token[]): string[] | BigInt64Array<ArrayBuffer> {
    return this.tokenDtype === "string"
      ? tokens as string[]
      : BigInt64Array.from(tokens as bigint[]);
  }

  /** Throws where vectors have no length yet. @internal */
  requireVocabulary(label: string): void {
    const isToCome = this.#frozenSize !== null && this.#table.size < this.#frozenSize;
    if (this.#settings.outputMode === "int" || (this.depth !== null && !isToCome)) return;
    throw new TypeError(
      `Cannot call ${label}: expected a vocabulary with outputMode "${this.#settings.outputMode}", received none; give it, or call adapt(data) first`,
    );
  }

  #encoded(numbers: Tensor): Tensor {
    const { outputMode } = this.#settings;
    const mode = outputMode === "tf_idf" ? "count" : outputMode;
    const encoded = encode(numbers, mode, this.depth!, "int64");
    return outputMode === "tf_idf" ? this.weighted(encoded) : encoded;
  }

  /** Counts times the weights of tokens. @internal */
  weighted(counts: Tensor): Tensor {
    const weights = leaf(Float32Array.from(this.#weights!), aval("float32", [this.depth!]));
    return internally(() => multiply(cast(counts, "float32"), weights));
  }

  protected override outputDtype(): DType {
    const { invert, outputMode } = this.#settings;
    if (outputMode === "tf_idf") return "float32";
    return invert ? this.tokenDtype : "int64";
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return encodedShape(inputShape, this.#settings.outputMode, this.depth);
  }

  /** It is built for any shape. */
  override getBuildConfig(): Record<string, unknown> {
    return {};
  }

  /** Says how large a vocabulary is that is still to come, as a configuration has it. @internal */
  expectSize(where: string, size: unknown): void {
    if (size === null || size === undefined || this.#isGiven) return;
    this.#frozenSize = checkInteger(where, "vocabulary_size", size, { min: 0 });
  }

  /** The size that the vocabulary has, as configurations have it. @internal */
  get frozenSize(): number | null {
    return this.#frozenSize;
  }
}
