/**
 * Windows: `tf.signal.hannWindow`, `hammingWindow`, `kaiserWindow`, `kaiserBesselDerivedWindow` and
 * `vorbisWindow`. Their weights are computed on the host in float64.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval, formatAval, sameShape } from "../../tensor/aval.ts";
import { fromFloat64 } from "../../tensor/host_map.ts";
import type { IntegerLike } from "../../tensor/like.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asInteger } from "../integers.ts";
import { numberOr } from "../numbers.ts";

/** Arguments that all windows take. */
export interface WindowArguments extends Named {
  /** How many weights. */
  windowLength: IntegerLike;
  /** Element type, of floats; default `"float32"`. */
  dtype?: DType | null;
}

/** Arguments of {@linkcode hannWindow} and {@linkcode hammingWindow}. */
export interface PeriodicWindowArguments extends WindowArguments {
  /** Whether it repeats without a doubled end, for spectra; else it is symmetric. Default true. */
  periodic?: boolean;
}

/** Arguments of {@linkcode kaiserWindow} and {@linkcode kaiserBesselDerivedWindow}. */
export interface KaiserWindowArguments extends WindowArguments {
  /** How narrow it is; default 12. */
  beta?: number;
}

/** A window with a choice of ends. */
export type PeriodicWindow = Operation<
  PeriodicWindowArguments,
  ["windowLength", "periodic", "dtype", "name"],
  Tensor
>;

/** A Kaiser window. */
export type KaiserWindow = Operation<
  KaiserWindowArguments,
  ["windowLength", "beta", "dtype", "name"],
  Tensor
>;

/** What makes a window of a length: those of this file, or one of one's own. */
export type WindowFunction = (windowLength: number, options: { dtype: DType }) => Tensor;

/**
 * A window that a function makes of a length.
 *
 * @throws {TypeError} unless it is a function that gives a vector of the length and dtype.
 */
export function windowFrom(where: string, windowFn: unknown, length: number, dtype: DType): Tensor {
  if (typeof windowFn !== "function") {
    throw new TypeError(
      `${where}: expected a function of a length that makes a window, received ${
        formatValue(windowFn)
      }`,
    );
  }
  let window: unknown;
  try {
    window = (windowFn as WindowFunction)(length, { dtype });
  } catch (error) {
    // A class, which is called with new alone; what the function itself throws is its own.
    if (!/^class\b/.test(Function.prototype.toString.call(windowFn))) throw error;
  }
  const isWindow = window instanceof Tensor && window.dtype === dtype &&
    sameShape(window.shape, [length]);
  if (isWindow) return window as Tensor;
  throw new TypeError(
    `${where}: expected windowFn to give a tensor of dtype ${dtype} and shape ${
      formatShape([length])
    }, received ${window instanceof Tensor ? formatAval(window) : formatValue(window)}`,
  );
}

/** A window of weights, checked. */
function windowOf(
  where: string,
  windowLength: unknown,
  dtype: unknown,
  weights: (length: number) => Float64Array,
): Tensor {
  const length = asInteger(where, "windowLength", windowLength, { min: 0 });
  const type = dtypeOr(where, dtype, "float32");
  if (!isFloating(type)) {
    throw new TypeError(`${where}: expected dtype to be one of floats, received dtype=${type}`);
  }
  const values = weights(length);
  return leaf(fromFloat64(values, type), aval(type, [values.length]));
}

/** `a - b cos(2 pi k / n)`. */
function raisedCosine(where: string, a: number, b: number): PeriodicWindow {
  return bind(
    where,
    ["windowLength", "periodic", "dtype", "name"],
    1,
    (windowLength, periodic = true, dtype) =>
      windowOf(where, windowLength, dtype, (length) => {
        if (length === 1) return Float64Array.of(1);
        const n = length + (periodic && length % 2 === 0 ? 1 : 0) - 1;
        return Float64Array.from(
          { length },
          (_, k) => a - b * Math.cos((2 * Math.PI * k) / n),
        );
      }),
  );
}

/**
 * The Hann window: `0.5 - 0.5 cos(2 pi k / n)`, with `n` the length where it is even and the window
 * periodic, else the length less one.
 *
 * @throws {TypeError} for a dtype that is none of floats.
 * @throws {RangeError} for a length below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.signal.hannWindow(4).numpy().toArray(), [0, 0.5, 1, 0.5]);
 * ```
 */
export const hannWindow: PeriodicWindow = raisedCosine("tf.signal.hannWindow", 0.5, 0.5);

/**
 * The Hamming window: `0.54 - 0.46 cos(2 pi k / n)`, with `n` as {@linkcode hannWindow} has it.
 *
 * @throws {TypeError} for a dtype that is none of floats.
 * @throws {RangeError} for a length below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.signal.hammingWindow(4).at(0)), 0.08, 1e-6);
 * ```
 */
export const hammingWindow: PeriodicWindow = raisedCosine("tf.signal.hammingWindow", 0.54, 0.46);

/** The modified Bessel function of the first kind of order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function kaiser(length: number, beta: number): Float64Array {
  const half = (length - 1) / 2;
  const full = bessel(beta);
  return Float64Array.from({ length }, (_, k) => {
    const place = half === 0 ? 0 : (k - half) / half;
    return bessel(beta * Math.sqrt(Math.max(0, 1 - place * place))) / full;
  });
}

/** Enters a window made of Kaiser's. */
function kaiserOf(
  where: string,
  weights: (length: number, beta: number) => Float64Array,
): KaiserWindow {
  return bind(
    where,
    ["windowLength", "beta", "dtype", "name"],
    1,
    (windowLength, beta, dtype) => {
      const narrow = numberOr(where, "beta", beta, 12);
      return windowOf(where, windowLength, dtype, (length) => weights(length, narrow));
    },
  );
}

/**
 * The Kaiser window: `I0(beta sqrt(1 - p^2)) / I0(beta)` at places `p` from -1 to 1.
 *
 * @throws {TypeError} for a dtype that is none of floats.
 * @throws {RangeError} for a length below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.signal.kaiserWindow(5).at(2)), 1);
 * ```
 */
export const kaiserWindow: KaiserWindow = kaiserOf("tf.signal.kaiserWindow", kaiser);

/**
 * The window derived from Kaiser's whose squares half its length apart add up to 1, for `mdct`. An
 * odd length gives one weight less.
 *
 * @throws {TypeError} for a dtype that is none of floats.
 * @throws {RangeError} for a length below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [a, b] = tf.signal.kaiserBesselDerivedWindow(4).numpy().toArray() as number[];
 * const d = Number(tf.signal.kaiserBesselDerivedWindow(4).at(3));
 * assertAlmostEquals(a! ** 2 + b! ** 2, 1, 1e-6);
 * assertAlmostEquals(a!, d, 1e-6);
 * ```
 */
export const kaiserBesselDerivedWindow: KaiserWindow = kaiserOf(
  "tf.signal.kaiserBesselDerivedWindow",
  (length, beta) => {
    const half = Math.floor(length / 2);
    const sums = kaiser(half + 1, beta);
    for (let k = 1; k <= half; k++) sums[k]! += sums[k - 1]!;
    const rising = Array.from({ length: half }, (_, k) => Math.sqrt(sums[k]! / sums[half]!));
    return Float64Array.from([...rising, ...rising.toReversed()]);
  },
);

/**
 * Vorbis's window: `sin(pi / 2 sin^2(pi (k + 1/2) / n))`.
 *
 * @throws {TypeError} for a dtype that is none of floats.
 * @throws {RangeError} for a length below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.signal.vorbisWindow(1).at(0)), 1);
 * ```
 */
export const vorbisWindow: Operation<WindowArguments, ["windowLength", "dtype", "name"], Tensor> =
  bind(
    "tf.signal.vorbisWindow",
    ["windowLength", "dtype", "name"],
    1,
    (windowLength, dtype) =>
      windowOf("tf.signal.vorbisWindow", windowLength, dtype, (length) =>
        Float64Array.from(
          { length },
          (_, k) => Math.sin((Math.PI / 2) * Math.sin((Math.PI * (k + 0.5)) / length) ** 2),
        )),
  );
