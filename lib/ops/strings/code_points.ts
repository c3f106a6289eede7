/**
 * Texts and the numbers of their characters: `tf.strings.unicodeDecode`,
 * `unicodeEncode`, `unicodeTranscode`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { partsOf } from "./split.ts";
import { asTexts, mapTexts } from "./texts.ts";

/** What happens to characters that may not be. */
export type TextErrors = "replace" | "ignore" | "strict";

const ERRORS = ["replace", "ignore", "strict"] as const;

const isSurrogate = (it: number): boolean => it >= 0xd800 && it <= 0xdfff;
const isCharacter = (it: number): boolean => it >= 0 && it <= 0x10ffff && !isSurrogate(it);

/** The rule for numbers that may not stand in a result. */
function ruleOf(where: string, errors: TextErrors, replacementChar: IntegerLike) {
  const way = checkOneOf(where, "errors", errors, ERRORS);
  const other = asInteger(where, "replacementChar", replacementChar, { min: 0, max: 0x10ffff });
  if (isSurrogate(other)) {
    throw new RangeError(
      `${where}: expected replacementChar to be a character, received the surrogate ${other}`,
    );
  }
  return (characters: readonly number[], isAllowed: (it: number) => boolean): number[] => {
    if (way === "ignore") return characters.filter(isAllowed);
    return characters.map((it) => {
      if (isAllowed(it)) return it;
      if (way === "replace") return other;
      throw new RangeError(
        `${where}: expected characters that may be there, received number ${it}; give errors "replace" or "ignore"`,
      );
    });
  };
}

/** Whether a character may be there. */
function isAllowedIn(where: string, replaceControlCharacters: boolean) {
  if (typeof replaceControlCharacters !== "boolean") {
    throw new TypeError(
      `${where}: expected replaceControlCharacters to be true or false, received replaceControlCharacters=${
        formatValue(replaceControlCharacters)
      }`,
    );
  }
  return (it: number): boolean => !replaceControlCharacters || it > 0x1f;
}

/** A lone surrogate counts as the character for what is unknown, as where texts become bytes. */
function charactersOf(text: string): number[] {
  return Array.from(text.toWellFormed(), (it) => it.codePointAt(0)!);
}

const textOf = (characters: readonly number[]): string =>
  characters.map((it) => String.fromCodePoint(it)).join("");

/** Arguments of {@linkcode unicodeDecode}. */
export interface UnicodeDecodeArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** How texts are written; those here are `"UTF-8"`. */
  inputEncoding: "UTF-8";
  /** Whether control characters, if they may not be, are replaced, left out or an error; default `"replace"`. */
  errors?: TextErrors;
  /** The number of the character that replaces others; default 65533. */
  replacementChar?: IntegerLike;
  /** Whether characters below 32 may not be; default false. */
  replaceControlCharacters?: boolean;
}

/**
 * The numbers of the characters of texts along a new last axis, int32.
 *
 * @throws {TypeError} for anything but texts, for texts of different lengths, and in a traced function.
 * @throws {RangeError} for another encoding than UTF-8, and for control characters where they are errors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.unicodeDecode("né", "UTF-8").numpy().toArray(), [110, 233]);
 * ```
 */
export const unicodeDecode: Operation<
  UnicodeDecodeArguments,
  ["input", "inputEncoding", "errors", "replacementChar", "replaceControlCharacters", "name"],
  Tensor
> = bind(
  "tf.strings.unicodeDecode",
  ["input", "inputEncoding", "errors", "replacementChar", "replaceControlCharacters", "name"],
  2,
  (
    input,
    inputEncoding,
    errors = "replace",
    replacementChar = 65533,
    replaceControlCharacters = false,
  ) => {
    const where = "tf.strings.unicodeDecode";
    checkOneOf(where, "inputEncoding", inputEncoding, ["UTF-8"]);
    const x = asTexts(where, "input", input);
    const rule = ruleOf(where, errors, replacementChar);
    const isAllowed = isAllowedIn(where, replaceControlCharacters);
    const { parts, count } = partsOf(
      where,
      x,
      (text) => rule(charactersOf(text), isAllowed),
    );
    return leaf(Int32Array.from(parts.flat()), aval("int32", [...x.shape, count]));
  },
);

/** Arguments of {@linkcode unicodeEncode}. */
export interface UnicodeEncodeArguments extends Named {
  /** Numbers of characters, int32, with those of a text along the last axis. */
  input: TensorLike;
  /** How texts are written; those here are `"UTF-8"`. */
  outputEncoding: "UTF-8";
  /** Whether numbers of no character are replaced, left out or an error; default `"replace"`. */
  errors?: TextErrors;
  /** The number of the character that replaces others; default 65533. */
  replacementChar?: IntegerLike;
}

/**
 * Texts of the numbers of their characters, which lie along the last axis.
 *
 * @throws {TypeError} for anything but int32, and for a scalar.
 * @throws {RangeError} for another encoding than UTF-8, and for numbers of no character where they are
 * errors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.unicodeEncode([[110, 233], [72, 105]], "UTF-8");
 * assertEquals(y.numpy().toArray(), ["né", "Hi"]);
 * ```
 */
export const unicodeEncode: Operation<
  UnicodeEncodeArguments,
  ["input", "outputEncoding", "errors", "replacementChar", "name"],
  Tensor
> = bind(
  "tf.strings.unicodeEncode",
  ["input", "outputEncoding", "errors", "replacementChar", "name"],
  2,
  (input, outputEncoding, errors = "replace", replacementChar = 65533) => {
    const where = "tf.strings.unicodeEncode";
    checkOneOf(where, "outputEncoding", outputEncoding, ["UTF-8"]);
    const x = asTensor(where, input, isPlain(input) ? "int32" : undefined);
    if (x.dtype !== "int32" || x.rank === 0) {
      throw new TypeError(
        `${where}: expected input of dtype int32 with at least 1 axis, received ${formatAval(x)}`,
      );
    }
    const rule = ruleOf(where, errors, replacementChar);
    const count = x.shape.at(-1)!;
    const out = aval("string", x.shape.slice(0, -1));
    return hostCall(out, [x], (data) =>
      Array.from({ length: out.size }, (_, i) => {
        const characters = Array.from({ length: count }, (_, k) => Number(data[i * count + k]));
        return textOf(rule(characters, isCharacter));
      }));
  },
);

/** Arguments of {@linkcode unicodeTranscode}. */
export interface UnicodeTranscodeArguments extends UnicodeDecodeArguments {
  /** How texts are to be written; those here are `"UTF-8"`. */
  outputEncoding: "UTF-8";
}

/**
 * Texts without control characters, as those here are of one encoding alone.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for other encodings than UTF-8, and for control characters where they are errors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.unicodeTranscode(["a\tb"], "UTF-8", "UTF-8", {
 *   replaceControlCharacters: true,
 *   replacementChar: 32,
 * });
 * assertEquals(y.numpy().toArray(), ["a b"]);
 * ```
 */
export const unicodeTranscode: Operation<
  UnicodeTranscodeArguments,
  [
    "input",
    "inputEncoding",
    "outputEncoding",
    "errors",
    "replacementChar",
    "replaceControlCharacters",
    "name",
  ],
  Tensor
> = bind(
  "tf.strings.unicodeTranscode",
  [
    "input",
    "inputEncoding",
    "outputEncoding",
    "errors",
    "replacementChar",
    "replaceControlCharacters",
    "name",
  ],
  3,
  (
    input,
    inputEncoding,
    outputEncoding,
    errors = "replace",
    replacementChar = 65533,
    replaceControlCharacters = false,
  ) => {
    const where = "tf.strings.unicodeTranscode";
    checkOneOf(where, "inputEncoding", inputEncoding, ["UTF-8"]);
    checkOneOf(where, "outputEncoding", outputEncoding, ["UTF-8"]);
    const x = asTexts(where, "input", input);
    const rule = ruleOf(where, errors, replacementChar);
    const isAllowed = isAllowedIn(where, replaceControlCharacters);
    return mapTexts(x, (text) => textOf(rule(charactersOf(text), isAllowed)));
  },
);
