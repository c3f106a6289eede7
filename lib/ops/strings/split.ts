/**
 * Texts in parts: `tf.strings.split`, `tf.strings.bytesSplit`, `tf.strings.unicodeSplit`. TensorFlow
 * gives ragged tensors; here all texts have to have as many parts.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { bind, type Operation } from "../bind.ts";
import type { InputOperation } from "../elementwise.ts";
import { asInteger } from "../integers.ts";
import { knownOr } from "../known.ts";
import { asText, asTexts, byteLength } from "./texts.ts";

/**
 * The parts of each text, and how many each has.
 *
 * @throws {TypeError} for texts of different numbers of parts.
 */
export function partsOf<T>(
  where: string,
  x: Tensor,
  run: (text: string) => readonly T[],
): { readonly parts: readonly (readonly T[])[]; readonly count: number } {
  const texts = read(knownOr(x)) as readonly string[];
  const parts = texts.map(run);
  const count = parts[0]?.length ?? 0;
  const odd = parts.findIndex((it) => it.length !== count);
  if (odd >= 0) {
    throw new TypeError(
      `${where}: expected texts of as many parts, as there are no ragged tensors, received ${count} of ${
        formatValue(texts[0])
      } and ${parts[odd]!.length} of ${formatValue(texts[odd])}; split them one by one`,
    );
  }
  return { parts, count };
}

/** The parts of each text along a new last axis. */
function apart(where: string, x: Tensor, run: (text: string) => readonly string[]): Tensor {
  const { parts, count } = partsOf(where, x, run);
  return leaf(parts.flat(), aval("string", [...x.shape, count]));
}

/** Arguments of {@linkcode split}. */
export interface SplitTextArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** What stands between the parts; default: any spaces, which then count for nothing at the ends. */
  sep?: string | null;
  /** How many cuts there are at most; -1, the default: any number. */
  maxsplit?: IntegerLike;
}

/** A text cut at spaces, or at a text. */
function cut(text: string, sep: string, most: number): string[] {
  if (sep !== "") {
    const parts = text.split(sep);
    if (most < 0 || parts.length <= most + 1) return parts;
    return [...parts.slice(0, most), parts.slice(most).join(sep)];
  }
  if (most === 0) return [text];
  const parts: string[] = [];
  let rest = text.replace(/^[ \t\n\v\f\r]+/, "");
  while (rest !== "") {
    const [part, space] = /^([^ \t\n\v\f\r]+)[ \t\n\v\f\r]*/.exec(rest)!.toReversed() as [
      string,
      string,
    ];
    parts.push(part);
    rest = rest.slice(space.length);
    // As TensorFlow has it: after the last cut there is a rest, be it empty.
    if (parts.length === most) {
      parts.push(rest);
      break;
    }
  }
  return parts;
}

/**
 * The parts of texts along a new last axis.
 *
 * @throws {TypeError} for anything but texts, for texts of different numbers of parts, and in a traced
 * function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.split("a  cat").numpy().toArray(), ["a", "cat"]);
 * assertEquals(tf.strings.split(["a,b", "c,d"], ",").numpy().toArray(), [["a", "b"], ["c", "d"]]);
 * ```
 */
export const split: Operation<SplitTextArguments, ["input", "sep", "maxsplit", "name"], Tensor> =
  bind("tf.strings.split", ["input", "sep", "maxsplit", "name"], 1, (input, sep, maxsplit = -1) => {
    const where = "tf.strings.split";
    const x = asTexts(where, "input", input);
    const most = asInteger(where, "maxsplit", maxsplit, { min: -1 });
    const between = asText(where, "sep", sep ?? "");
    return apart(where, x, (text) => cut(text, between, most));
  });

/**
 * The bytes of texts in UTF-8, each a text, along a new last axis.
 *
 * @throws {TypeError} for anything but texts, for texts of different lengths, and in a traced function.
 * @throws {RangeError} for characters of more than one byte, whose bytes are no texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.bytesSplit(["cat", "dog"]).numpy().toArray(), [
 *   ["c", "a", "t"],
 *   ["d", "o", "g"],
 * ]);
 * ```
 */
export const bytesSplit: InputOperation = bind(
  "tf.strings.bytesSplit",
  ["input", "name"],
  1,
  (input) => {
    const where = "tf.strings.bytesSplit";
    return apart(where, asTexts(where, "input", input), (text) => {
      if (byteLength(text) === text.length) return text.split("");
      throw new RangeError(
        `${where}: expected characters of one byte, whose bytes are texts, received ${
          formatValue(text)
        }; write tf.strings.unicodeSplit`,
      );
    });
  },
);

/** Arguments of {@linkcode unicodeSplit}. */
export interface UnicodeSplitArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** How texts are written; those here are `"UTF-8"`. */
  inputEncoding: "UTF-8";
  /** Taken for the sake of Python's signature: texts of JavaScript have no bytes that are wrong. */
  errors?: "replace" | "ignore" | "strict";
  /** As `errors`. */
  replacementChar?: IntegerLike;
}

/**
 * The characters of texts along a new last axis.
 *
 * @throws {TypeError} for anything but texts, for texts of different lengths, and in a traced function.
 * @throws {RangeError} for another encoding than UTF-8.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.unicodeSplit("né", "UTF-8").numpy().toArray(), ["n", "é"]);
 * ```
 */
export const unicodeSplit: Operation<
  UnicodeSplitArguments,
  ["input", "inputEncoding", "errors", "replacementChar", "name"],
  Tensor
> = bind(
  "tf.strings.unicodeSplit",
  ["input", "inputEncoding", "errors", "replacementChar", "name"],
  2,
  (input, inputEncoding) => {
    const where = "tf.strings.unicodeSplit";
    if (inputEncoding !== "UTF-8") {
      throw new RangeError(
        `${where}: expected inputEncoding to be "UTF-8", received inputEncoding=${
          formatValue(inputEncoding)
        }`,
      );
    }
    return apart(where, asTexts(where, "input", input), (text) => [...text]);
  },
);
