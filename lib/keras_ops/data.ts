/**
 * Helpers for data, as `tf.keras.utils` and `tf.keras.preprocessing.sequence` have them: classes as
 * rows, sequences of one length, words beside their neighbours.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { padSequences, toCategorical } = tf.keras.utils;
 * assertEquals(padSequences([[1], [2, 3]]).toArray(), [[0, 1], [2, 3]]);
 * assertEquals(toCategorical([0, 2]).toArray(), [[1, 0, 0], [0, 0, 1]]);
 * ```
 *
 * @module
 */
import { type DType, DTYPES, newStorage, writeElement } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { isTensor } from "../ops/as_tensor.ts";
import { cast } from "../ops/math/cast.ts";
import { reshape } from "../ops/array/reshape.ts";
import { reduceMax } from "../ops/reduction/reductions.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { tensorOf } from "./dtypes.ts";
import { normalize as normalized } from "./linear.ts";
import { oneHot } from "./networks.ts";
import { type KerasOperation, operation } from "./signature.ts";

const UTILS = { path: "tf.keras.utils" };

/**
 * Whole numbers as rows with 1 at their place: a tensor's as a tensor, others' as a host array of
 * float64; a last dimension of 1 is left out.
 *
 * @throws {RangeError} for a number outside of the classes.
 */
export const toCategorical: KerasOperation<
  "x, numClasses:optionalNumber=null",
  // deno-lint-ignore no-explicit-any -- a tensor's is a tensor, an array's an array
  any
> = operation(
  "toCategorical",
  "x, numClasses:optionalNumber=null",
  // deno-lint-ignore no-explicit-any -- the same
  (x, numClasses): any => {
    const given = tensorOf(x);
    const isColumn = given.rank > 1 && given.shape.at(-1) === 1;
    const places = cast(isColumn ? reshape(given, given.shape.slice(0, -1)) : given, "int32");
    const flat = (places.numpy() as NdArray).data as Int32Array;
    const count = numClasses || Number(reduceMax(places)) + 1;
    checkInteger("toCategorical", "numClasses", count, { min: 0 });
    const odd = flat.find((it) => it < -count || it >= count);
    if (odd !== undefined) {
      throw new RangeError(
        `toCategorical: expected classes below numClasses=${count}, received ${odd}`,
      );
    }
    if (isTensor(x)) return oneHot(places, count);
    const data = new Float64Array(flat.length * count);
    flat.forEach((it, i) => data[i * count + (it < 0 ? it + count : it)] = 1);
    return new NdArray(data, [...places.shape, count], "float64");
  },
  UTILS,
);
/** Vectors divided by their norms. */
export const normalize: KerasOperation<"x, axis=-1, order:number=2"> = operation(
  "normalize",
  "x, axis=-1, order:number=2",
  (x, axis, order) => normalized(x, axis, order),
  UTILS,
);

const PAD =
  'sequences:anything, maxlen:optionalNumber=null, dtype="int32", padding:text="pre", truncating:text="pre", value:anything=0.0';

/**
 * Sequences of numbers as rows of one length: shorter ones are filled up, longer ones cut.
 *
 * @throws {TypeError} for what is no list of lists.
 * @throws {RangeError} for words other than "pre" and "post".
 */
export const padSequences: KerasOperation<typeof PAD, NdArray> = operation(
  "padSequences",
  PAD,
  (sequences, maxlen, dtype, padding, truncating, value): NdArray => {
    if (!Array.isArray(sequences) || !sequences.every((it) => Array.isArray(it))) {
      throw new TypeError("padSequences: expected sequences to be a list of lists of numbers");
    }
    const lists = sequences as unknown[][];
    checkOneOf("padSequences", "padding", padding, ["pre", "post"]);
    checkOneOf("padSequences", "truncating", truncating, ["pre", "post"]);
    const most = lists.reduce((length, it) => Math.max(length, it.length), 0);
    const length = checkInteger("padSequences", "maxlen", maxlen ?? most, { min: 0 });
    const type: DType = dtype ?? "int32";
    const data = newStorage(type, lists.length * length);
    lists.forEach((list, row) => {
      const kept = truncating === "pre"
        ? list.slice(Math.max(0, list.length - length))
        : list.slice(0, length);
      const start = padding === "pre" ? length - kept.length : 0;
      for (let i = 0; i < length; i++) {
        const it = i >= start && i < start + kept.length ? kept[i - start] : value;
        writeElement(type, data, row * length + i, asElement(type, it));
      }
    });
    return new NdArray(data as Int32Array, [lists.length, length], type as "int32");
  },
  UTILS,
);

/** A value as NumPy converts it: fractions of whole numbers are cut off. */
function asElement(dtype: DType, value: unknown): number | bigint | string {
  const { kind, min } = DTYPES[dtype];
  if ((kind === "string") !== (typeof value === "string")) {
    throw new TypeError(
      `padSequences: expected values of dtype ${dtype}, received ${JSON.stringify(value) ?? value}`,
    );
  }
  if (typeof value === "string") return value;
  if (min === undefined) return Number(value);
  const whole = typeof value === "bigint" ? value : Math.trunc(Number(value));
  return typeof min === "bigint" ? BigInt(whole) : Number(whole);
}

/** Whether it is a symbolic tensor. */
export const isKerasTensor: KerasOperation<"x:anything", boolean> = operation(
  "isKerasTensor",
  "x:anything",
  (x) => x instanceof KerasTensor,
  { ...UTILS, objects: ["x"] },
);
/** What `fit` takes: `x` alone, `[x, y]`, or `[x, y, sampleWeight]`. */
export const packXYSampleWeight: KerasOperation<
  "x:anything, y:anything=null, sampleWeight:anything=null",
  unknown
> = operation(
  "packXYSampleWeight",
  "x:anything, y:anything=null, sampleWeight:anything=null",
  (x, y, sampleWeight): unknown => {
    if (y === null) return Array.isArray(x) ? [x] : x;
    return sampleWeight === null ? [x, y] : [x, y, sampleWeight];
  },
  { ...UTILS, calls: true, objects: ["x", "y", "sampleWeight"] },
);
/**
 * A batch as `[x, y, sampleWeight]`, `null` for what it does not hold.
 *
 * @throws {TypeError} for lists of more than three.
 */
export const unpackXYSampleWeight: KerasOperation<
  "data:anything",
  [x: unknown, y: unknown, sampleWeight: unknown]
> = operation(
  "unpackXYSampleWeight",
  "data:anything",
  (data): [x: unknown, y: unknown, sampleWeight: unknown] => {
    if (!Array.isArray(data)) return [data, null, null];
    if (data.length >= 1 && data.length <= 3) return [data[0], data[1] ?? null, data[2] ?? null];
    throw new TypeError(
      `tf.keras.utils.unpackXYSampleWeight: expected a list of one to three, received ${data.length}`,
    );
  },
  { ...UTILS, calls: true, objects: ["data"] },
);
/** How likely each word, by its rank, is taken: rare ones always. */
export const makeSamplingTable: KerasOperation<
  "size:number, samplingFactor:number=1e-5",
  NdArray<"float64">
> = operation(
  "makeSamplingTable",
  "size:number, samplingFactor:number=1e-5",
  (size, samplingFactor): NdArray<"float64"> => {
    checkInteger("makeSamplingTable", "size", size, { min: 1 });
    const data = Float64Array.from({ length: size }, (_, i) => {
      const rank = Math.max(i, 1);
      const share = rank * (Math.log(rank) + 0.577) + 0.5 - 1 / (12 * rank);
      const f = samplingFactor * share;
      return Math.min(1, f / Math.sqrt(f));
    });
    return new NdArray(data, [size], "float64");
  },
  { path: "tf.keras.preprocessing.sequence" },
);
