/**
 * The table of a vocabulary: tokens to numbers and back, with those outside of it.
 *
 * @module
 * @internal
 */
import { formatValue } from "../../errors/format.ts";
import { NOWHERE } from "./encode.ts";
import { fingerprint, sipHash } from "../../ops/strings/fingerprint.ts";
import type { LookupSettings } from "./lookup_options.ts";
import type { Token } from "./vocabulary.ts";

/** How tokens outside of a vocabulary get one of several numbers. */
export interface Hashing {
  /** The key of a hash that has one. */
  readonly salt: readonly number[] | null;
  /** Whether whole numbers get theirs by division. */
  readonly isModulo: boolean;
}

const encoder = new TextEncoder();

/** The hash of a text, as TensorFlow's buckets have it. */
export function bucketOf(text: string, buckets: number, salt: readonly number[] | null): number {
  const bytes = encoder.encode(text);
  const hash = salt === null
    ? fingerprint(bytes)
    : sipHash(bytes, [BigInt(salt[0]!), BigInt(salt[1]!)]);
  return Number(hash % BigInt(buckets));
}

/** How many numbers come before those of the vocabulary. */
export function firstNumbers(
  { maskToken, outputMode, numOovIndices }: Pick<
    LookupSettings,
    "maskToken" | "outputMode" | "numOovIndices"
  >,
): { readonly oov: number; readonly tokens: number } {
  const oov = maskToken !== null && outputMode === "int" ? 1 : 0;
  return { oov, tokens: oov + numOovIndices };
}

/** A vocabulary's numbers. */
export class LookupTable {
  readonly #settings: LookupSettings;
  readonly #hashing: Hashing;
  readonly #numbers: ReadonlyMap<Token, number>;
  /** The tokens in order. */
  readonly tokens: readonly Token[];

  /** Takes the tokens without special ones. */
  constructor(settings: LookupSettings, hashing: Hashing, tokens: readonly Token[]) {
    this.#settings = settings;
    this.#hashing = hashing;
    this.tokens = tokens;
    const { tokens: first } = firstNumbers(settings);
    this.#numbers = new Map(tokens.map((token, i) => [token, first + i]));
  }

  /** How many numbers there are. */
  get size(): number {
    return firstNumbers(this.#settings).tokens + this.tokens.length;
  }

  /** Numbers of tokens. */
  numbersOf(tokens: ArrayLike<Token>): BigInt64Array<ArrayBuffer> {
    const { maskToken, outputMode } = this.#settings;
    const masked = outputMode === "int" ? 0n : NOWHERE;
    const found = new BigInt64Array(tokens.length);
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (maskToken !== null && token === maskToken) found[i] = masked;
      else found[i] = BigInt(this.#numbers.get(token) ?? this.#outside(token));
    }
    return found;
  }

  #outside(token: Token): number {
    const { numOovIndices } = this.#settings;
    const { oov } = firstNumbers(this.#settings);
    if (numOovIndices === 0) {
      throw new RangeError(
        `expected tokens of the vocabulary, as numOovIndices is 0, received ${
          typeof token === "bigint" ? token : formatValue(token)
        }`,
      );
    }
    if (numOovIndices === 1) return oov;
    if (typeof token === "bigint" && this.#hashing.isModulo) {
      const count = BigInt(numOovIndices);
      return oov + Number(((token % count) + count) % count);
    }
    return oov + bucketOf(`${token}`, numOovIndices, this.#hashing.salt);
  }

  /** Tokens of numbers; that of what is outside for those that there are none of. */
  tokensOf(numbers: BigInt64Array): Token[] {
    const { maskToken, oovToken } = this.#settings;
    const first = firstNumbers(this.#settings).tokens;
    return Array.from(numbers, (number) => {
      if (maskToken !== null && number === 0n) return maskToken;
      return this.tokens[Number(number) - first] ?? oovToken ?? "";
    });
  }

  /** All tokens by number, special ones first. */
  all(): (Token | null)[] {
    const { maskToken, oovToken } = this.#settings;
    const first = firstNumbers(this.#settings);
    const masks = new Array<Token | null>(first.oov).fill(maskToken);
    const outside = new Array<Token | null>(first.tokens - first.oov).fill(oovToken);
    return [...masks, ...outside, ...this.tokens];
  }
}

/**
 * The tokens of a vocabulary as it is given, without special ones at its start.
 *
 * @throws {TypeError} for one that is empty or longer than it may be.
 * @throws {RangeError} for tokens that are there twice, or special ones among them.
 */
export function checkVocabulary(
  where: string,
  given: readonly Token[],
  settings: LookupSettings,
): { readonly tokens: readonly Token[]; readonly hasSpecial: boolean } {
  if (given.length === 0) throw new TypeError(`${where}: expected a vocabulary, received none`);
  const { maskToken, oovToken, invert, maxTokens } = settings;
  const { oov, tokens: first } = firstNumbers(settings);
  const special = Array.from({ length: first }, (_, i) => i < oov ? maskToken : oovToken);
  const hasSpecial = special.every((token, i) => given[i] === token) && given.length >= first;
  const tokens = hasSpecial ? given.slice(first) : given;
  const seen = new Set<Token>();
  for (const token of tokens) {
    const show = typeof token === "bigint" ? `${token}` : formatValue(token);
    if (seen.has(token)) {
      throw new RangeError(
        `${where}: expected a vocabulary of tokens that differ, received ${show} twice`,
      );
    }
    if (token === maskToken || invert && token === oovToken) {
      throw new RangeError(
        `${where}: expected a vocabulary without special tokens, or with all of them at its start, received ${show} at index ${
          given.lastIndexOf(token)
        }`,
      );
    }
    seen.add(token);
  }
  if (maxTokens !== null && first + tokens.length > maxTokens) {
    throw new TypeError(
      `${where}: expected a vocabulary of at most maxTokens=${maxTokens} tokens, received ${
        first + tokens.length
      }, special ones among them`,
    );
  }
  return { tokens, hasSpecial };
}
