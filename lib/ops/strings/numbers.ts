/**
 * Numbers as texts, and texts as numbers: `tf.strings.asString`, `tf.strings.toNumber`.
 *
 * @module
 */
import { isFloating, newStorage } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { formatAval } from "../../tensor/aval.ts";
import { aval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";
import { fixed, general, scientific as exponential } from "./c_format.ts";
import { type ParsedDType, parseNumber } from "./parse_numbers.ts";
import { asTexts } from "./texts.ts";

/** Arguments of {@linkcode asString}. */
export interface AsStringArguments extends Named {
  /** Numbers, truth values or texts. */
  input: TensorLike;
  /** Digits behind the point of floats, at most 90; -1, the default: 6. */
  precision?: IntegerLike;
  /** Whether floats have an exponent; default false. */
  scientific?: boolean;
  /** Whether floats are as short as either way gives; default false. */
  shortest?: boolean;
  /** Characters that numbers have at least, up to a million; -1, the default: any number. */
  width?: IntegerLike;
  /** What stands before shorter ones: `"0"`, or a space, the default. */
  fill?: string;
}

/** A text of at least that many characters: zeros come behind the sign. */
function filled(text: string, width: number, fill: string): string {
  if (fill !== "0" || !/\d/.test(text)) return text.padStart(width);
  const sign = text.startsWith("-") ? "-" : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/**
 * Numbers as texts; floats have 6 digits behind the point unless they are asked for otherwise.
 *
 * @throws {TypeError} for complex numbers, and for options of floats with other numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.asString(tf.constant([3, 2], "int32")).numpy().toArray(), ["3", "2"]);
 * assertEquals(tf.strings.asString([3.5], { precision: 2 }).numpy().toArray(), ["3.50"]);
 * ```
 */
export const asString: Operation<
  AsStringArguments,
  ["input", "precision", "scientific", "shortest", "width", "fill", "name"],
  Tensor
> = bind(
  "tf.strings.asString",
  ["input", "precision", "scientific", "shortest", "width", "fill", "name"],
  1,
  (
    input,
    precision = -1,
    scientific = false,
    shortest = false,
    width = -1,
    fill = "",
  ) => {
    const where = "tf.strings.asString";
    const x = asTensor(where, input);
    const { dtype } = x;
    if (dtype === "complex64") {
      throw new TypeError(`${where}: expected real numbers, received ${formatAval(x)}`);
    }
    const digits = asInteger(where, "precision", precision, { min: -1, max: 90 });
    const most = asInteger(where, "width", width, { min: -1, max: 1e6 });
    if (scientific && shortest) {
      throw new TypeError(`${where}: expected one of scientific and shortest, received both`);
    }
    if (!isFloating(dtype) && (digits >= 0 || scientific || shortest)) {
      throw new TypeError(
        `${where}: expected precision, scientific and shortest for floats alone, received ${
          formatAval(x)
        }`,
      );
    }
    const write = scientific ? exponential : shortest ? general : fixed;
    const texts = (data: HostData): readonly string[] => {
      if (dtype === "string") return data as readonly string[];
      if (dtype === "bool") return Array.from(data as Uint8Array, (it) => it ? "true" : "false");
      const plain = isFloating(dtype)
        ? Array.from(asFloat64(data, dtype), (it) => write(it, digits < 0 ? 6 : digits))
        : Array.from(data as Int32Array, String);
      return plain.map((text) => filled(text, most, fill));
    };
    return hostCall(aval("string", x.shape), [x], texts);
  },
);

/** Arguments of {@linkcode toNumber}. */
export interface ToNumberArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** Element type of the numbers; default `"float32"`. */
  outType?: "float32" | "float64" | "int32" | "int64" | null;
}

function isParsed(dtype: string): dtype is ParsedDType {
  return ["float32", "float64", "int32", "int64"].includes(dtype);
}

function refused(text: string, dtype: string): RangeError {
  return new RangeError(
    `tf.strings.toNumber: expected texts of numbers of ${dtype}, received ${formatValue(text)}`,
  );
}

/**
 * The numbers that texts are.
 *
 * @throws {TypeError} for anything but texts, and for other element types.
 * @throws {RangeError} when a text is no number of the element type.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.toNumber(["1.5", "-2e3"]).numpy().toArray(), [1.5, -2000]);
 * ```
 */
export const toNumber: Operation<ToNumberArguments, ["input", "outType", "name"], Tensor> = bind(
  "tf.strings.toNumber",
  ["input", "outType", "name"],
  1,
  (input, outType) => {
    const where = "tf.strings.toNumber";
    const x = asTexts(where, "input", input);
    const dtype = asDType(where, outType ?? "float32", "outType");
    if (!isParsed(dtype)) {
      throw new TypeError(
        `${where}: expected outType to be float32, float64, int32 or int64, received outType=${dtype}`,
      );
    }
    return hostCall(aval(dtype, x.shape), [x], (data) => {
      const numbers = newStorage(dtype, (data as readonly string[]).length);
      (data as readonly string[]).forEach((text, i) => {
        const value = parseNumber(text, dtype);
        if (value === undefined) throw refused(text, dtype);
        numbers[i] = value;
      });
      return numbers;
    });
  },
);
