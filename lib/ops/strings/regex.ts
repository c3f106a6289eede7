/**
 * Regular expressions over texts: `tf.strings.regexFullMatch`, `tf.strings.regexReplace`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { hostCall } from "../../tensor/host_function.ts";
import { aval } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { read } from "../../tensor/graph.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { bind, type Operation } from "../bind.ts";
import { knownOr } from "../known.ts";
import { regexOf } from "./re2.ts";
import { asText, asTexts, mapTexts } from "./texts.ts";

/** One text among arguments. */
function textOf(where: string, name: string, value: unknown): string {
  if (value instanceof Tensor && value.dtype === "string" && value.rank === 0) {
    return (read(knownOr(value)) as readonly string[])[0]!;
  }
  return asText(where, name, value);
}

/** Arguments of {@linkcode regexFullMatch}. */
export interface RegexFullMatchArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** A regular expression of RE2. */
  pattern: string | Tensor;
}

/**
 * Whether a regular expression is that of whole texts, bool.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for a regular expression that is none.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.regexFullMatch(["tf lib", "lib tf"], ".*lib$");
 * assertEquals(y.numpy().toArray(), [true, false]);
 * ```
 */
export const regexFullMatch: Operation<
  RegexFullMatchArguments,
  ["input", "pattern", "name"],
  Tensor
> = bind("tf.strings.regexFullMatch", ["input", "pattern", "name"], 2, (input, pattern) => {
  const where = "tf.strings.regexFullMatch";
  const x = asTexts(where, "input", input);
  const { source, flags } = regexOf(where, textOf(where, "pattern", pattern));
  const whole = new RegExp(`(?<![\\s\\S])(?:${source})(?![\\s\\S])`, flags.replace("g", ""));
  return hostCall(
    aval("bool", x.shape),
    [x],
    (texts) => Uint8Array.from(texts as readonly string[], (text) => whole.test(text) ? 1 : 0),
  );
});

/** Arguments of {@linkcode regexReplace}. */
export interface RegexReplaceArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** A regular expression of RE2. */
  pattern: string | Tensor;
  /** What stands for a match; `\\1` to `\\9` are its groups, `\\0` is all of it. */
  rewrite: string | Tensor;
  /** Whether to replace all matches, or the first one; default true. */
  replaceGlobal?: boolean;
}

/** What stands for a match, by its groups. */
function rewriting(
  where: string,
  rewrite: string,
  groups: number,
): (match: RegExpExecArray) => string {
  for (const [whole, digit] of rewrite.matchAll(/\\([\s\S]|$)/g)) {
    const isGroup = /^\d$/.test(digit!) && Number(digit) <= groups;
    if (isGroup || digit === "\\") continue;
    throw new RangeError(
      `${where}: expected rewrite to name groups up to ${groups}, received ${
        formatValue(rewrite)
      } with ${whole}`,
    );
  }
  return (match) =>
    rewrite.replace(/\\([\d\\])/g, (_, it: string) => it === "\\" ? it : match[Number(it)] ?? "");
}

/** A text with matches replaced; an empty match at the end of another one is none. */
function replaced(
  text: string,
  regex: RegExp,
  rewrite: (match: RegExpExecArray) => string,
  isGlobal: boolean,
): string {
  let [result, done, ended] = ["", 0, -1];
  for (const match of text.matchAll(regex)) {
    const end = match.index + match[0].length;
    if (match[0].length === 0 && match.index === ended) continue;
    result += text.slice(done, match.index) + rewrite(match);
    done = ended = end;
    if (!isGlobal) break;
  }
  return result + text.slice(done);
}

/**
 * Texts with what a regular expression finds replaced.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for a regular expression that is none, and for groups that it does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.regexReplace(["Text with <b>tags</b>"], "<[^>]+>", " ");
 * assertEquals(y.numpy().toArray(), ["Text with  tags "]);
 * ```
 */
export const regexReplace: Operation<
  RegexReplaceArguments,
  ["input", "pattern", "rewrite", "replaceGlobal", "name"],
  Tensor
> = bind(
  "tf.strings.regexReplace",
  ["input", "pattern", "rewrite", "replaceGlobal", "name"],
  3,
  (input, pattern, rewrite, replaceGlobal = true) => {
    const where = "tf.strings.regexReplace";
    const x = asTexts(where, "input", input);
    const regex = regexOf(where, textOf(where, "pattern", pattern));
    const groups = new RegExp(`${regex.source}|`, regex.flags).exec("")!.length - 1;
    const make = rewriting(where, textOf(where, "rewrite", rewrite), groups);
    return mapTexts(x, (text) => replaced(text, regex, make, replaceGlobal));
  },
);
