/**
 * Options of StringLookup and IntegerLookup, and what both check of them.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { flag, integer, ofBase, row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { read } from "../../tensor/graph.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { LayerOptions } from "../base/options.ts";
import { neither, numbersOf, type OutputMode, outputMode } from "./rows.ts";
import type { Token } from "./vocabulary.ts";

/** Options that both have. */
export interface LookupOptions extends LayerOptions {
  /** How large the vocabulary is at most, special tokens included, >= 2; default: as it comes. */
  maxTokens?: number | null | undefined;
  /** How many numbers there are for tokens outside of the vocabulary; with 0 they are errors. Default 1. */
  numOovIndices?: number | undefined;
  /** The vocabulary, a list or an array; default: that of the data that `adapt` is given. */
  vocabulary?: TensorLike | null | undefined;
  /** Weights of the vocabulary's tokens for `"tf_idf"`. */
  idfWeights?: TensorLike | null | undefined;
  /** Whether to go back, from numbers to tokens; default `false`. */
  invert?: boolean | undefined;
  /**
   * `"int"` for numbers (default), `"one_hot"`, `"multi_hot"` or `"count"` for vectors as in
   * `CategoryEncoding`, `"tf_idf"` for counts times weights.
   */
  outputMode?: OutputMode | undefined;
  /** There are no sparse tensors: `false`. */
  sparse?: false | undefined;
  /** Whether vectors are as long as `maxTokens`, however small the vocabulary; default `false`. */
  padToMaxTokens?: boolean | undefined;
  /** One or two whole numbers that hash tokens outside of the vocabulary in another way. */
  salt?: number | readonly number[] | null | undefined;
}

/** Rows of what both have, by name. */
export const LOOKUP = {
  maxTokens: integer(null, { min: 2 }),
  numOovIndices: integer(1, { min: 0 }),
  idfWeights: row<TensorLike, readonly number[], null>(null, (where, name, given) => {
    const weights = numbersOf(where, name, given);
    if (Array.isArray(weights) && weights.every((it) => typeof it === "number")) return weights;
    throw new TypeError(
      `${where}: expected ${name} to be a list of numbers, received ${name}=${formatValue(given)}`,
    );
  }),
  invert: flag(false),
  outputMode: outputMode(["int", "one_hot", "multi_hot", "count", "tf_idf"], "int"),
  sparse: neither("sparse"),
  padToMaxTokens: flag(false),
  name: ofBase<string>(),
} as const;

/** Two whole numbers, or one for both. */
export function salt(): Option<number | readonly number[] | null, readonly number[] | null> {
  return row<number | readonly number[], readonly number[], null>(null, (where, name, given) => {
    const both = Array.isArray(given) ? given : [given, given];
    if (both.length === 2) return both.map((it) => checkInteger(where, name, it));
    throw new TypeError(
      `${where}: expected ${name} to be a whole number or a list of two, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** A list of texts. */
export function texts(where: string, name: string, given: unknown): readonly string[] {
  const isArray = typeof given === "object" && given !== null;
  const tensor = isArray ? asTensor(`${where}: ${name}`, given as TensorLike) : undefined;
  if (tensor?.dtype === "string" && tensor.rank === 1) return [...read(tensor) as string[]];
  throw new TypeError(
    `${where}: expected ${name} to be a list of texts, received ${name}=${formatValue(given)}`,
  );
}

/** A list of whole numbers. */
export function wholes(where: string, name: string, given: unknown): readonly number[] {
  const all = numbersOf(where, name, given);
  const list = Array.isArray(all) ? all : [all];
  return list.map((it, i) => checkInteger(where, `${name}[${i}]`, it));
}

/** What a layer of tokens works with. */
export interface LookupSettings {
  readonly maxTokens: number | null;
  readonly numOovIndices: number;
  readonly maskToken: Token | null;
  readonly oovToken: Token | null;
  readonly idfWeights: readonly number[] | null;
  readonly invert: boolean;
  readonly outputMode: OutputMode;
  readonly padToMaxTokens: boolean;
}

/** Throws for options that do not go together. */
export function checkSettings(where: string, it: LookupSettings, isGiven: boolean): void {
  const fail = (text: string) => {
    throw new TypeError(`${where}: expected ${text}`);
  };
  if (it.padToMaxTokens && it.maxTokens === null) fail("maxTokens with padToMaxTokens");
  if (it.invert && it.outputMode !== "int") {
    fail(`outputMode "int" with invert, received outputMode="${it.outputMode}"`);
  }
  if (it.idfWeights !== null && it.outputMode !== "tf_idf") {
    fail(`idfWeights only with outputMode "tf_idf", received outputMode="${it.outputMode}"`);
  }
  if (isGiven && it.outputMode === "tf_idf" && it.idfWeights === null) {
    fail(`idfWeights with a vocabulary and outputMode "tf_idf", received none`);
  }
}
