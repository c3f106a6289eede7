/**
 * Numbers out of bytes: `tf.io.decodeRaw`.
 *
 * @module
 */
import { type DType, DTYPES, type Storage } from "../../arrays/dtypes.ts";
import { checkBoolean, checkInteger } from "../../errors/checks.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asDType } from "../../ops/dtype_argument.ts";
import { asInteger } from "../../ops/integers.ts";
import { knownOr } from "../../ops/known.ts";
import { bytesOf } from "../../ops/strings/bytes_text.ts";
import { asTexts } from "../../ops/strings/texts.ts";

/** Arguments of {@linkcode decodeRaw}. */
export interface DecodeRawArguments extends Named {
  /** Texts, each the bytes of as many numbers. */
  inputBytes: TensorLike;
  /** The numbers' dtype. */
  outType: DType;
  /** Whether a number's lowest byte comes first; default true. */
  littleEndian?: boolean;
  /** Bytes that each text is cut or filled up to, with zeros; default: all have equally many. */
  fixedLength?: IntegerLike | null;
}

/** Turns the bytes of each number round. */
function turnRound(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/**
 * The numbers that the bytes of texts are, along one more axis.
 *
 * It is not for arguments of traced functions, as the shape depends on the texts.
 *
 * @throws {TypeError} for anything but texts, and for other dtypes than numbers and bool.
 * @throws {RangeError} for texts of different lengths, and of parts of numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.io.decodeRaw(["ab", "cd"], "uint8").numpy().toArray(), [[97, 98], [99, 100]]);
 * assertEquals(tf.io.decodeRaw("ab", "int16", false).numpy().toArray(), [97 * 256 + 98]);
 * ```
 */
export const decodeRaw: Operation<
  DecodeRawArguments,
  ["inputBytes", "outType", "littleEndian", "fixedLength", "name"],
  Tensor
> = bind(
  "tf.io.decodeRaw",
  ["inputBytes", "outType", "littleEndian", "fixedLength", "name"],
  2,
  (inputBytes, outType, littleEndian, fixedLength) => {
    const where = "tf.io.decodeRaw";
    const type = asDType(where, outType, "outType");
    if (type === "string") {
      throw new TypeError(
        `${where}: expected outType to be one of numbers, received outType=string`,
      );
    }
    const isLittle = checkBoolean(where, "littleEndian", littleEndian ?? true);
    const { array: Typed, bytes: width, units } = DTYPES[type];
    const texts = knownOr(asTexts(where, "inputBytes", inputBytes));
    const all = (read(texts) as readonly string[]).map(bytesOf);
    const fixed = fixedLength === undefined || fixedLength === null
      ? undefined
      : asInteger(where, "fixedLength", fixedLength, { min: 1 });
    const length = checkInteger(where, "length", fixed ?? all[0]?.length ?? 0, { min: 0 });
    const odd = fixed === undefined ? all.find((it) => it.length !== length) : undefined;
    if (odd !== undefined || length % width !== 0) {
      throw new RangeError(
        odd === undefined
          ? `${where}: expected texts of a multiple of ${width} bytes for ${type}, received ${length}`
          : `${where}: expected texts of equally many bytes, received ${length} and ${odd.length}; give fixedLength`,
      );
    }
    const bytes = new Uint8Array(all.length * length);
    all.forEach((it, i) => bytes.set(it.subarray(0, length), i * length));
    if (!isLittle) turnRound(bytes, width / units);
    if (type === "bool") bytes.forEach((it, i) => bytes[i] = it === 0 ? 0 : 1);
    const values = new (Typed as unknown as new (buffer: ArrayBuffer) => Storage)(bytes.buffer);
    return leaf(values as never, aval(type, [...texts.shape, length / width]));
  },
);
