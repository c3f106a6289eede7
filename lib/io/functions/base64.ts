/**
 * Bytes as letters: `tf.io.encodeBase64`, `tf.io.decodeBase64`.
 *
 * @module
 */
import { bytesOf, textOf } from "../../ops/strings/bytes_text.ts";
import { checkBoolean } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { nodeModule } from "../../platform/node.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asTexts, mapTexts } from "../../ops/strings/texts.ts";

/** Arguments of {@linkcode decodeBase64}. */
export interface DecodeBase64Arguments extends Named {
  /** Texts. */
  input: TensorLike;
}

/** Arguments of {@linkcode encodeBase64}. */
export interface EncodeBase64Arguments extends DecodeBase64Arguments {
  /** Whether `=` fills the result up to a multiple of 4 letters; default false. */
  pad?: boolean;
}

/**
 * The bytes of each text in the letters of base 64 that URLs and files' names allow: `-` and `_`
 * instead of `+` and `/` (RFC 4648, section 5).
 *
 * @throws {TypeError} for anything but texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.io.encodeBase64(["a", "<<??>>"]).numpy().toArray(), ["YQ", "PDw_Pz4-"]);
 * assertEquals(tf.io.encodeBase64("a", { pad: true }).numpy().toArray(), "YQ==");
 * ```
 */
export const encodeBase64: Operation<EncodeBase64Arguments, ["input", "pad", "name"], Tensor> =
  bind("tf.io.encodeBase64", ["input", "pad", "name"], 1, (input, pad) => {
    const where = "tf.io.encodeBase64";
    const isPadded = checkBoolean(where, "pad", pad ?? false);
    return mapTexts(
      asTexts(where, "input", input),
      (text) => {
        const letters = nodeModule("buffer").Buffer.from(bytesOf(text)).toString("base64url");
        return isPadded ? letters.padEnd(Math.ceil(letters.length / 4) * 4, "=") : letters;
      },
    );
  });

/**
 * The bytes that such letters stand for, filled up or not, as texts.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for other letters, `+` and `/` among them, and for too few.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.io.decodeBase64(["YQ", "PDw_Pz4-"]).numpy().toArray(), ["a", "<<??>>"]);
 * ```
 */
export const decodeBase64: Operation<DecodeBase64Arguments, ["input", "name"], Tensor> = bind(
  "tf.io.decodeBase64",
  ["input", "name"],
  1,
  (input) => {
    const where = "tf.io.decodeBase64";
    return mapTexts(asTexts(where, "input", input), (text) => {
      const letters = text.replace(/={1,2}$/, "");
      const isWhole = letters.length === text.length || text.length % 4 === 0;
      if (/^[\w-]*$/.test(letters) && letters.length % 4 !== 1 && isWhole) {
        return textOf(new Uint8Array(nodeModule("buffer").Buffer.from(letters, "base64url")));
      }
      throw new RangeError(
        `${where}: expected texts in base 64 with - and _ instead of + and /, received ${
          formatValue(text)
        }`,
      );
    });
  },
);
