/**
 * Letters and lengths of texts: `tf.strings.lower`, `upper`, `strip`, `length`, `substr`.
 *
 * @module
 */
import { textOf } from "./bytes_text.ts";
import { checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { requireIndices } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { hostCall } from "../../tensor/host_function.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import type { InputOperation } from "../elementwise.ts";
import { asTexts, byteLength, bytesOf, mapTexts, mapToNumbers } from "./texts.ts";

/** Arguments of {@linkcode lower} and {@linkcode upper}. */
export interface CaseArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** `""`: letters of ASCII alone; `"utf-8"`: those of all scripts. Default `""`. */
  encoding?: "" | "utf-8";
}

/** A change of letters. */
export type CaseOperation = Operation<CaseArguments, ["input", "encoding", "name"], Tensor>;

function changed(
  where: string,
  ascii: RegExp,
  run: (text: string) => string,
): CaseOperation {
  return bind(where, ["input", "encoding", "name"], 1, (input, encoding = "") => {
    const x = asTexts(where, "input", input);
    const isWhole = checkOneOf(where, "encoding", encoding, ["", "utf-8"]) === "utf-8";
    return mapTexts(x, isWhole ? run : (text) => text.replace(ascii, run));
  });
}

/**
 * Texts in small letters.
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.lower(["A Cat", "É"]).numpy().toArray(), ["a cat", "É"]);
 * assertEquals(tf.strings.lower(["É"], "utf-8").numpy().toArray(), ["é"]);
 * ```
 */
export const lower: CaseOperation = changed(
  "tf.strings.lower",
  /[A-Z]+/g,
  (text) => text.toLowerCase(),
);

/**
 * Texts in capital letters.
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.upper(["a cat"]).numpy().toArray(), ["A CAT"]);
 * ```
 */
export const upper: CaseOperation = changed(
  "tf.strings.upper",
  /[a-z]+/g,
  (text) => text.toUpperCase(),
);

/**
 * Texts without spaces, tabs and ends of lines at their ends.
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.strip([" a cat\n"]).numpy().toArray(), ["a cat"]);
 * ```
 */
export const strip: InputOperation = bind("tf.strings.strip", ["input", "name"], 1, (input) => {
  const x = asTexts("tf.strings.strip", "input", input);
  return mapTexts(x, (text) => text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, ""));
});

/** What positions and lengths count. */
export type TextUnit = "BYTE" | "UTF8_CHAR";

const UNITS = ["BYTE", "UTF8_CHAR"] as const;

/** Arguments of {@linkcode length}. */
export interface LengthArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** Whether to count bytes of UTF-8, or characters; default `"BYTE"`. */
  unit?: TextUnit;
}

/**
 * How long texts are, int32.
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.length(["cat", "né"]).numpy().toArray(), [3, 3]);
 * assertEquals(tf.strings.length(["né"], "UTF8_CHAR").numpy().toArray(), [2]);
 * ```
 */
export const length: Operation<LengthArguments, ["input", "unit", "name"], Tensor> = bind(
  "tf.strings.length",
  ["input", "unit", "name"],
  1,
  (input, unit = "BYTE") => {
    const where = "tf.strings.length";
    const x = asTexts(where, "input", input);
    const count = checkOneOf(where, "unit", unit, UNITS) === "BYTE"
      ? byteLength
      : (text: string) => [...text].length;
    return mapToNumbers(x, "int32", (texts) => Int32Array.from(texts, count));
  },
);

/** Arguments of {@linkcode substr}. */
export interface SubstrArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** Where parts begin, from the end where negative; shapes broadcast. */
  pos: TensorLike;
  /** How long they are at most, of the shape of `pos`. */
  len: TensorLike;
  /** Whether both count bytes of UTF-8, or characters; default `"BYTE"`. */
  unit?: TextUnit;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A part of one text. */
function partOf(where: string, text: string, pos: number, len: number, unit: TextUnit): string {
  const units = unit === "BYTE" ? bytesOf(text) : [...text];
  const begin = pos < 0 ? pos + units.length : pos;
  if (begin < 0 || begin > units.length) {
    throw new RangeError(
      `${where}: expected pos within the ${units.length} units of ${
        formatValue(text)
      }, received pos=${pos}`,
    );
  }
  const part = units.slice(begin, begin + Math.max(0, len));
  if (Array.isArray(part)) return part.join("");
  // What is no text, but bytes of a file, may be cut anywhere.
  if (!text.isWellFormed()) return textOf(part as Uint8Array);
  try {
    return decoder.decode(part as Uint8Array);
  } catch {
    throw new RangeError(
      `${where}: expected parts of whole characters, received pos=${pos} and len=${len} for ${
        formatValue(text)
      }; give unit "UTF8_CHAR"`,
    );
  }
}

/**
 * Parts of texts.
 *
 * @throws {TypeError} for anything but texts and whole numbers.
 * @throws {RangeError} when a part begins outside of its text, or cuts a character.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.substr(["kitten", "dog"], -3, 2).numpy().toArray(), ["te", "do"]);
 * ```
 */
export const substr: Operation<SubstrArguments, ["input", "pos", "len", "unit", "name"], Tensor> =
  bind("tf.strings.substr", ["input", "pos", "len", "unit", "name"], 3, (
    input,
    pos,
    len,
    unit = "BYTE",
  ) => {
    const where = "tf.strings.substr";
    const x = asTexts(where, "input", input);
    checkOneOf(where, "unit", unit, UNITS);
    const whole = (name: string, value: TensorLike) => {
      const it = asTensor(where, value, isPlain(value) ? "int32" : undefined);
      requireIndices(where.slice(3), name, it.aval);
      return it;
    };
    const [from, count] = [whole("pos", pos), whole("len", len)];
    if (`${from.shape}` !== `${count.shape}` || from.rank !== count.rank) {
      throw new TypeError(
        `${where}: expected pos and len of one shape, received [${from.shape}] and [${count.shape}]`,
      );
    }
    const shape = broadcastShapes(where, x.shape, from.shape);
    const strides = [x, from, count].map((it) => stridesFor(it.shape, shape.length));
    return hostCall(aval("string", shape), [x, from, count], (texts, begins, counts) => {
      const parts: string[] = [];
      forEachPlace(shape, strides, (_, [i, j, k]) => {
        const text = (texts as readonly string[])[i!]!;
        parts.push(partOf(where, text, Number(begins[j!]), Number(counts[k!]), unit));
      });
      return parts;
    });
  });
